import type { AwsCredentialIdentity } from "../../auth/types.ts";
import { CredentialsError } from "../../errors/index.ts";
import { readText, type SessionEnvironment } from "../environment.ts";
import { credentialsFromJson, parseObject } from "./credentialsJson.ts";
import { askLocalService } from "./localHttp.ts";
import type { CredentialsContext, Declined } from "./provider.ts";

const ECS_HOST = "169.254.170.2";
const EKS_HOSTS: readonly string[] = ["169.254.170.23", "[fd00:ec2::23]"];
const TIMEOUT = 2000;
const ATTEMPTS = 3;
const PAUSE = 1000;

/**
 * The role of an ECS task, an EKS pod or a Lambda function, from the endpoint that
 * `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `AWS_CONTAINER_CREDENTIALS_FULL_URI` names. Source: AWS SDKs and Tools
 * Reference Guide, "Container credential provider".
 */
export async function fromContainer({ config, http }: CredentialsContext): Promise<AwsCredentialIdentity | Declined> {
  const { environment } = config;
  const url = containerUrl(environment.variables);
  if (!url) return { declined: "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor …_FULL_URI is set" };
  checkHost(url);
  const where = `The container's credentials from ${url.origin}`;
  for (let attempt = 1; ; attempt++) {
    const failure = (reason: string, cause?: unknown) => new CredentialsError(`${where}: ${reason}`, { cause });
    let error: CredentialsError;
    try {
      const headers = { accept: "application/json", ...authorization(environment) };
      const { status, text } = await askLocalService(http, { method: "GET", url: url.href, headers, timeout: TIMEOUT });
      const json = status === 200 ? parseObject(text) : undefined;
      if (json) return credentialsFromJson(json, "Token", where);
      error = failure(status === 200 ? "the answer is no JSON object." : `the answer has status ${status}.`);
      if (status >= 400 && status < 500 && status !== 429) throw error;
    } catch (caught) {
      if (caught instanceof CredentialsError) throw caught;
      error = failure((caught as Error).message, caught);
    }
    if (attempt === ATTEMPTS) throw error;
    await environment.sleep(PAUSE);
  }
}

function containerUrl(variables: SessionEnvironment["variables"]): URL | undefined {
  const relative = variables.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const full = variables.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  const text = relative ? `http://${ECS_HOST}${relative}` : full;
  if (!text) return undefined;
  const valid = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!valid || (relative && !relative.startsWith("/"))) {
    const name = relative ? "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" : "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    throw new CredentialsError(`${name} is "${relative || full}", and is no ${relative ? "path" : "http(s) URL"}.`);
  }
  return new URL(text);
}

/** A token must not be sent in the clear to a host that is not the container's own. */
function checkHost({ protocol, hostname }: URL): void {
  if (protocol === "https:" || hostname === ECS_HOST || EKS_HOSTS.includes(hostname)) return;
  if (hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname)) return;
  throw new CredentialsError(
    `AWS_CONTAINER_CREDENTIALS_FULL_URI names the host ${hostname} over http, and only loopback addresses, ` +
      `${ECS_HOST} and ${EKS_HOSTS.join(", ")} are allowed there.`,
  );
}

/** The file is read each time, for what is in it changes. */
function authorization(environment: SessionEnvironment): Record<string, string> {
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path, AWS_CONTAINER_AUTHORIZATION_TOKEN: given } =
    environment.variables;
  const token = path ? readText(environment, path) : given;
  if (path && token === undefined) {
    throw new CredentialsError(`AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names ${path}, and there is no such file.`);
  }
  if (!token) return {};
  if (/[\r\n]/.test(token)) throw new CredentialsError("The container's authorization token has line breaks.");
  return { authorization: token };
}
