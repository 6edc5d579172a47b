import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { testEnvironment } from "../../test/session/testEnvironment.ts";
import { ConfigError, NoRegionError, UnknownServiceError } from "../errors/index.ts";
import type { HttpRequest } from "../http/types.ts";
import { Session } from "./session.ts";

const keys = { accessKeyId: "AKID", secretAccessKey: "verySecret" };

describe("Session", () => {
  it("reads no file when it is made", () => {
    const environment = testEnvironment();
    new Session({ region: "eu-west-1" }, environment);
    expect(environment.reads).toEqual([]);
  });

  it("refuses an option that there is none of, and names the nearest", () => {
    expect(() => new Session({ regoin: "eu-west-1" } as object, testEnvironment())).toThrow(
      'Session has no option "regoin". Did you mean "region"?',
    );
    const session = new Session({ region: "eu-west-1" }, testEnvironment());
    expect(() => session.client("s3", { maxAttempt: 3 } as object)).toThrow('Did you mean "maxAttempts"?');
    expect(() => session.client("s3", { s3: { adressingStyle: "path" } } as object)).toThrow("s3.adressingStyle");
  });

  it("knows what an option is called elsewhere", () => {
    const refused = (options: object) => () => new Session(options, testEnvironment());
    expect(refused({ forcePathStyle: true })).toThrow('It is s3: { addressingStyle: "path" } here.');
    expect(refused({ accessKeyId: "AKID" })).toThrow('It is "credentials" here.');
    expect(refused({ constructor: 1 })).toThrow('Session has no option "constructor".');
    const session = new Session({ region: "eu-west-1" }, testEnvironment());
    expect(() => session.client("s3", { s3: { forcePathStyle: true } } as object)).toThrow('addressingStyle: "path"');
  });

  it("refuses a value that an option cannot have", () => {
    const session = new Session({ maxAttempts: 0 }, testEnvironment());
    expect(() => session.client("s3", { region: "eu-west-1" })).toThrow(ConfigError);
    const refused = (options: object) => () =>
      new Session({ region: "eu-west-1" }, testEnvironment()).client("s3", options);
    expect(refused({ readTimeout: Number.NaN })).toThrow("readTimeout (option of the client) is NaN, and must be");
    expect(refused({ endpoint: new URL("http://localhost") })).toThrow("is a URL object, and must be");
    expect(refused({ maxAttempts: 3n })).toThrow("maxAttempts (option of the client) is 3n, and must be");
    const holdsItself: { readonly log: () => void; self?: object } = { log: () => undefined };
    holdsItself.self = holdsItself;
    expect(refused({ logger: holdsItself })).toThrow("logger (option of the client) is an object, and must be");
  });

  it("says where a value came from that is refused", () => {
    const session = new Session({}, testEnvironment({ variables: { AWS_MAX_ATTEMPTS: "many" } }));
    expect(() => session.client("s3", { region: "eu-west-1" })).toThrow(
      'environment variable AWS_MAX_ATTEMPTS is "many", and must be a whole number, 1 or more.',
    );
  });

  it("makes no client of an unknown service, without a region, or with one that is none", () => {
    const session = new Session({}, testEnvironment());
    expect(() => session.client("dynamo" as string, { region: "eu-west-1" })).toThrow(UnknownServiceError);
    expect(() => session.client("dynamodb")).toThrow(NoRegionError);
    expect(() => session.client("dynamodb", { region: "eu-west" })).toThrow(
      '"eu-west" (option of the client) is no region.',
    );
    expect(() => session.client("dynamodb", { region: "local", endpoint: "http://localhost:8000" })).not.toThrow();
  });

  it("signs with keys of the environment, and sends where the region says", async () => {
    const requests: HttpRequest[] = [];
    const session = new Session(
      {
        http: async (request) => {
          requests.push(request);
          return { status: 200, headers: {}, body: new TextEncoder().encode('{"TableNames":["orders"]}') };
        },
      },
      testEnvironment({
        variables: { AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "secret", AWS_REGION: "eu-west-1" },
      }),
    );
    const output = await session.client("dynamodb").listTables!({});
    expect(output.TableNames).toEqual(["orders"]);
    expect(requests[0]!.origin).toBe("https://dynamodb.eu-west-1.amazonaws.com");
    expect(requests[0]!.headers.authorization).toContain("Credential=AKID/");
    expect(requests[0]!.headers["user-agent"]).toMatch(/^tucuxi\/\S+ ua\/2\.1 os\/\S+/);
  });

  it("shows no secret", () => {
    const session = new Session({ region: "eu-west-1", credentials: keys }, testEnvironment());
    const client = session.client("s3");
    for (const shown of [inspect(session, { depth: 9 }), JSON.stringify(session), inspect(client, { depth: 9 })]) {
      expect(shown).not.toContain("verySecret");
    }
  });
});
