import type { KeyObject } from "node:crypto";
import { platform } from "#platform";
import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { ClientError, CredentialsError } from "../../errors/index.ts";
import type { HttpRequest } from "../../http/types.ts";
import { expandHome, homePath, type SessionEnvironment } from "../environment.ts";
import { timeOf } from "./credentialsJson.ts";
import { readCache, writeCache } from "./fileCache.ts";
import { type CredentialsContext, credentialsOf, type Declined } from "./provider.ts";

/** Not by `import`, which a bundle would do for every program. */
function nodeCrypto(): typeof import("node:crypto") {
  return process.getBuiltinModule("node:crypto");
}

const REFRESH_WINDOW = 5 * 60_000;

/** A file of `~/.aws/login/cache`, as `aws login` writes it. */
interface CachedLogin {
  readonly accessToken: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
    readonly accountId: string;
    readonly expiresAt: string;
  };
  readonly clientId: string;
  readonly refreshToken: string;
  /** The key that proves possession of the refresh token (RFC 9449), as PEM. */
  readonly dpopKey: string;
}

interface TokenOutput {
  readonly accessToken: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/**
 * The session of the console that `aws login` opened, named by the profile's `login_session`. Source: AWS SDKs and Tools
 * Reference Guide, "Login provider".
 */
export async function fromLogin(
  context: CredentialsContext,
  profileName: string,
): Promise<AwsCredentialIdentity | Declined> {
  const { environment, shared } = context.config;
  const session = shared.profiles.get(profileName)?.get("login_session");
  if (!session) return { declined: `profile "${profileName}" has no login_session` };
  const path = loginCachePath(environment, session);
  const cached = readLogin(environment, path, profileName);
  const expires = timeOf(cached.accessToken.expiresAt, `expiresAt in ${path}`)!.getTime();
  if (expires - environment.now() > REFRESH_WINDOW) return credentialsFrom(cached);
  const renewed = await renew(context, cached, profileName);
  writeCache(environment, path, renewed);
  return credentialsFrom(renewed);
}

function loginCachePath(environment: SessionEnvironment, session: string): string {
  const name = `${nodeCrypto().createHash("sha256").update(session.trim()).digest("hex")}.json`;
  const own = environment.variables.AWS_LOGIN_CACHE_DIRECTORY;
  return own ? `${expandHome(environment, own)}/${name}` : homePath(environment, ".aws", "login", "cache", name);
}

function readLogin(environment: SessionEnvironment, path: string, profileName: string): CachedLogin {
  const cached = readCache(environment, path);
  const again = `run aws login --profile ${profileName}`;
  if (!cached) throw new CredentialsError(`There is no login session in ${path}: ${again}.`);
  const missing = ["accessToken", "refreshToken", "dpopKey", "clientId"].filter((name) => !cached[name]);
  if (missing.length > 0)
    throw new CredentialsError(`The login session in ${path} has no ${missing.join(", ")}: ${again}.`);
  return cached as unknown as CachedLogin;
}

function credentialsFrom({ accessToken }: CachedLogin): AwsCredentialIdentity {
  const { expiresAt, ...keys } = accessToken;
  return credentialsOf({ ...keys, expiration: timeOf(expiresAt, "expiresAt of the login session") });
}

async function renew(context: CredentialsContext, cached: CachedLogin, profileName: string): Promise<CachedLogin> {
  const { environment } = context.config;
  const key = privateKeyOf(cached, profileName);
  const signin = context.client("signin", { credentials: "anonymous", region: context.region ?? "us-east-1" });
  signin.hooks.register("beforeSign", ({ request }) => {
    request.headers.dpop = proof(key, request, environment.now());
  });
  const { clientId, refreshToken } = cached;
  const { tokenOutput } = await signin.createOAuth2Token!({
    tokenInput: { clientId, refreshToken, grantType: "refresh_token" },
  }).catch((error: unknown) => {
    throw new CredentialsError(reasonOf(error, profileName), { cause: error });
  });
  const output = tokenOutput as TokenOutput | undefined;
  if (!output?.accessToken) throw new CredentialsError("The answer to the renewal of the login session has no token.");
  const expiresAt = new Date(environment.now() + output.expiresIn * 1000).toISOString().replace(/\.\d+Z$/, "Z");
  return {
    ...cached,
    accessToken: { ...output.accessToken, accountId: cached.accessToken.accountId, expiresAt },
    refreshToken: output.refreshToken,
  };
}

function privateKeyOf({ dpopKey }: CachedLogin, profileName: string): KeyObject {
  try {
    return nodeCrypto().createPrivateKey(dpopKey);
  } catch (error) {
    throw new CredentialsError(`The key of the login session is damaged: run aws login --profile ${profileName}.`, {
      cause: error,
    });
  }
}

function reasonOf(error: unknown, profileName: string): string {
  const kind = error instanceof ClientError ? error.data.error : undefined;
  const again = `run aws login --profile ${profileName}`;
  if (kind === "TOKEN_EXPIRED") return `The login session has expired: ${again}.`;
  if (kind === "USER_CREDENTIALS_CHANGED") return `The user's password has changed since the login: ${again}.`;
  if (kind === "INSUFFICIENT_PERMISSIONS") return "The user lacks the permission signin:CreateOAuth2Token.";
  return `The login session could not be renewed: ${(error as Error).message}`;
}

/** The proof of possession of the key: a JSON Web Token of ES256 (RFC 9449). */
function proof(key: KeyObject, { method, origin, path }: HttpRequest, now: number): string {
  const { x, y } = nodeCrypto().createPublicKey(key).export({ format: "jwk" });
  const header = { typ: "dpop+jwt", alg: "ES256", jwk: { kty: "EC", x, y, crv: "P-256" } };
  const payload = { jti: platform.randomUUID(), htm: method, htu: origin + path, iat: Math.floor(now / 1000) };
  const message = `${base64Url(JSON.stringify(header))}.${base64Url(JSON.stringify(payload))}`;
  const signature = nodeCrypto().sign("sha256", Buffer.from(message), { key, dsaEncoding: "ieee-p1363" });
  return `${message}.${signature.toString("base64url")}`;
}

function base64Url(text: string): string {
  return Buffer.from(text).toString("base64url");
}
