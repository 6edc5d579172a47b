import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { TucuxiError } from "../../src/errors/index.ts";
import type { HttpHandler, HttpRequest } from "../../src/http/types.ts";
import { Session } from "../../src/session/session.ts";
import { readOracle } from "./oracles.ts";
import { testEnvironment } from "./testEnvironment.ts";

type Sections = Record<string, Record<string, string>>;
type Step = Record<string, Record<string, string> | string>;

interface RoleCase {
  readonly docs: string;
  readonly input: { readonly profiles: Sections; readonly sso_sessions?: Sections; readonly selected_profile: string };
  readonly output: { readonly ProfileChain?: readonly Step[]; readonly Error?: string };
}

const cases = readOracle<RoleCase[]>("smithy-rs-config/assume-role-tests.json");

const sectionText = (kind: string, sections: Sections = {}) =>
  Object.entries(sections)
    .flatMap(([name, values]) => [
      `[${kind} ${name}]`,
      ...Object.entries(values).map(([key, value]) => `${key} = ${value}`),
    ])
    .join("\n");

const instanceKeys = {
  Code: "Success",
  AccessKeyId: "INSTANCE",
  SecretAccessKey: "secret",
  Token: "token",
  Expiration: "2030-01-01T00:00:00Z",
};

/** Stands for STS, SSO and the instance metadata service, and writes down what it is asked as steps of a chain. */
function cloud(steps: Step[]): HttpHandler {
  const answer = (body: string) => ({ status: 200, headers: {}, body: new TextEncoder().encode(body) });
  return async ({ origin, path, headers, body }: HttpRequest) => {
    if (path === "/latest/api/token") return answer("imds");
    if (path === "/latest/meta-data/iam/security-credentials/") return answer("role");
    if (path.startsWith("/latest/")) {
      steps.push({ NamedSource: "Ec2InstanceMetadata" });
      return answer(JSON.stringify(instanceKeys));
    }
    if (path.startsWith("/federation/credentials")) {
      const query = new URL(origin + path).searchParams;
      steps.push({
        Sso: {
          sso_account_id: query.get("account_id")!,
          sso_role_name: query.get("role_name")!,
          sso_region: /sso\.([^.]+)/.exec(origin)![1]!,
        },
      });
      const roleCredentials = { accessKeyId: "SSO", secretAccessKey: "s", sessionToken: "t", expiration: 1.9e12 };
      return answer(JSON.stringify({ roleCredentials }));
    }
    const input = new URLSearchParams(body as string);
    const action = input.get("Action")!;
    steps.push({ ...stepOf(input), signedBy: /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1] ?? "no one" });
    const keys = `<AccessKeyId>ROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>`;
    const result = `<Credentials>${keys}<Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>`;
    return answer(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
  };
}

function stepOf(input: URLSearchParams): Step {
  const session = input.get("RoleSessionName")!;
  const named = session.startsWith("tucuxi-") ? {} : { role_session_name: session };
  const role = { role_arn: input.get("RoleArn")!, ...named };
  if (input.has("WebIdentityToken"))
    return { WebIdentityToken: { ...role, web_identity_token_file: "/var/token.jwt" } };
  const externalId = input.get("ExternalId");
  return { AssumeRole: { ...role, ...(externalId && { external_id: externalId }) } };
}

async function run({ input }: RoleCase) {
  const steps: Step[] = [];
  const sso =
    input.profiles[input.selected_profile]?.sso_start_url ?? input.profiles[input.selected_profile]?.sso_session;
  const hash = createHash("sha1")
    .update(sso ?? "")
    .digest("hex");
  const environment = testEnvironment({
    variables: {
      AWS_EC2_METADATA_DISABLED: input.profiles.A?.credential_source ? "false" : "true",
      AWS_REGION: "us-east-1",
    },
    files: {
      "/home/user/.aws/config": `${sectionText("profile", input.profiles)}\n${sectionText("sso-session", input.sso_sessions)}`,
      "/var/token.jwt": "a.jwt",
      [`/home/user/.aws/sso/cache/${hash}.json`]: JSON.stringify({
        accessToken: "sso",
        expiresAt: "2030-01-01T00:00:00Z",
      }),
    },
  });
  const session = new Session({ profile: input.selected_profile, http: cloud(steps) }, environment);
  return { steps, session };
}

describe.skipIf(!cases)("the assume-role provider's cases", () => {
  it.each(cases ?? [])("$docs", async (testCase) => {
    const { steps, session } = await run(testCase);
    const { ProfileChain: chain } = testCase.output;
    if (!chain) {
      await expect(session.getCredentials()).rejects.toThrow(TucuxiError);
      return;
    }
    const [first, ...rest] = chain as [Step, ...Step[]];
    if ((first.Sso as Record<string, string> | undefined)?.sso_session) {
      // A token, and no credentials: that is what the session gives it as.
      expect((await session.getToken()).token).toBe("sso");
      return;
    }
    const credentials = await session.getCredentials();
    const {
      access_key_id: key,
      secret_access_key: secret,
      account_id: account,
    } = (first.AccessKey ?? {}) as Record<string, string>;
    if (rest.length === 0 && key)
      expect(credentials).toMatchObject({
        accessKeyId: key,
        secretAccessKey: secret,
        ...(account && { accountId: account }),
      });
    const { sso_start_url: _, ...sso } = (first.Sso ?? {}) as Record<string, string>;
    const source = first.Sso ? [{ Sso: sso }] : first.AccessKey ? [] : [first];
    expect(steps.map(({ signedBy: _, ...step }) => step)).toEqual([...source, ...rest]);
    const signers = steps.filter((step) => step.AssumeRole).map(({ signedBy }) => signedBy);
    if (key) expect(signers[0]).toBe(key);
    for (const signer of signers.slice(1)) expect(signer).toBe("ROLE");
  });
});
