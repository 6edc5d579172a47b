import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { ConnectionError, CredentialsError, ReadTimeoutError } from "../../errors/index.ts";
import type { SessionConfig } from "../config.ts";
import { credentialsFromJson, parseObject } from "./credentialsJson.ts";
import { askLocalService, type LocalRequest, type LocalResponse } from "./localHttp.ts";
import type { CredentialsContext, Declined } from "./provider.ts";

const IPV4 = "http://169.254.169.254";
const IPV6 = "http://[fd00:ec2::254]";
const ROLES = "/latest/meta-data/iam/security-credentials/";
const TOKEN_SECONDS = "21600";
/** A service that answers with a failure is there, and is asked again. */
const FAILED_ANSWERS = 3;
const MINUTE = 60_000;

/**
 * The role of an EC2 instance, from its metadata service in the second version, in the first only where there is no
 * second. Source: EC2 User Guide, "Use the Instance Metadata Service".
 */
export async function fromInstanceMetadata(context: CredentialsContext): Promise<AwsCredentialIdentity | Declined> {
  const { config } = context;
  if (config.value<boolean>("ec2MetadataDisabled")) return { declined: "AWS_EC2_METADATA_DISABLED is true" };
  const base = metadataEndpoint(config);
  const token = await fetchToken(context, base);
  if (typeof token === "object") return token;
  const headers = token === undefined ? {} : { "x-aws-ec2-metadata-token": token };
  const get = (path: string) => ask(context, { method: "GET", url: base + path, headers, timeout: timeoutOf(config) });

  const roles = await get(ROLES);
  if (typeof roles === "string") return { declined: `${base} does not answer` };
  const role = roles.status === 200 ? roles.text.trim() : "";
  if (!role) return { declined: `the instance has no role (status ${roles.status} of ${base})` };
  const answer = await get(ROLES + role);
  const where = `The instance's credentials of role ${role}`;
  if (typeof answer === "string") throw new CredentialsError(`${where}: there is no answer.`);
  const json = answer.status === 200 ? parseObject(answer.text) : undefined;
  if (!json) throw new CredentialsError(`${where}: the answer (status ${answer.status}) is no JSON object.`);
  if (json.Code !== undefined && json.Code !== "Success") {
    throw new CredentialsError(`${where}: the metadata service says ${String(json.Code)}.`);
  }
  return keptAlive(credentialsFromJson(json, "Token", where), config.environment.now());
}

/** Where the metadata service is. Throws a `ConfigError` for settings that cannot be. */
function metadataEndpoint(config: SessionConfig): string {
  const own = config.value<string | undefined>("ec2MetadataServiceEndpoint");
  if (own) return own.replace(/\/$/, "");
  const mode = config.value<string | undefined>("ec2MetadataServiceEndpointMode");
  return mode === "ipv6" || (mode === undefined && config.value<boolean>("imdsUseIpv6")) ? IPV6 : IPV4;
}

/** `undefined` where there is no second version, or its answer does not reach a container, and the first will do. */
async function fetchToken(context: CredentialsContext, base: string): Promise<string | undefined | Declined> {
  const { config } = context;
  const answer = await ask(context, {
    method: "PUT",
    url: `${base}/latest/api/token`,
    headers: { "x-aws-ec2-metadata-token-ttl-seconds": TOKEN_SECONDS },
    timeout: timeoutOf(config),
  });
  if (answer === "unreachable") return { declined: `${base} does not answer` };
  if (answer !== "silent") {
    if (answer.status === 200) return answer.text;
    if (answer.status === 403) return { declined: `${base} is switched off (status 403)` };
    if (![404, 405].includes(answer.status)) return { declined: `${base} gives no token (status ${answer.status})` };
  }
  if (!config.value<boolean>("ec2MetadataV1Disabled")) return undefined;
  return { declined: `${base} gives no token, and its first version is disabled` };
}

/** `unreachable` is what every machine is but an instance; `silent` what was reached and did not answer in time. */
type Unanswered = "unreachable" | "silent";

async function ask({ config, http }: CredentialsContext, request: LocalRequest): Promise<LocalResponse | Unanswered> {
  const attempts = config.value<number>("metadataServiceNumAttempts");
  let silences = 0;
  for (let failures = 0; ; ) {
    try {
      const answer = await askLocalService(http, request);
      if (answer.status < 500) return answer;
      failures += 1;
      if (failures === FAILED_ANSWERS) return answer;
      await config.environment.sleep(100 * 2 ** failures);
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      silences += 1;
      if (silences >= attempts) return error instanceof ReadTimeoutError ? "silent" : "unreachable";
    }
  }
}

function timeoutOf(config: SessionConfig): number {
  return config.value<number>("metadataServiceTimeout") * 1000;
}

/**
 * The service may give credentials that have run out or are about to while AWS has trouble, and AWS takes them until it
 * has not: they are used on, and asked for again some minutes later.
 */
function keptAlive(credentials: AwsCredentialIdentity, now: number): AwsCredentialIdentity {
  const { expiration } = credentials;
  if (!expiration || expiration.getTime() > now + MINUTE) return credentials;
  return { ...credentials, expiration: new Date(now + 10 * MINUTE + Math.random() * 5 * MINUTE) };
}
