import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { homePath } from "../environment.ts";
import { readCache, sha1Hex, writeCache } from "./fileCache.ts";
import { type CredentialsContext, credentialsOf } from "./provider.ts";

const MINUTE = 60_000;

interface CachedRole {
  readonly Credentials?: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: string;
    readonly AccountId?: string;
  };
}

/**
 * A role's credentials from the cache that the AWS CLI keeps in `~/.aws/cli/cache`, where the session's option
 * `cacheRoles` allows it; else, and where none is valid for a quarter of an hour, from `assume`.
 */
export async function cachedRole(
  { config }: CredentialsContext,
  input: Readonly<Record<string, unknown>>,
  assume: () => Promise<AwsCredentialIdentity>,
): Promise<AwsCredentialIdentity> {
  if (!config.options.cacheRoles) return assume();
  const { environment } = config;
  const path = homePath(environment, ".aws", "cli", "cache", `${sha1Hex(cliJson(input))}.json`);
  const cached = (readCache(environment, path) as CachedRole | undefined)?.Credentials;
  const expiration = new Date(cached?.Expiration ?? 0);
  if (cached && expiration.getTime() > environment.now() + 15 * MINUTE) {
    return credentialsOf({
      accessKeyId: cached.AccessKeyId,
      secretAccessKey: cached.SecretAccessKey,
      sessionToken: cached.SessionToken,
      accountId: cached.AccountId,
      expiration,
    });
  }
  const credentials = await assume();
  const { accessKeyId, secretAccessKey, sessionToken, accountId, expiration: expires } = credentials;
  writeCache(environment, path, {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: expires?.toISOString(),
      ...(accountId && { AccountId: accountId }),
    },
    ProviderType: "assume-role",
  });
  return credentials;
}

/** The JSON whose hash names the CLI's file: sorted, with Python's blanks. */
function cliJson(input: Readonly<Record<string, unknown>>): string {
  const members = Object.keys(input).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}: ${JSON.stringify(input[name])}`).join(", ")}}`;
}
