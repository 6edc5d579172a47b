import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Session } from "../../src/session/session.ts";
import { findPython } from "../peers/python.ts";
import { testEnvironment } from "./testEnvironment.ts";

const python = findPython("identities by moto's STS");
const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
const RoleArn = "arn:aws:iam::123456789012:role/audit";

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answers = await fetch(`${url}/moto-api/`).then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("moto does not answer");
}

describe.skipIf(!python)("identities, as an STS that no one here wrote gives them", () => {
  let moto: ChildProcess;
  let endpoint: string;
  const sessions: Session[] = [];

  function setup(...[options, environment]: ConstructorParameters<typeof Session>): Session {
    const session = new Session({ region: "eu-west-1", endpoint, ...options }, environment);
    sessions.push(session);
    return session;
  }

  beforeAll(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    moto = spawn(join(dirname(python!), "moto_server"), ["-p", String(port)], { stdio: "ignore" });
    await untilItAnswers(endpoint);
  }, 30_000);

  afterAll(async () => {
    await Promise.all(sessions.map((session) => session.close()));
    moto?.kill();
  });

  it("the caller's", async () => {
    expect(await setup({ credentials }).getCallerIdentity()).toMatchObject({ Account: "123456789012" });
  });

  it("an assumed role's, and that of a role assumed by it", async () => {
    const audit = setup({ credentials }).assumeRole({
      RoleArn,
      RoleSessionName: "first",
      Tags: [{ Key: "a", Value: "b" }],
    });
    const { Arn } = await audit.getCallerIdentity();
    expect(Arn).toBe("arn:aws:sts::123456789012:assumed-role/audit/first");
    const chained = audit.assumeRole({ RoleArn: "arn:aws:iam::210987654321:role/other", RoleSessionName: "second" });
    expect((await chained.getCallerIdentity()).Account).toBe("210987654321");
    const { expiration, accountId } = await chained.getCredentials();
    expect(expiration!.getTime()).toBeGreaterThan(Date.now());
    expect(accountId).toBe("210987654321");
  });

  it("a web identity's, and a profile's", async () => {
    const config = `[profile web]\nrole_arn = ${RoleArn}\nweb_identity_token_file = /token\nrole_session_name = web\n[profile role]\nrole_arn = ${RoleArn}\nrole_session_name = profile\nsource_profile = base\n[profile base]\naws_access_key_id = AKID\naws_secret_access_key = secret`;
    const files = { "/home/user/.aws/config": config, "/token": "a.web.identity" };
    for (const [profile, name] of [
      ["web", "web"],
      ["role", "profile"],
    ] as const) {
      const { Arn } = await setup({ profile }, testEnvironment({ files, time: Date.now() })).getCallerIdentity();
      expect(Arn).toBe(`arn:aws:sts::123456789012:assumed-role/audit/${name}`);
    }
  });
});
