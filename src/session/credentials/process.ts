import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { CredentialsError } from "../../errors/index.ts";
import { credentialsFromJson, parseObject } from "./credentialsJson.ts";
import type { CredentialsContext, Declined } from "./provider.ts";

/**
 * What the command line `credential_process` prints. Source: AWS SDKs and Tools Reference Guide, "Process credential
 * provider".
 */
export async function fromProcess(
  { config }: CredentialsContext,
  profileName: string,
): Promise<AwsCredentialIdentity | Declined> {
  const profile = config.shared.profiles.get(profileName);
  const command = profile?.get("credential_process");
  if (!command) return { declined: `profile "${profileName}" has no credential_process` };
  const where = `credential_process of profile "${profileName}"`;
  const { exitCode, stdout, stderr } = await config.environment.run(command);
  if (exitCode !== 0) {
    throw new CredentialsError(
      `${where} failed with exit code ${exitCode ?? "none"}: ${stderr.trim() || "it says nothing"}`,
    );
  }
  const json = parseObject(stdout);
  if (!json) throw new CredentialsError(`${where} prints no JSON object.`);
  if (json.Version !== 1)
    throw new CredentialsError(`${where} prints Version ${JSON.stringify(json.Version)}, and only 1 is known.`);
  const credentials = credentialsFromJson(json, "SessionToken", where);
  const accountId = credentials.accountId ?? profile?.get("aws_account_id");
  return accountId ? { ...credentials, accountId } : credentials;
}
