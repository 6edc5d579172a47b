import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { CredentialsError } from "../../errors/index.ts";
import { credentialsOf } from "./provider.ts";

/** A JSON object, or `undefined` where the text is none. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Credentials in the JSON that instances, containers and processes give. The session's token is called `Token` by some
 * and `SessionToken` by others. Throws a `CredentialsError` that names what is missing, never what is there.
 */
export function credentialsFromJson(
  json: Readonly<Record<string, unknown>>,
  tokenName: "Token" | "SessionToken",
  where: string,
): AwsCredentialIdentity {
  const text = (name: string): string | undefined => {
    const value = json[name];
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value !== "string") throw new CredentialsError(`${where}: ${name} is no text.`);
    return value;
  };
  const required = (name: string): string => {
    const value = text(name);
    if (value === undefined) throw new CredentialsError(`${where}: there is no ${name}.`);
    return value;
  };
  return credentialsOf({
    accessKeyId: required("AccessKeyId"),
    secretAccessKey: required("SecretAccessKey"),
    sessionToken: text(tokenName),
    accountId: text("AccountId"),
    expiration: timeOf(text("Expiration"), `${where}: Expiration`),
  });
}

/** A moment of a text in the form of RFC 3339. */
export function timeOf(text: string | undefined, where: string): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new CredentialsError(`${where} is no time.`);
  return date;
}
