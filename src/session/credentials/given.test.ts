import { describe, expect, it } from "vitest";
import { testEnvironment } from "../../../test/session/testEnvironment.ts";
import { ConfigError, CredentialsError, NoCredentialsError } from "../../errors/index.ts";
import type { HttpRequest } from "../../http/types.ts";
import type { SessionOptions } from "../options.ts";
import { Session } from "../session.ts";

const keys = { accessKeyId: "AKID", secretAccessKey: "secret" };

function setup(options: SessionOptions, variables: Record<string, string> = {}) {
  const requests: HttpRequest[] = [];
  const session = new Session(
    {
      region: "eu-west-1",
      http: async (request) => {
        requests.push(request);
        return { status: 200, headers: {}, body: new TextEncoder().encode("{}") };
      },
      ...options,
    },
    testEnvironment({ variables }),
  );
  return { session, requests };
}

describe("credentials that are given", () => {
  it("may be a function; all clients of the session share what it gives", async () => {
    let calls = 0;
    const credentials = async () => ({ ...keys, accessKeyId: `AKID${++calls}` });
    const { session, requests } = setup({ credentials });
    await session.client<string>("dynamodb").listTables!({});
    await session.client<string>("sqs").listQueues!({});
    expect(requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization!)?.[1])).toEqual([
      "AKID1",
      "AKID1",
    ]);
    expect(calls).toBe(1);
  });

  it("may be of one client, another's stay as they are", async () => {
    const { session, requests } = setup({ credentials: keys });
    await session.client<string>("dynamodb", { credentials: { ...keys, accessKeyId: "OTHER" } }).listTables!({});
    await session.client<string>("dynamodb").listTables!({});
    expect(requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization!)?.[1])).toEqual([
      "OTHER",
      "AKID",
    ]);
  });

  it('send unsigned requests where they are "anonymous"', async () => {
    const { session, requests } = setup({ credentials: "anonymous" });
    await session.client<string>("s3").headBucket!({ Bucket: "photos" });
    expect(requests[0]!.headers.authorization).toBeUndefined();
    await expect(session.getCredentials()).rejects.toThrow(NoCredentialsError);
  });

  it("of a function that fails are an error that says whose function it was, with the failure as its cause", async () => {
    const cause = new Error("the vault is sealed");
    for (const credentials of [
      () => Promise.reject(cause),
      () => {
        throw cause;
      },
    ]) {
      const { session, requests } = setup({ credentials });
      const calling = session.client("sqs").listQueues();
      await expect(calling).rejects.toThrow(CredentialsError);
      await expect(calling).rejects.toMatchObject({
        message: "The function given as credentials failed: the vault is sealed",
        cause,
      });
      expect(requests).toEqual([]);
    }
    const other = new NoCredentialsError([]);
    const { session } = setup({ credentials: () => Promise.reject(other) });
    await expect(session.getCredentials()).rejects.toBe(other);
    const token = setup({ token: () => Promise.reject(cause) }).session.getToken();
    await expect(token).rejects.toThrow("The function given as token failed: the vault is sealed");
  });

  it("of a function must end at a time, if they end", async () => {
    for (const expiration of ["2099-01-01T00:00:00Z", new Date(Number.NaN), 5]) {
      const { session } = setup({ credentials: async () => ({ ...keys, expiration: expiration as Date }) });
      await expect(session.getCredentials()).rejects.toThrow("an expiration that is no Date");
    }
  });

  it("are refused where they are a half of a key, without being shown", () => {
    const { session } = setup({ credentials: { accessKeyId: "AKID" } as never });
    expect(() => session.client("s3")).toThrow(ConfigError);
    const text = setup({ credentials: "verySecret" as never });
    expect(() => text.session.client("s3")).toThrow(/^((?!verySecret).)*$/s);
  });

  it("are refused where the function gives none", async () => {
    const { session } = setup({ credentials: async () => ({}) as never });
    await expect(session.getCredentials()).rejects.toThrow(CredentialsError);
  });

  it("of the environment give way to a profile that the session names, as in boto3", async () => {
    const variables = { AWS_ACCESS_KEY_ID: "ENVIRONMENT", AWS_SECRET_ACCESS_KEY: "secret" };
    const files = { "/home/user/.aws/credentials": "[prod]\naws_access_key_id = PROD\naws_secret_access_key = secret" };
    const environment = testEnvironment({ variables: { ...variables, AWS_PROFILE: "prod" }, files });
    expect((await new Session({ profile: "prod" }, environment).getCredentials()).accessKeyId).toBe("PROD");
    expect((await new Session({}, environment).getCredentials()).accessKeyId).toBe("ENVIRONMENT");
  });
});

describe("bearer tokens", () => {
  it("of the environment are used for their service, and preferred to keys", async () => {
    const { session, requests } = setup({ credentials: keys }, { AWS_BEARER_TOKEN_BEDROCK: "abc" });
    await session.client<string>("bedrock").listFoundationModels!({});
    await session.client<string>("dynamodb").listTables!({});
    expect(requests[0]!.headers.authorization).toBe("Bearer abc");
    expect(requests[1]!.headers.authorization).toContain("AWS4-HMAC-SHA256");
  });

  it("give way to a preference that is set", async () => {
    const { session, requests } = setup(
      { credentials: keys, authSchemePreference: ["sigv4"] },
      { AWS_BEARER_TOKEN_BEDROCK: "abc" },
    );
    await session.client<string>("bedrock").listFoundationModels!({});
    expect(requests[0]!.headers.authorization).toContain("AWS4-HMAC-SHA256");
  });

  it("may be given, or come of a function", async () => {
    for (const token of [{ token: "given" }, async () => ({ token: "given" })]) {
      const { session, requests } = setup({ token });
      await session.client<string>("codecatalyst").verifySession!({}).catch(() => {});
      expect(requests[0]!.headers.authorization).toBe("Bearer given");
    }
  });
});
