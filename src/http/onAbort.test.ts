import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { onAbort } from "./onAbort.ts";

const listeners = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;

describe("onAbort", () => {
  it("calls back all that wait for a signal, by one listener", () => {
    const controller = new AbortController();
    const called: number[] = [];
    for (let number = 1; number <= 20; number++) onAbort(controller.signal, () => called.push(number));
    expect(listeners(controller.signal)).toBe(1);
    controller.abort();
    expect(called).toHaveLength(20);
  });

  it("calls no one who does not wait any more, and leaves no listener when nobody does", () => {
    const controller = new AbortController();
    const called: string[] = [];
    const forgetFirst = onAbort(controller.signal, () => called.push("first"));
    const forgetSecond = onAbort(controller.signal, () => called.push("second"));
    forgetFirst();
    expect(listeners(controller.signal)).toBe(1);
    forgetSecond();
    forgetSecond();
    expect(listeners(controller.signal)).toBe(0);
    onAbort(controller.signal, () => called.push("third"));
    controller.abort();
    expect(called).toEqual(["third"]);
  });

  it("lets each forget the signal while it is told", () => {
    const controller = new AbortController();
    const called: number[] = [];
    const forget = [1, 2, 3].map((number) =>
      onAbort(controller.signal, () => {
        called.push(number);
        for (const each of forget) each();
      }),
    );
    controller.abort();
    expect(called).toEqual([1]);
    expect(listeners(controller.signal)).toBe(0);
  });
});
