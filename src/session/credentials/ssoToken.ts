import type { TokenIdentity } from "../../auth/types.ts";
import { ConfigError, CredentialsError } from "../../errors/index.ts";
import { homePath, type SessionEnvironment } from "../environment.ts";
import { readCache, sha1Hex, writeCache } from "./fileCache.ts";
import type { CredentialsContext } from "./provider.ts";

const MINUTE = 60_000;
const REFRESH_WINDOW = 15 * MINUTE;

/** An `[sso-session …]` section. */
export interface SsoSession {
  readonly name: string;
  readonly region: string;
  readonly startUrl: string;
}

/** A file of `~/.aws/sso/cache`, as `aws sso login` writes it. */
interface CachedToken {
  readonly accessToken?: string;
  readonly expiresAt?: string;
  readonly refreshToken?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly registrationExpiresAt?: string;
}

/** The section that a profile's `sso_session` names. Throws a `ConfigError` where it is not there or lacks something. */
export function ssoSession({ config }: CredentialsContext, name: string, profileName: string): SsoSession {
  const section = config.shared.ssoSessions.get(name);
  if (!section) {
    throw new ConfigError(
      `Profile "${profileName}" has the sso_session "${name}", and there is no section [sso-session ${name}].`,
    );
  }
  const missing = ["sso_region", "sso_start_url"].filter((key) => !section.get(key));
  if (missing.length > 0)
    throw new ConfigError(`The section [sso-session ${name}] has no ${missing.join(" and no ")}.`);
  return { name, region: section.get("sso_region")!, startUrl: section.get("sso_start_url")! };
}

/** The token of an SSO session, renewed a quarter of an hour ahead of its expiry and written back. */
export async function ssoSessionToken(context: CredentialsContext, session: SsoSession): Promise<TokenIdentity> {
  const { environment } = context.config;
  const path = cachePath(environment, session.name);
  const cached = readToken(environment, path, `aws sso login --sso-session ${session.name}`);
  const expires = Date.parse(cached.expiresAt!);
  if (expires - environment.now() >= REFRESH_WINDOW) return identityOf(cached);
  const renewed = await renew(context, session, cached);
  if (renewed) {
    writeCache(environment, path, renewed);
    return identityOf(renewed);
  }
  if (expires > environment.now()) return identityOf(cached);
  throw new CredentialsError(
    `The token of SSO session "${session.name}" has expired and cannot be renewed: run aws sso login --sso-session ${session.name}.`,
  );
}

/** The token of a profile in the older form, which is not renewed. */
export function ssoStartUrlToken({ config }: CredentialsContext, startUrl: string, profileName: string): TokenIdentity {
  const { environment } = config;
  const login = `aws sso login --profile ${profileName}`;
  const cached = readToken(environment, cachePath(environment, startUrl), login);
  if (Date.parse(cached.expiresAt!) <= environment.now()) {
    throw new CredentialsError(`The SSO token of profile "${profileName}" has expired: run ${login}.`);
  }
  return identityOf(cached);
}

function cachePath(environment: SessionEnvironment, key: string): string {
  return homePath(environment, ".aws", "sso", "cache", `${sha1Hex(key)}.json`);
}

function readToken(environment: SessionEnvironment, path: string, login: string): CachedToken {
  const cached = readCache(environment, path) as CachedToken | undefined;
  if (!cached) throw new CredentialsError(`There is no SSO token in ${path}: run ${login}.`);
  if (typeof cached.accessToken !== "string" || Number.isNaN(Date.parse(cached.expiresAt ?? ""))) {
    throw new CredentialsError(`The SSO token in ${path} is damaged: run ${login}.`);
  }
  return cached;
}

function identityOf({ accessToken, expiresAt }: CachedToken): TokenIdentity {
  return { token: accessToken!, expiration: new Date(expiresAt!) };
}

/** `undefined` where the token cannot be renewed, or the service does not. */
async function renew(
  context: CredentialsContext,
  session: SsoSession,
  cached: CachedToken,
): Promise<CachedToken | undefined> {
  const { refreshToken, clientId, clientSecret, registrationExpiresAt } = cached;
  const now = context.config.environment.now();
  if (!refreshToken || !clientId || !clientSecret || !registrationExpiresAt) return undefined;
  if (Date.parse(registrationExpiresAt) <= now) return undefined;
  const oidc = context.client("sso-oidc", { region: session.region, credentials: "anonymous" });
  try {
    const answer = await oidc.createToken!({ grantType: "refresh_token", clientId, clientSecret, refreshToken });
    return {
      ...{ startUrl: session.startUrl, region: session.region },
      accessToken: answer.accessToken as string,
      expiresAt: new Date(now + (answer.expiresIn as number) * 1000).toISOString().replace(/\.\d+Z$/, "Z"),
      ...{ clientId, clientSecret, registrationExpiresAt },
      refreshToken: (answer.refreshToken as string | undefined) ?? refreshToken,
    };
  } catch (error) {
    context.onWarning?.(`The token of SSO session "${session.name}" could not be renewed.`, error);
    return undefined;
  }
}
