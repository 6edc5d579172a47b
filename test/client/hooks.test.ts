import { describe, expect, it } from "vitest";
import { ClientError, ConnectionError, ParamValidationError, TucuxiError } from "../../src/errors/index.ts";
import type { HookStage } from "../../src/hooks/hooks.ts";
import { sessionWith } from "./stand.ts";

const throttled = { status: 400, body: '{"__type":"ThrottlingException","message":"slow down"}' };
const tables = { body: '{"TableNames":["orders"]}' };

describe("the stages of a call", () => {
  it("come in their order, and leave notes for each other", async () => {
    const { session } = sessionWith((_, number) => (number === 1 ? throttled : tables));
    const client = session.client("dynamodb");
    const seen: string[] = [];
    const note = (stage: HookStage) => (event: { readonly state: Map<unknown, unknown> }) => {
      const count = ((event.state.get("count") as number) ?? 0) + 1;
      event.state.set("count", count);
      seen.push(`${count} ${stage}`);
      return undefined;
    };
    const stages = [
      "provideClientParams",
      "beforeParameterBuild",
      "beforeCall",
      "beforeEndpointResolution",
      "endpointResolved",
      "chooseSigner",
      "chooseIdentity",
      "beforeSign",
      "beforeSend",
      "beforeParse",
      "responseReceived",
      "needsRetry",
      "afterCall",
      "afterCallError",
    ] as const;
    for (const stage of stages) client.hooks.register(stage, note(stage));
    await client.listTables();
    const made = ["chooseIdentity", "beforeSign", "beforeSend", "beforeParse", "responseReceived"];
    const names = [
      ...["provideClientParams", "beforeParameterBuild", "beforeCall"],
      ...["beforeEndpointResolution", "endpointResolved", "chooseSigner"],
      ...[...made, "needsRetry", ...made, "afterCall"],
    ];
    expect(seen).toEqual(names.map((name, index) => `${index + 1} ${name}`));
  });

  it("may replace the input, or change a copy of it", async () => {
    const { session, requests } = sessionWith(() => tables);
    const client = session.client("dynamodb");
    client.hooks.register("provideClientParams", ({ input }) => ({ ...input, Limit: 5 }));
    client.hooks.register("beforeParameterBuild", async ({ input }) => {
      input.ExclusiveStartTableName = "customers";
    });
    const given = { Limit: 1 };
    await client.listTables(given);
    expect(given).toEqual({ Limit: 1 });
    expect(JSON.parse(String(requests[0]!.body))).toEqual({ Limit: 5, ExclusiveStartTableName: "customers" });
  });

  it("are told of a hook's own failure, which ends the call", async () => {
    const { session, requests } = sessionWith(() => tables);
    const client = session.client("dynamodb");
    const told: unknown[] = [];
    client.hooks.register("provideClientParams", () => {
      throw new RangeError("not today");
    });
    client.hooks.register("afterCallError", ({ error }) => void told.push(error));
    await expect(client.listTables()).rejects.toThrow("not today");
    expect(told).toHaveLength(1);
    expect(requests).toHaveLength(0);
  });

  it("may answer instead of the service", async () => {
    const { session, requests } = sessionWith(() => tables);
    const client = session.client("dynamodb");
    const remove = client.hooks.register("beforeCall", () => ({ output: { TableNames: ["made up"] } }));
    const output = await client.listTables();
    expect(output).toEqual({ TableNames: ["made up"], $metadata: { attempts: 0, totalRetryDelay: 0 } });
    expect(requests).toHaveLength(0);
    remove();
    expect(await client.listTables()).toMatchObject({ TableNames: ["orders"] });
  });

  it("may answer instead of the network, by bytes that are parsed", async () => {
    const { session, requests } = sessionWith(() => tables);
    const client = session.client("dynamodb");
    const body = new TextEncoder().encode('{"TableNames":["from a cache"]}');
    client.hooks.register("beforeSend", async () => ({ status: 200, headers: {}, body }));
    expect(await client.listTables()).toMatchObject({ TableNames: ["from a cache"], $metadata: { attempts: 1 } });
    expect(requests).toHaveLength(0);
  });

  it("sign what a hook has put into the request", async () => {
    const { session, requests } = sessionWith(() => tables);
    session.hooks.register("beforeSign", ({ request }) => {
      request.headers["x-team"] = "photos";
    });
    await session.client("dynamodb").listTables();
    expect(requests[0]!.headers["x-team"]).toBe("photos");
    expect(requests[0]!.headers.authorization).toContain("x-team");
  });

  it("may send elsewhere, or unsigned", async () => {
    const { session, requests } = sessionWith(() => tables);
    const client = session.client("dynamodb");
    client.hooks.register("endpointResolved", ({ endpoint }) => ({
      ...endpoint,
      origin: "https://proxy.example",
      host: "proxy.example",
    }));
    client.hooks.register("chooseSigner", ({ scheme }) => ({ ...scheme, name: "none" }));
    await client.listTables();
    expect(requests[0]!.origin).toBe("https://proxy.example");
    expect(requests[0]!.headers.host).toBe("proxy.example");
    expect(requests[0]!.headers).not.toHaveProperty("authorization");
  });

  it("may answer at each attempt, which are counted and made again as the service's own", async () => {
    const { session, requests } = sessionWith(() => tables);
    const client = session.client("dynamodb");
    client.hooks.register("beforeCall", () => ({
      attempt: (attempt) => {
        if (attempt < 3) throw new ConnectionError("not yet");
        return { TableNames: [`attempt ${attempt}`] };
      },
    }));
    expect(await client.listTables()).toMatchObject({ TableNames: ["attempt 3"], $metadata: { attempts: 3 } });
    expect(requests).toHaveLength(0);
  });

  it("may ask the endpoint rules for another region, and sign for someone else", async () => {
    const { session, requests } = sessionWith(() => tables);
    const client = session.client("dynamodb");
    client.hooks.register("beforeEndpointResolution", () => ({ region: "eu-west-1" }));
    client.hooks.register("chooseIdentity", async () => ({ accessKeyId: "ELSE", secretAccessKey: "else" }));
    await client.listTables();
    expect(requests[0]!.origin).toContain("eu-west-1");
    expect(requests[0]!.headers.authorization).toContain("Credential=ELSE/");
  });

  it("may replace the raw answer before it is parsed", async () => {
    const { session } = sessionWith(() => tables);
    const client = session.client("dynamodb");
    client.hooks.register("beforeParse", ({ response }) => ({
      ...response,
      body: new TextEncoder().encode('{"TableNames":[]}'),
    }));
    expect(await client.listTables()).toMatchObject({ TableNames: [] });
  });

  it("may have an attempt made again, beyond the retry mode, or give up at once", async () => {
    const { session, requests } = sessionWith((_, number) => (number < 6 ? { status: 400, body: "{}" } : tables));
    const client = session.client("dynamodb");
    const remove = client.hooks.register("needsRetry", ({ attempt }) => (attempt < 6 ? 0 : undefined));
    expect((await client.listTables()).$metadata.attempts).toBe(6);
    remove();
    requests.length = 0;
    client.hooks.register("needsRetry", () => false);
    const failing = sessionWith(() => throttled);
    const other = failing.session.client("dynamodb");
    other.hooks.register("needsRetry", () => false);
    await expect(other.listTables()).rejects.toThrow(ClientError);
    expect(failing.requests).toHaveLength(1);
  });

  it("may change or replace the output, and the error", async () => {
    const { session } = sessionWith((_, number) => (number === 1 ? tables : { status: 400, body: "{}" }));
    const client = session.client("dynamodb");
    client.hooks.register("afterCall", ({ output }) => {
      output.Count = 1;
    });
    client.hooks.register("afterCall", ({ output }) => ({ ...output, Seen: output.Count }));
    client.hooks.register("afterCallError", ({ error }) => new TucuxiError(`ours: ${(error as Error).message}`));
    expect(await client.listTables()).toMatchObject({ TableNames: ["orders"], Count: 1, Seen: 1 });
    await expect(client.listTables()).rejects.toThrow(/^ours: ListTables/);
  });

  it("are those of the operation and the service that were named", async () => {
    const { session } = sessionWith(() => ({ body: "{}" }));
    const seen: string[] = [];
    const filter = { service: "dynamodb", operation: ["ListTables", "describeTable"] };
    session.hooks.register("afterCall", ({ operation }) => void seen.push(operation.name), filter);
    const client = session.client("dynamodb");
    await client.listTables();
    await client.describeTable({ TableName: "orders" });
    await client.describeLimits();
    await session.client("sqs").listQueues();
    expect(seen).toEqual(["ListTables", "DescribeTable"]);
  });

  it("hold for a client that was made before they were registered, and end when they are removed", async () => {
    const { session } = sessionWith(() => tables);
    const client = session.client("dynamodb");
    await client.listTables();
    let calls = 0;
    const remove = session.hooks.register("afterCall", () => void calls++);
    await client.listTables();
    remove();
    await client.listTables();
    expect(calls).toBe(1);
  });

  it("of one client are no other's", async () => {
    const { session } = sessionWith(() => tables);
    const [one, other] = [session.client("dynamodb"), session.client("dynamodb")];
    let calls = 0;
    one.hooks.register("afterCall", () => void calls++);
    await other.listTables();
    expect(calls).toBe(0);
  });

  it("see an input that validation refuses as an error", async () => {
    const { session } = sessionWith(() => tables);
    const client = session.client("dynamodb");
    let seen: unknown;
    client.hooks.register("afterCallError", ({ error }) => {
      seen = error;
    });
    await expect(client.listTables({ Limit: "many" as never })).rejects.toThrow(ParamValidationError);
    expect(seen).toBeInstanceOf(ParamValidationError);
  });
});
