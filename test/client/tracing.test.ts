import { tracingChannel } from "node:diagnostics_channel";
import { describe, expect, it } from "vitest";
import type { AttemptTrace, CallTrace } from "../../src/client/tracing.ts";
import { sessionWith } from "./stand.ts";

type Subscriber = Parameters<ReturnType<typeof tracingChannel>["subscribe"]>[0];

function listen(name: string, seen: [string, unknown][]): () => void {
  const note = (event: string) => (context: unknown) => void seen.push([event, context]);
  const subscriber = Object.fromEntries(
    ["start", "end", "asyncStart", "asyncEnd", "error"].map((event) => [event, note(event)]),
  ) as unknown as Subscriber;
  tracingChannel(name).subscribe(subscriber);
  return () => tracingChannel(name).unsubscribe(subscriber);
}

const throttled = { status: 400, body: '{"__type":"ThrottlingException","message":"slow down"}' };

describe("the tracing channels", () => {
  it("tell of a call and of its attempts, each with one context from start to end", async () => {
    const { session } = sessionWith((_, number) => (number === 1 ? throttled : { body: '{"TableNames":[]}' }));
    const calls: [string, unknown][] = [];
    const attempts: [string, unknown][] = [];
    const stop = [listen("tucuxi:call", calls), listen("tucuxi:attempt", attempts)];
    const output = await session.client("dynamodb").listTables({ Limit: 5 });
    for (const each of stop) each();
    expect(calls.map(([event]) => event)).toEqual(["start", "end", "asyncStart", "asyncEnd"]);
    const context = calls[0]![1] as CallTrace;
    expect(new Set(calls.map(([, each]) => each))).toEqual(new Set([context]));
    expect(context).toMatchObject({
      service: "dynamodb",
      operation: "ListTables",
      region: "us-east-1",
      input: { Limit: 5 },
    });
    expect(context.result).toBe(output);
    expect(attempts.map(([event, each]) => `${(each as AttemptTrace).attempt} ${event}`)).toEqual([
      "1 start",
      "1 end",
      "1 error",
      "1 asyncStart",
      "1 asyncEnd",
      "2 start",
      "2 end",
      "2 asyncStart",
      "2 asyncEnd",
    ]);
  });

  it("tell of a failure, which reaches the caller as it is", async () => {
    const { session } = sessionWith(() => throttled, { maxAttempts: 1 });
    const calls: [string, unknown][] = [];
    const stop = listen("tucuxi:call", calls);
    const error = await session
      .client("dynamodb")
      .listTables()
      .catch((thrown: unknown) => thrown);
    stop();
    expect(calls.map(([event]) => event)).toContain("error");
    expect((calls.at(-1)![1] as CallTrace).error).toBe(error);
  });

  it("are silent once nobody listens", async () => {
    const { session } = sessionWith(() => ({ body: '{"TableNames":[]}' }));
    const calls: [string, unknown][] = [];
    listen("tucuxi:call", calls)();
    await session.client("dynamodb").listTables();
    expect(calls).toEqual([]);
  });
});
