import { presign } from "../auth/presign.ts";
import type { AwsCredentialIdentity } from "../auth/types.ts";
import { ConfigError, ParamValidationError, type ValidationFinding } from "../errors/index.ts";
import { encodeUriComponent } from "../protocol/uri.ts";
import type { ClientRuntime } from "./runtime.ts";

/** What a database's token is made of. */
export interface AuthTokenRequest {
  /** The service that it is signed for: `rds-db`. */
  readonly signingName: string;
  /** Host, and port where the token names it. */
  readonly host: string;
  /** `Action` and what goes with it. */
  readonly query: Readonly<Record<string, string>>;
  readonly region: string | undefined;
  /** Seconds. */
  readonly expiresIn: number;
}

/** A token is a presigned URL without its scheme; databases take it for a password. Nothing is sent. */
export async function authToken(runtime: ClientRuntime, token: AuthTokenRequest): Promise<string> {
  const { config } = runtime.context;
  const signingRegion = token.region ?? config.region;
  if (signingRegion === undefined)
    throw new ConfigError("A token names a region: give `Region`, or `region` to the client.");
  const scheme = { name: "sigv4", signingName: token.signingName, signingRegion } as const;
  const identity = (await runtime.identity(scheme)) as AwsCredentialIdentity;
  const origin = `https://${token.host}`;
  const query = Object.entries(token.query).map(([name, value]) => `${name}=${encodeUriComponent(value)}`);
  const request = { method: "GET", origin, path: `/?${query.join("&")}`, headers: { host: token.host } };
  const date = runtime.clock.now(runtime.baseEndpoint);
  const { url } = await presign(request, { identity, scheme, date, expiresIn: token.expiresIn });
  return url.slice("https://".length);
}

/** Throws a `ParamValidationError` where a member is missing or of another type. */
export function checkTokenInput(
  method: string,
  input: object,
  types: Readonly<Record<string, "string" | "number">>,
): void {
  const findings: ValidationFinding[] = Object.entries(types).flatMap(([path, type]) => {
    const given = (input as Record<string, unknown> | undefined)?.[path];
    return typeof given === type ? [] : [{ path, message: `is required, and must be a ${type}` }];
  });
  if (findings.length > 0) throw new ParamValidationError(method, findings);
}
