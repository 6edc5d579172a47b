import { describe, expect, it } from "vitest";
import { testEnvironment } from "../../test/session/testEnvironment.ts";
import type { ClientOptions } from "../client/options.ts";
import { Hooks } from "../hooks/hooks.ts";
import { ClientContexts } from "./clientContexts.ts";
import { SessionConfig } from "./config.ts";
import { Identities } from "./identities.ts";
import { Transport } from "./transport.ts";

function setup() {
  const config = new SessionConfig({ region: "eu-west-1" }, testEnvironment());
  const transport = new Transport(config);
  const hooks = new Hooks();
  const identities = new Identities(config, transport, () => undefined);
  const contexts = new ClientContexts({}, config, transport, identities, hooks);
  return { hooks, contextOf: (name: string, options: ClientOptions = {}) => contexts.contextOf(name, options) };
}

describe("the clients of a session", () => {
  it("share connections, credentials and what they learn", () => {
    const { contextOf } = setup();
    const [s3, sqs] = [contextOf("s3"), contextOf("sqs")];
    expect(sqs.http).toBe(s3.http);
    expect(sqs.credentials).toBe(s3.credentials);
    expect(sqs.cache).toBe(s3.cache);
  });

  it("share the quota of their retries with those of the same service and mode", () => {
    const { contextOf } = setup();
    const { retry } = contextOf("s3");
    expect(contextOf("s3", { region: "us-east-1" }).retry).toBe(retry);
    expect(contextOf("s3", { retryMode: "adaptive" }).retry).not.toBe(retry);
    expect(contextOf("s3", { maxAttempts: 9 }).retry).not.toBe(retry);
    expect(contextOf("sqs").retry).not.toBe(retry);
  });

  it("have hooks of their own over the session's", () => {
    const { contextOf, hooks } = setup();
    const [one, other] = [contextOf("iot"), contextOf("iot")];
    hooks.register("beforeSend", () => {});
    one.hooks.register("beforeSend", () => {});
    expect(one.hooks.for("iot", "ListThings")?.beforeSend).toHaveLength(2);
    expect(other.hooks.for("iot", "ListThings")?.beforeSend).toHaveLength(1);
  });

  it("take another API version than the newest where there is one", () => {
    expect(() => setup().contextOf("s3", { apiVersion: "1999-01-01" })).toThrow("There are: 2006-03-01");
  });
});
