import { describe, expect, it } from "vitest";
import { testEnvironment } from "../../test/session/testEnvironment.ts";
import { ConfigError } from "../errors/index.ts";
import type { HttpHandler } from "../http/types.ts";
import { Session } from "./session.ts";

const minute = 60_000;
const keys = { accessKeyId: "BASE", secretAccessKey: "secret" };
const RoleArn = "arn:aws:iam::123456789012:role/audit";

/** STS as far as it takes: each role's keys are named after the role and the count of requests. */
function sts() {
  const environment = testEnvironment();
  const requests: { input: URLSearchParams; signedBy: string | undefined }[] = [];
  const http: HttpHandler = async ({ body, headers }) => {
    const input = new URLSearchParams(body as string);
    const signedBy = /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1];
    requests.push({ input, signedBy });
    const action = input.get("Action")!;
    const role = input.get("RoleArn")?.split("/")[1];
    const expires = new Date(environment.time + 60 * minute).toISOString();
    const result =
      action === "AssumeRole"
        ? `<Credentials><AccessKeyId>${role}${requests.length}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
          `<SessionToken>t</SessionToken><Expiration>${expires}</Expiration></Credentials>` +
          `<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/${role}/x</Arn><AssumedRoleId>A:x</AssumedRoleId></AssumedRoleUser>`
        : `<Account>123456789012</Account><Arn>arn:aws:sts::123456789012:assumed-role/audit/x</Arn><UserId>A:x</UserId>`;
    const text = `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
    return { status: 200, headers: {}, body: new TextEncoder().encode(text) };
  };
  return { environment, requests, http };
}

describe("session.assumeRole", () => {
  it("gives a session whose calls the role signs, and whose credentials renew themselves", async () => {
    const { environment, requests, http } = sts();
    const session = new Session({ credentials: keys, region: "eu-west-1", http }, environment);
    const audit = session.assumeRole({ RoleArn, ExternalId: "42", Tags: [{ Key: "team", Value: "a" }] });
    expect(requests).toHaveLength(0);

    expect(await audit.getCallerIdentity()).toEqual({
      Account: "123456789012",
      Arn: "arn:aws:sts::123456789012:assumed-role/audit/x",
      UserId: "A:x",
    });
    expect(requests.map(({ signedBy }) => signedBy)).toEqual(["BASE", "audit1"]);
    const { input } = requests[0]!;
    expect(input.get("ExternalId")).toBe("42");
    expect(input.get("Tags.member.1.Key")).toBe("team");
    expect(input.get("RoleSessionName")).toMatch(/^tucuxi-\d+$/);

    environment.time += 55 * minute;
    expect((await audit.getCredentials()).accessKeyId).toBe("audit3");
  });

  it("carries the role's account", async () => {
    const { environment, http } = sts();
    const audit = new Session({ credentials: keys, http }, environment).assumeRole({ RoleArn });
    expect((await audit.getCredentials()).accountId).toBe("123456789012");
  });

  it("chains roles", async () => {
    const { environment, requests, http } = sts();
    const session = new Session({ credentials: keys, http }, environment);
    const second = session.assumeRole({ RoleArn }).assumeRole({ RoleArn: "arn:aws:iam::2:role/second" });
    expect((await second.getCredentials()).accessKeyId).toBe("second2");
    expect(requests.map(({ signedBy }) => signedBy)).toEqual(["BASE", "audit1"]);
  });

  it("asks for the code of an MFA device each time", async () => {
    const { environment, requests, http } = sts();
    const session = new Session({ credentials: keys, http }, environment);
    const codes = ["111111", "222222"];
    const mfaCode = async (serial: string) => `${serial === "device12345" ? codes.shift() : ""}`;
    const audit = session.assumeRole({ RoleArn, SerialNumber: "device12345", mfaCode });
    await audit.getCredentials();
    environment.time += 61 * minute;
    await audit.getCredentials();
    expect(requests.map(({ input }) => input.get("TokenCode"))).toEqual(["111111", "222222"]);
  });

  it("says that it was the device's code which could not be had", async () => {
    const session = new Session({ credentials: keys }, testEnvironment());
    const cause = new Error("no terminal");
    const mfaCode = () => Promise.reject(cause);
    const audit = session.assumeRole({ RoleArn, SerialNumber: "device12345", mfaCode });
    await expect(audit.getCredentials()).rejects.toMatchObject({
      name: "CredentialsError",
      message: "The function given as mfaCode gave no code of device12345.",
      cause,
    });
  });

  it("refuses what cannot be before anything is sent", () => {
    const session = new Session({ credentials: keys }, testEnvironment());
    expect(() => session.assumeRole({} as never)).toThrow(ConfigError);
    expect(() => session.assumeRole({ RoleArn, SerialNumber: "device12345" })).toThrow("mfaCode");
    expect(() => session.assumeRole({ RoleArn, regoin: "eu-west-1" } as never)).toThrow('Did you mean "region"?');
  });

  it("says whose function failed where a profile's role wants a code", async () => {
    const config =
      "[default]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = b\nmfa_serial = device12345\n" +
      "[profile b]\naws_access_key_id = AKID\naws_secret_access_key = s";
    const environment = testEnvironment({ files: { "/home/user/.aws/config": config } });
    const cause = new Error("the prompt was closed");
    const session = new Session({ http: sts().http, mfaCode: () => Promise.reject(cause) }, environment);
    await expect(session.getCredentials()).rejects.toMatchObject({
      name: "CredentialsError",
      message: "The function given as mfaCode gave no code of device12345.",
      cause,
    });
  });

  it("keeps the session's settings, but for those that are given", () => {
    const session = new Session({ credentials: keys, region: "eu-west-1", maxAttempts: 7 }, testEnvironment());
    const audit = session.assumeRole({ RoleArn, region: "us-east-1" });
    const { config } = audit.client("s3").meta;
    expect(config.region).toBe("us-east-1");
    expect(config.maxAttempts).toBe(7);
  });
});
