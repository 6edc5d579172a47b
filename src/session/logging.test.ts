import { afterEach, describe, expect, it, vi } from "vitest";
import { testEnvironment } from "../../test/session/testEnvironment.ts";
import type { ClientOptions } from "../client/options.ts";
import type { HttpHandler } from "../http/types.ts";
import { setLogger } from "./logging.ts";
import { Session } from "./session.ts";

const credentials = { accessKeyId: "AKID", secretAccessKey: "verySecret" };

function setup(status: number, options: ClientOptions = {}) {
  const http: HttpHandler = async () => ({
    status,
    headers: {},
    body: new TextEncoder().encode(status === 200 ? "{}" : '{"__type":"AccessDenied","message":"no"}'),
  });
  const session = new Session({ region: "eu-west-1", credentials, http, maxAttempts: 1 }, testEnvironment());
  return () =>
    session.client<string>("dynamodb", options).putItem!({
      TableName: "orders",
      Item: { secret: { S: "verySecret" } },
    }).catch(() => {});
}

function logger() {
  const lines: string[] = [];
  const log =
    (level: string) =>
    (...content: unknown[]) =>
      void lines.push(`${level} ${content.join(" ")}`);
  return { lines, debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
}

afterEach(() => setLogger());

describe("the logger", () => {
  it("is told of attempts and failed calls, and of no secret or body", async () => {
    const told = logger();
    await setup(200, { logger: told })();
    await setup(400, { logger: told })();
    expect(told.lines).toEqual([
      "debug dynamodb.PutItem, attempt 1: status 200",
      expect.stringMatching(/^debug dynamodb\.PutItem, attempt 1: .*status 400/),
      expect.stringMatching(/^error dynamodb\.PutItem failed: /),
    ]);
    expect(told.lines.join()).not.toContain("verySecret");
  });

  it("is refused before anything is called where it cannot be told", () => {
    const session = new Session({ region: "eu-west-1" }, testEnvironment());
    expect(() => session.client("s3", { logger: { log: () => undefined } as never })).toThrow(
      "must be an object with the methods debug, info, warn and error",
    );
    session.client("s3", { logger: console });
  });

  it("is silent where there is none", async () => {
    const spies = (["debug", "info", "log", "warn", "error"] as const).map((name) => vi.spyOn(console, name));
    await setup(400)();
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  it("can be one for all sessions to come", async () => {
    const told = logger();
    setLogger(told);
    await setup(200)();
    expect(told.lines).toHaveLength(1);
  });
});
