import { describe, expect, it } from "vitest";
import { UnknownNameError } from "../errors/index.ts";
import { Hooks } from "./hooks.ts";

const nothing = (): void => undefined;

describe("Hooks", () => {
  it("has none for an operation that nobody asked for", () => {
    const hooks = new Hooks();
    hooks.register("beforeSend", nothing, { service: "s3" });
    hooks.register("beforeSend", nothing, { service: ["sqs", "sns"], operation: "SendMessage" });
    expect(hooks.for("dynamodb", "GetItem")).toBeUndefined();
    expect(hooks.for("sqs", "ReceiveMessage")).toBeUndefined();
    expect(hooks.for("sqs", "SendMessage")?.beforeSend).toHaveLength(1);
    expect(hooks.for("s3", "GetObject")?.beforeSend).toHaveLength(1);
  });

  it("knows operations by the names of their methods as well", () => {
    const hooks = new Hooks();
    hooks.register("beforeSend", nothing, { operation: "putObject" });
    hooks.register("beforeSend", nothing, { operation: ["PutObject", "getObject"] });
    expect(hooks.for("s3", "PutObject")?.beforeSend).toHaveLength(2);
    expect(hooks.for("s3", "GetObject")?.beforeSend).toHaveLength(1);
  });

  it("asks those first that are registered so, and forgets them too", () => {
    const hooks = new Hooks();
    const [a, b] = [() => undefined, () => undefined];
    hooks.register("beforeSend", b);
    const remove = hooks.registerFirst("beforeSend", a, { service: "s3" });
    expect(hooks.for("s3", "GetObject")?.beforeSend).toEqual([a, b]);
    remove();
    expect(hooks.for("s3", "GetObject")?.beforeSend).toEqual([b]);
    expect(() => hooks.registerFirst("beforeSent" as "beforeSend", a)).toThrow("no stage");
  });

  it("asks a session's before a client's, each in the order of registration", () => {
    const session = new Hooks();
    const client = new Hooks(session);
    const [a, b, c, d] = [() => undefined, () => undefined, () => undefined, () => undefined];
    client.register("beforeSend", c);
    session.register("beforeSend", a);
    client.register("beforeSend", d);
    session.register("beforeSend", b);
    expect(client.for("s3", "GetObject")?.beforeSend).toEqual([a, b, c, d]);
    expect(session.for("s3", "GetObject")?.beforeSend).toEqual([a, b]);
  });

  it("removes a hook once, and only that one", () => {
    const hooks = new Hooks();
    const removeFirst = hooks.register("afterCall", nothing);
    hooks.register("afterCall", nothing);
    removeFirst();
    removeFirst();
    expect(hooks.for("s3", "GetObject")?.afterCall).toHaveLength(1);
  });

  it("has another version after every change, here or above, and never an old one again", () => {
    const session = new Hooks();
    const client = new Hooks(session);
    const seen = new Set([client.version]);
    const removals = [session.register("afterCall", nothing), client.register("afterCall", nothing)];
    seen.add(client.version);
    for (const remove of removals) {
      remove();
      seen.add(client.version);
    }
    expect(seen.size).toBe(4);
  });

  it("refuses a stage that a call does not have, and a filter that would be passed over", () => {
    const hooks = new Hooks();
    expect(() => hooks.register("beforeSent" as "beforeSend", nothing)).toThrow(UnknownNameError);
    expect(() => hooks.register("beforeSent" as "beforeSend", nothing)).toThrow('Did you mean "beforeSend"');
    expect(() => hooks.register("beforeSend", nothing, { operations: "GetObject" } as object)).toThrow('"operations"');
    expect(() => hooks.register("beforeSend", undefined as never)).toThrow(TypeError);
  });
});
