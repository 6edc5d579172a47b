import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sessionWith } from "../../test/client/stand.ts";
import {
  AbortError,
  CallTimeoutError,
  ConnectionError,
  ParamValidationError,
  UnknownNameError,
  WaiterError,
} from "../errors/index.ts";
import type { WaiterPoll } from "./options.ts";

const table = { TableName: "orders" };

function statuses(...each: readonly (string | number)[]) {
  const { session, requests } = sessionWith((_, number) => {
    const status = each[Math.min(number, each.length) - 1]!;
    if (typeof status === "number") return { status, body: '{"__type":"ResourceNotFoundException","message":"none"}' };
    return { body: JSON.stringify({ Table: { TableStatus: status } }) };
  });
  return { client: session.client("dynamodb"), requests };
}

describe("client.waitUntil", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Lets time pass until the waiter has come to something. */
  async function settled<Result>(waiting: Promise<Result>): Promise<Result> {
    let done = false;
    const both = waiting.finally(() => {
      done = true;
    });
    both.catch(() => undefined);
    while (!done) await vi.advanceTimersByTimeAsync(1_000);
    return both;
  }

  it("resolves to the last answer", async () => {
    const { client, requests } = statuses(400, "CREATING", "ACTIVE");
    const output = await settled(client.waitUntil("tableExists", table));
    expect(output).toMatchObject({ Table: { TableStatus: "ACTIVE" }, $metadata: { attempts: 1 } });
    expect(requests).toHaveLength(3);
  });

  it("resolves to the metadata alone where the success is an error", async () => {
    const { client } = statuses("DELETING", 400);
    const output = await settled(client.waitUntil("tableNotExists", table));
    expect(Object.keys(output)).toEqual(["$metadata"]);
    expect(output.$metadata.httpStatusCode).toBe(400);
  });

  it("asks with growing delays, never above the model's, and tells of each", async () => {
    const { client } = statuses(...Array<string>(9).fill("CREATING"), "ACTIVE");
    const polls: WaiterPoll[] = [];
    await settled(client.waitUntil("tableExists", table, { onPoll: (poll) => void polls.push(poll) }));
    expect(polls.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(polls[0]).toMatchObject({ delay: 2_000, error: undefined, output: { Table: { TableStatus: "CREATING" } } });
    for (const { delay } of polls) {
      expect(delay).toBeGreaterThanOrEqual(2_000);
      expect(delay).toBeLessThanOrEqual(20_000);
    }
    expect(Math.max(...polls.map(({ delay }) => delay))).toBeGreaterThan(2_000);
    expect(polls.at(-1)!.elapsed).toBeGreaterThanOrEqual(16_000);
  });

  it("keeps to the delays that it is given", async () => {
    const { client } = statuses("CREATING", "CREATING", "ACTIVE");
    const delays: number[] = [];
    const options = { minDelay: 0.5, maxDelay: 0.5, onPoll: ({ delay }: WaiterPoll) => void delays.push(delay) };
    await settled(client.waitUntil("tableExists", table, options));
    expect(delays).toEqual([500, 500]);
  });

  it("fails when the time is over, which it uses to the end", async () => {
    const { client, requests } = statuses("CREATING");
    const waiting = settled(client.waitUntil("tableExists", table, { maxWaitTime: 5, minDelay: 3, maxDelay: 3 }));
    const error = (await waiting.catch((thrown: unknown) => thrown)) as WaiterError;
    expect(error).toBeInstanceOf(WaiterError);
    expect(error).toMatchObject({ waiter: "tableExists", attempts: 3, elapsed: 5_000 });
    expect(error.message).toBe(
      "Waiting for tableExists ended after 5.0 s and 3 attempts: it is not so within 5 s (maxWaitTime).",
    );
    expect(error.lastResponse).toMatchObject({ Table: { TableStatus: "CREATING" } });
    expect(requests).toHaveLength(3);
  });

  it("has boto3's time for a limit where none is given", async () => {
    const { client } = statuses("CREATING");
    const error = await settled(client.waitUntil("tableExists", table)).catch((thrown: unknown) => thrown);
    expect((error as WaiterError).elapsed).toBe(25 * 20_000);
  });

  it("fails at once where the thing has become what it must not, and says by what it knows", async () => {
    const { session } = sessionWith(() => ({
      body: "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackStatus>CREATE_FAILED</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>",
    }));
    const client = session.client("cloudformation" as string);
    const error = await client.waitUntil("stackCreateComplete", { StackName: "s" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WaiterError);
    expect((error as WaiterError).reason).toBe('Stacks[].StackStatus is "CREATE_FAILED"');
    expect((error as WaiterError).attempts).toBe(1);
  });

  it("fails at once by an error that no acceptor knows, which is the cause", async () => {
    const { session } = sessionWith(() => ({ status: 403, body: '{"__type":"AccessDeniedException","message":"no"}' }));
    const error = await session
      .client("dynamodb")
      .waitUntil("tableExists", table)
      .catch((thrown: unknown) => thrown);
    expect((error as WaiterError).reason).toContain("AccessDeniedException");
    expect((error as WaiterError).cause).toMatchObject({ code: "AccessDeniedException" });
    expect((error as WaiterError).lastResponse).toBeUndefined();
  });

  it("does not wait for a service that falls silent for long after its time", async () => {
    const { session } = sessionWith(() => new Promise(() => {}));
    const client = session.client("dynamodb");
    for (const [maxWaitTime, elapsed] of [
      [60, 60_000],
      [1, 5_000],
    ]) {
      const waiting = settled(client.waitUntil("tableExists", table, { maxWaitTime }));
      const error = (await waiting.catch((thrown: unknown) => thrown)) as WaiterError;
      expect(error).toBeInstanceOf(WaiterError);
      expect(error).toMatchObject({ attempts: 1, elapsed, cause: expect.any(CallTimeoutError) });
      expect(error.reason).toBe(`it is not so within ${maxWaitTime} s (maxWaitTime); at the end there was no answer`);
    }
    const own = session.client("dynamodb", { timeout: 50 });
    await expect(settled(own.waitUntil("tableExists", table))).rejects.toThrow(CallTimeoutError);
  });

  it("throws what is no answer as it is", async () => {
    const { session } = sessionWith(
      () => {
        throw new ConnectionError("down");
      },
      { maxAttempts: 1 },
    );
    await expect(session.client("dynamodb").waitUntil("tableExists", table)).rejects.toThrow(ConnectionError);
  });

  it("ends with the signal, also between two questions", async () => {
    const { client, requests } = statuses("CREATING");
    const controller = new AbortController();
    const waiting = client.waitUntil("tableExists", table, { signal: controller.signal });
    setTimeout(() => controller.abort(), 1_000);
    await expect(settled(waiting)).rejects.toThrow(AbortError);
    expect(requests).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("says what there is where a name or an option is wrong", async () => {
    const { client } = statuses("ACTIVE");
    const wait = (name: string, options: object = {}) => client.waitUntil(name as "tableExists", table, options);
    await expect(wait("tableExist")).rejects.toThrow(UnknownNameError);
    await expect(wait("tableExist")).rejects.toThrow('Did you mean "tableExists"');
    await expect(wait("TableExists")).resolves.toBeDefined();
    await expect(wait("tableExists", { maxWait: 5 })).rejects.toThrow('Did you mean "maxWaitTime"');
    await expect(wait("tableExists", { maxWaitTime: -1 })).rejects.toThrow(ParamValidationError);
    await expect(wait("tableExists", { minDelay: 5, maxDelay: 2 })).rejects.toThrow("more than maxDelay");
  });

  it("takes an answer that lacks what an acceptor counts for none that it accepts", async () => {
    const { session } = sessionWith((_, number) => ({
      body: number === 1 ? "<r/>" : "<r><imagesSet><item><imageId>i</imageId></item></imagesSet></r>",
    }));
    const client = session.client("ec2");
    expect(await settled(client.waitUntil("imageExists", { ImageIds: ["i"] }))).toMatchObject({
      Images: [{ ImageId: "i" }],
    });
  });
});
