import { describe, expect, it } from "vitest";
import { serverWith, sessionWith } from "../../test/client/stand.ts";
import { AbortError, UnknownNameError } from "../errors/index.ts";

const empty = () => ({ body: "{}" });
const queue = { QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/orders" };

/** A server that gives every call an empty answer, and how many came. */
async function emptyServer() {
  let calls = 0;
  const stand = await serverWith((request, response) => {
    calls += 1;
    request.resume().on("end", () => response.end("{}"));
  });
  return { ...stand, calls: () => calls };
}

describe("the first calls, whose code is still to be read,", () => {
  it("may be a thousand at once", async () => {
    const { session, calls, close } = await emptyServer();
    const client = session.client("dynamodb");
    await Promise.all(Array.from({ length: 1000 }, () => client.listTables()));
    expect(calls()).toBe(1000);
    await close();
  });

  it("send nothing where their session is closed before or meanwhile", async () => {
    for (const meanwhile of [false, true]) {
      const { session, calls, close } = await emptyServer();
      const client = session.client("dynamodb");
      if (!meanwhile) await session.close();
      const calling = expect(client.listTables()).rejects.toThrow("the connections are closed already");
      if (meanwhile) await session.close();
      await calling;
      expect(calls()).toBe(0);
      await close();
    }
  });

  it("leave the calls of another session alone when theirs is closed", async () => {
    const [one, other] = [await emptyServer(), await emptyServer()];
    const calling = other.session.client("dynamodb").listTables();
    await one.session.close();
    await calling;
    expect([one.calls(), other.calls()]).toEqual([0, 1]);
    await Promise.all([one.close(), other.close()]);
  });

  it("send nothing where their signal is aborted before or meanwhile", async () => {
    const { session, requests } = sessionWith(empty);
    const client = session.client("dynamodb");
    await expect(client.listTables({}, { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
    const controller = new AbortController();
    const calling = expect(session.client("dynamodb").listTables({}, { signal: controller.signal })).rejects.toThrow(
      AbortError,
    );
    controller.abort();
    await calling;
    expect(requests).toEqual([]);
  });

  it("reject for what is wrong with them, as later ones do", async () => {
    const client = sessionWith(empty).session.client("dynamodb");
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(client.deleteTable({} as { TableName: string })).rejects.toThrow("TableName");
      await expect(client.waitUntil("tableExsts" as "tableExists", { TableName: "t" })).rejects.toThrow(
        UnknownNameError,
      );
    }
  });

  it("name the line that made them in the stack of an error", async () => {
    const { session, close } = await serverWith((request) => request.destroy());
    const client = session.client("dynamodb");
    const makesTheCall = async () => await client.listTables();
    for (let attempt = 0; attempt < 2; attempt++) {
      const error = await makesTheCall().catch((thrown: Error) => thrown);
      expect((error as Error).stack).toContain("makesTheCall");
    }
    await close();
  });
});

describe("a call", () => {
  it("is made with what its input holds when it is made: the first, and every other", async () => {
    const { session, requests } = sessionWith(empty);
    const [sqs, dynamodb] = [session.client("sqs"), session.client("dynamodb")];
    for (let attempt = 0; attempt < 2; attempt++) {
      const message = { ...queue, MessageBody: "one" };
      const key = { TableName: "orders", Key: { id: { S: "one" } } };
      const calls = [sqs.sendMessage(message), dynamodb.deleteItem(key)];
      message.MessageBody = "two";
      key.Key = { id: { S: "two" } };
      await Promise.all(calls);
    }
    expect(requests).toHaveLength(4);
    for (const { body } of requests) expect(body).toContain('"one"');
  });
});
