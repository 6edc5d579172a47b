import { tracingChannel } from "node:diagnostics_channel";
import { describe, expect, it, vi } from "vitest";
import { createIdentitySource } from "./identitySource.ts";

const minute = 60_000;

function setup(lifetimes: (number | Error | undefined)[]) {
  let time = 0;
  const fetched: boolean[] = [];
  const onRefreshFailure = vi.fn();
  const source = createIdentitySource<{ name: number; expiration?: Date }>({
    kind: "credentials",
    now: () => time,
    onRefreshFailure,
    async fetch(refresh) {
      fetched.push(refresh);
      await Promise.resolve();
      const lifetime = lifetimes[fetched.length - 1];
      if (lifetime instanceof Error) throw lifetime;
      return { name: fetched.length, ...(lifetime !== undefined && { expiration: new Date(time + lifetime) }) };
    },
  });
  const at = (milliseconds: number) => {
    time = milliseconds;
  };
  return { source, fetched, onRefreshFailure, at };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("an identity source", () => {
  it("fetches once for a thousand that ask at the same time, then answers at once", async () => {
    const { source, fetched } = setup([60 * minute]);
    const all = await Promise.all(Array.from({ length: 1000 }, () => source.get()));
    expect(new Set(all).size).toBe(1);
    expect(fetched).toEqual([false]);
    expect(source.get()).toBe(all[0]);
  });

  it("never asks again for one that does not expire", async () => {
    const { source, fetched, at } = setup([undefined]);
    await source.get();
    at(Number.MAX_SAFE_INTEGER);
    expect(source.get()).toMatchObject({ name: 1 });
    expect(fetched).toHaveLength(1);
  });

  it("refreshes in the background from 15 minutes before expiry, and serves the older one meanwhile", async () => {
    const { source, fetched, at } = setup([60 * minute, 60 * minute]);
    await source.get();
    at(44 * minute);
    expect(source.get()).toMatchObject({ name: 1 });
    expect(fetched).toHaveLength(1);
    at(46 * minute);
    expect(source.get()).toMatchObject({ name: 1 });
    expect(source.get()).toMatchObject({ name: 1 });
    expect(fetched).toEqual([false, true]);
    await settle();
    expect(source.get()).toMatchObject({ name: 2 });
  });

  it("waits for the refresh from 10 minutes before expiry", async () => {
    const { source, at } = setup([60 * minute, 60 * minute]);
    await source.get();
    at(51 * minute);
    expect(source.get()).toBeInstanceOf(Promise);
    expect(await source.get()).toMatchObject({ name: 2 });
  });

  it("serves what still holds where a refresh fails, and pauses before the next", async () => {
    const { source, fetched, onRefreshFailure, at } = setup([
      60 * minute,
      new Error("no"),
      new Error("no"),
      60 * minute,
    ]);
    await source.get();
    at(51 * minute);
    expect(await source.get()).toMatchObject({ name: 1 });
    expect(onRefreshFailure).toHaveBeenCalledOnce();
    expect(source.get()).toMatchObject({ name: 1 });
    expect(fetched).toHaveLength(2);
    at(51 * minute + 1001);
    expect(await source.get()).toMatchObject({ name: 1 });
    expect(fetched).toHaveLength(3);
    at(51 * minute + 3100);
    expect(await source.get()).toMatchObject({ name: 4 });
  });

  it("throws where it has expired and cannot be refreshed, and asks again at the next call", async () => {
    const { source, at } = setup([60 * minute, new Error("gone"), 60 * minute]);
    await source.get();
    at(61 * minute);
    await expect(source.get()).rejects.toThrow("gone");
    expect(await source.get()).toMatchObject({ name: 3 });
  });

  it("does not remember a first failure", async () => {
    const { source } = setup([new Error("not yet"), 60 * minute]);
    await expect(source.get()).rejects.toThrow("not yet");
    expect(await source.get()).toMatchObject({ name: 2 });
  });

  it("asks for one that lives shorter than the refresh window no more often than it has to", async () => {
    const { source, fetched, at } = setup([4 * minute, 4 * minute]);
    await source.get();
    at(minute);
    expect(source.get()).toMatchObject({ name: 1 });
    expect(fetched).toHaveLength(1);
    at(2.5 * minute);
    expect(source.get()).toMatchObject({ name: 1 });
    expect(fetched).toHaveLength(2);
  });

  it("tells the tracing channel of fetches, without secrets", async () => {
    const messages: unknown[] = [];
    const start = (message: unknown) => void messages.push({ ...(message as object) });
    const handlers = { start, end() {}, asyncStart() {}, asyncEnd() {}, error() {} };
    tracingChannel("tucuxi:credentials").subscribe(handlers);
    await setup([60 * minute]).source.get();
    tracingChannel("tucuxi:credentials").unsubscribe(handlers);
    expect(messages).toEqual([{ kind: "credentials", refresh: false }]);
  });
});
