import { describe, expect, it } from "vitest";
import { sessionWith } from "../../test/client/stand.ts";
import { AbortError, CallTimeoutError } from "../errors/index.ts";
import type { Session } from "../session/session.ts";
import { deadlineOf, limitOf, sleep } from "./deadline.ts";

describe("a time limit", () => {
  it("that no timer counts is none, instead of one that is over at once", () => {
    for (const limit of [Number.POSITIVE_INFINITY, 2 ** 31]) {
      expect(limitOf(limit)).toBe(0);
      expect(deadlineOf(undefined, limit)).toBeUndefined();
    }
    expect(limitOf(2 ** 31 - 1)).toBe(2 ** 31 - 1);
  });

  it("and a signal end a call by what came first", async () => {
    const controller = new AbortController();
    const late = deadlineOf(controller.signal, 10)!;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(late.signal.aborted).toBe(true);
    expect(late.reason()).toBeInstanceOf(CallTimeoutError);
    const aborted = deadlineOf(controller.signal, 1_000)!;
    controller.abort("enough");
    expect(aborted.signal.aborted).toBe(true);
    expect(aborted.reason()).toEqual(new AbortError("enough"));
    aborted.clear();
  });
});

describe("a call that waits for what no signal ends", () => {
  const never = () => new Promise<never>(() => {});
  const waits: Readonly<Record<string, (session: Session) => void>> = {
    "its credentials": () => undefined,
    "a hook before": ({ hooks }) => hooks.register("provideClientParams", never),
    "a hook behind": ({ hooks }) => {
      hooks.register("beforeCall", () => ({ output: {} }));
      hooks.register("afterCall", never);
    },
  };

  it.each(Object.keys(waits))("is over in time all the same: %s", async (what) => {
    const { session, requests } = sessionWith(() => ({}), { credentials: never });
    waits[what]!(session);
    const seen: unknown[] = [];
    session.hooks.register("afterCallError", ({ error }) => void seen.push(error));
    const client = session.client("sqs");
    await expect(client.listQueues({}, { timeout: 20 })).rejects.toThrow(CallTimeoutError);
    const controller = new AbortController();
    const calling = client.listQueues({}, { signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(calling).rejects.toThrow(AbortError);
    await expect(client.listQueues({}, { signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
    expect(seen).toEqual([expect.any(CallTimeoutError), expect.any(AbortError), expect.any(AbortError)]);
    expect(requests).toEqual([]);
  });

  it("sends nothing when that comes later", async () => {
    let give = (_: { accessKeyId: string; secretAccessKey: string }): void => undefined;
    const credentials = () => new Promise<Parameters<typeof give>[0]>((resolve) => (give = resolve));
    const { session, requests } = sessionWith(() => ({}), { credentials });
    const client = session.client("sqs");
    await expect(client.listQueues({}, { timeout: 20 })).rejects.toThrow(CallTimeoutError);
    give({ accessKeyId: "AKID", secretAccessKey: "secret" });
    await client.listQueues();
    expect(requests).toHaveLength(1);
  });
});

describe("sleep", () => {
  it("goes on for as long as a timer can where it is to be longer", async () => {
    const controller = new AbortController();
    const sleeping = sleep(Number.POSITIVE_INFINITY, controller.signal);
    const first = await Promise.race([sleeping, new Promise((resolve) => setTimeout(resolve, 20, "still asleep"))]);
    expect(first).toBe("still asleep");
    controller.abort();
    await expect(sleeping).rejects.toThrow(AbortError);
  });
});
