import { describe, expect, it } from "vitest";
import { AbortError, CallTimeoutError } from "../errors/index.ts";
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
