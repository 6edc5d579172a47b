import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TimeLimit } from "./timeLimit.ts";

const over: string[] = [];
const first = (owner: string): void => void over.push(`first of ${owner}`);
const second = (owner: string): void => void over.push(`second of ${owner}`);

beforeEach(() => {
  over.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a time limit", () => {
  it("is over a turn after its time, once", () => {
    new TimeLimit("one").start(50, first);
    vi.advanceTimersByTime(49);
    vi.advanceTimersToNextTimer();
    expect(over).toEqual([]);
    vi.advanceTimersToNextTimer();
    expect(over).toEqual(["first of one"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is not over where it is stopped, or starts again, in that turn", () => {
    const limit = new TimeLimit("one");
    limit.start(50, first);
    vi.advanceTimersToNextTimer();
    limit.stop();
    expect(vi.getTimerCount()).toBe(0);
    limit.restart(50, first);
    vi.advanceTimersToNextTimer();
    limit.restart(50, first);
    vi.advanceTimersByTime(49);
    expect(over).toEqual([]);
    vi.runAllTimers();
    expect(over).toEqual(["first of one"]);
  });

  it("counts for one thing at a time", () => {
    const limit = new TimeLimit("one");
    limit.start(50, first);
    limit.restart(80, second);
    vi.advanceTimersByTime(70);
    limit.restart(80, second);
    vi.advanceTimersByTime(79);
    expect([over, vi.getTimerCount()]).toEqual([[], 1]);
    vi.runAllTimers();
    expect(over).toEqual(["second of one"]);
  });
});
