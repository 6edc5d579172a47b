import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CredentialsError, NoCredentialsError } from "../../src/errors/index.ts";
import type { SessionOptions } from "../../src/session/options.ts";
import { Session } from "../../src/session/session.ts";
import { type Manner, type ServiceName, type StandIns, startStandIns } from "./standIns.ts";
import { type TestEnvironment, testEnvironment } from "./testEnvironment.ts";

let server: StandIns;
const sessions: Session[] = [];

beforeAll(async () => {
  server = await startStandIns();
});

beforeEach(() => {
  for (const service of ["imds", "container", "sts", "sso", "oidc"] as const) server.answer(service, "well");
  server.asked.length = 0;
});

afterAll(async () => {
  await Promise.all(sessions.map((session) => session.close()));
  await server.close();
});

const files: Record<string, string> = {
  "/home/user/.aws/config": [
    "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/audit\nsource_profile = base",
    "[profile base]\naws_access_key_id = AKID\naws_secret_access_key = secret",
    "[profile identity]\nrole_arn = arn:aws:iam::123456789012:role/audit\nweb_identity_token_file = /token",
    "[profile sso]\nsso_session = dev\nsso_account_id = 123456789012\nsso_role_name = Admin",
    "[sso-session dev]\nsso_region = eu-west-1\nsso_start_url = https://dev.awsapps.com/start",
  ].join("\n"),
  "/token": "a.web.identity",
};

function setup(
  options: SessionOptions = {},
  variables: Record<string, string> = {},
  more: Record<string, string> = {},
) {
  const environment = testEnvironment({
    variables: {
      AWS_REGION: "eu-west-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_EC2_METADATA_SERVICE_ENDPOINT: server.url,
      AWS_ENDPOINT_URL: server.url,
      ...variables,
    },
    files: { ...files, ...more },
    time: Date.now(),
  });
  const session = new Session({ readTimeout: 300, maxAttempts: 1, ...options }, environment);
  sessions.push(session);
  return { session, environment };
}

const ssoCache = `/home/user/.aws/sso/cache/${createHash("sha1").update("dev").digest("hex")}.json`;

function ssoToken(minutes: number): Record<string, string> {
  const token = {
    accessToken: "cached",
    expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
    refreshToken: "refresh",
    clientId: "client",
    clientSecret: "secret",
    registrationExpiresAt: "2099-01-01T00:00:00Z",
  };
  return { [ssoCache]: JSON.stringify(token) };
}

const written = (environment: TestEnvironment) => JSON.parse(new TextDecoder().decode(environment.files.get(ssoCache)));

/** A session for which the service is the one that credentials come from. */
const uses: Record<Exclude<ServiceName, "oidc">, () => Session> = {
  imds: () => setup({}, { AWS_EC2_METADATA_DISABLED: "false" }).session,
  container: () => setup({}, { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.url}/container` }).session,
  sts: () => setup({ profile: "role" }).session,
  sso: () => setup({ profile: "sso" }, {}, ssoToken(60)).session,
};

describe("the services that credentials come from", () => {
  it.each(Object.keys(uses) as (keyof typeof uses)[])("%s gives credentials", async (service) => {
    const { accessKeyId, expiration } = await uses[service]().getCredentials();
    expect(accessKeyId).toBe(service.toUpperCase());
    expect(expiration).toBeInstanceOf(Date);
  });

  const failures: [keyof typeof uses, Manner, typeof CredentialsError | typeof NoCredentialsError][] = [
    ["imds", "never", NoCredentialsError],
    ["imds", "failing", NoCredentialsError],
    ["imds", "malformed", CredentialsError],
    ["container", "failing", CredentialsError],
    ["container", "malformed", CredentialsError],
    ["container", "expired", CredentialsError],
    ["sts", "never", CredentialsError],
    ["sts", "failing", CredentialsError],
    ["sts", "malformed", CredentialsError],
    ["sts", "expired", CredentialsError],
    ["sso", "never", CredentialsError],
    ["sso", "failing", CredentialsError],
    ["sso", "malformed", CredentialsError],
    ["sso", "expired", CredentialsError],
  ];

  it.each(failures)("%s, answering %s, ends in a clear error", async (service, manner, kind) => {
    server.answer(service, manner);
    const session = uses[service]();
    const error = await session.getCredentials().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(kind);
    // And the session is none the worse for it.
    server.answer(service, "well");
    expect((await session.getCredentials()).accessKeyId).toBe(service.toUpperCase());
  });

  it("a container that is silent once is asked again", async () => {
    server.answer("container", "never", "once");
    expect((await uses.container().getCredentials()).accessKeyId).toBe("CONTAINER");
  });

  it("expired credentials of an instance are used on, for AWS takes them while it has trouble", async () => {
    server.answer("imds", "expired");
    const { accessKeyId, expiration } = await uses.imds().getCredentials();
    expect(accessKeyId).toBe("IMDS");
    expect(expiration!.getTime()).toBeGreaterThan(Date.now());
  });

  it("a web identity's token is exchanged unsigned", async () => {
    expect((await setup({ profile: "identity" }).session.getCredentials()).accessKeyId).toBe("STS");
  });

  it("says what was tried, in order, and why each said no", async () => {
    const error = await setup()
      .session.getCredentials()
      .catch((caught: unknown) => caught as NoCredentialsError);
    expect((error as NoCredentialsError).tried.map(({ provider }) => provider)).toEqual([
      "environment",
      "assumed role of the profile",
      "web identity",
      "SSO",
      "shared credentials file",
      "login session",
      "process",
      "config file",
      "container",
      "instance metadata",
    ]);
    expect((error as NoCredentialsError).message).toContain("instance metadata: AWS_EC2_METADATA_DISABLED is true");
  });
});

describe("the token of an SSO session", () => {
  it("is renewed ahead of its expiry, and written back", async () => {
    const { session, environment } = setup({ profile: "sso" }, {}, ssoToken(5));
    expect((await session.getToken()).token).toBe("renewed");
    expect(written(environment)).toMatchObject({ accessToken: "renewed", refreshToken: "next", clientId: "client" });
  });

  it("serves on while it holds where it cannot be renewed", async () => {
    server.answer("oidc", "failing");
    const { session, environment } = setup({ profile: "sso" }, {}, ssoToken(5));
    expect((await session.getToken()).token).toBe("cached");
    expect(written(environment)).toMatchObject({ accessToken: "cached" });
  });

  it("says how to log in where it has expired and cannot be renewed", async () => {
    server.answer("oidc", "malformed");
    const { session } = setup({ profile: "sso" }, {}, ssoToken(-5));
    await expect(session.getToken()).rejects.toThrow("aws sso login --sso-session dev");
  });

  it("signs for services that take a token", async () => {
    const { session } = setup({ profile: "sso" }, {}, ssoToken(60));
    const error = await session.client<string>("codecatalyst").verifySession!({}).catch((caught: unknown) => caught);
    expect(server.asked.length, String(error)).toBeGreaterThan(0);
  });
});

it("a thousand first calls fetch credentials once", async () => {
  const { session } = setup({ profile: "role" });
  const client = session.client<string>("dynamodb", { endpoint: `${server.url}/dynamodb` });
  await Promise.allSettled(Array.from({ length: 1000 }, () => client.listTables!({})));
  expect(server.asked.filter((request) => request === "POST /")).toHaveLength(1);
  expect(server.asked.filter((request) => request === "POST /dynamodb")).toHaveLength(1000);
});
