import { describe, expect, it } from "vitest";
import { AbortError, ClientError, ConnectionError, ConnectTimeoutError } from "../errors/index.ts";
import { createRetryStrategy } from "./index.ts";
import type { AttemptFailure } from "./types.ts";

const answer = (code: string, status: number, more: Partial<AttemptFailure> = {}): AttemptFailure => ({
  error: new ClientError({
    code,
    message: "no",
    operation: "GetThing",
    fault: "server",
    metadata: { attempts: 1, totalRetryDelay: 0 },
  }),
  code,
  status,
  ...more,
});

const broken: AttemptFailure = { error: new ConnectionError("broken") };
const throttled = answer("ThrottlingException", 400);
const half = () => 0.5;

describe("standard mode", () => {
  it("makes three attempts, each wait at most twice the one before", () => {
    const strategy = createRetryStrategy({ random: half });
    expect(strategy.maxAttempts).toBe(3);
    expect(strategy.onFailure(1, broken, "GetThing")).toEqual({ retry: true, delay: 25 });
    expect(strategy.onFailure(2, broken, "GetThing")).toEqual({ retry: true, delay: 50 });
    expect(strategy.onFailure(3, broken, "GetThing")).toEqual({ retry: false, delay: 0, reason: "max-attempts" });
  });

  it("waits longer after throttling, and never longer than 20 seconds", () => {
    const strategy = createRetryStrategy({ random: half, maxAttempts: 20 });
    expect(strategy.onFailure(1, throttled, "GetThing").delay).toBe(500);
    expect(strategy.onFailure(12, throttled, "GetThing").delay).toBe(10_000);
  });

  it("waits as long as the service asks, but five seconds more than it would at most", () => {
    const strategy = createRetryStrategy({ random: half });
    const asks = (header: string) =>
      strategy.onFailure(1, answer("SlowDown", 503, { headers: { "x-amz-retry-after": header } }), "GetThing").delay;
    expect(["1500", "100", "60000", "soon", "-1"].map(asks)).toEqual([1500, 500, 5500, 500, 500]);
  });

  it("does not retry what another attempt cannot better", () => {
    const strategy = createRetryStrategy();
    for (const failure of [
      answer("AccessDenied", 403),
      { error: new AbortError("x") },
      { error: new TypeError("x") },
    ]) {
      expect(strategy.onFailure(1, failure, "GetThing")).toEqual({ retry: false, delay: 0, reason: "not-retryable" });
    }
  });

  it("retries a failure whose exception the model calls retryable, and one of a clock that is now right", () => {
    const strategy = createRetryStrategy();
    expect(strategy.onFailure(1, answer("Busy", 409, { retryable: {} }), "GetThing").retry).toBe(true);
    expect(strategy.onFailure(1, answer("Expired", 403, { clockSkewCorrected: true }), "GetThing").retry).toBe(true);
  });

  it("stops where its quota is used up, and starts again when calls succeed", () => {
    const strategy = createRetryStrategy({ maxAttempts: 100 });
    // 35 retries at 14 tokens leave 10 of 500.
    for (let i = 0; i < 35; i++) expect(strategy.onFailure(1, broken, "GetThing").retry).toBe(true);
    expect(strategy.onFailure(1, broken, "GetThing")).toEqual({ retry: false, delay: 0, reason: "quota" });
    for (let i = 0; i < 3; i++) strategy.onSuccess(1);
    expect(strategy.onFailure(1, broken, "GetThing").reason).toBe("quota");
    strategy.onSuccess(1);
    expect(strategy.onFailure(1, broken, "GetThing").retry).toBe(true);
  });

  it("gives back what the last retry cost", () => {
    const strategy = createRetryStrategy({ maxAttempts: 1000 });
    for (let i = 0; i < 100; i++) strategy.onFailure(1, throttled, "GetThing");
    expect(strategy.onFailure(1, throttled, "GetThing").reason).toBe("quota");
    strategy.onSuccess(2, throttled);
    expect(strategy.onFailure(1, throttled, "GetThing").retry).toBe(true);
    expect(strategy.onFailure(1, throttled, "GetThing").reason).toBe("quota");
  });

  it("lets a poller wait before it fails without quota, since it would ask again at once", () => {
    const strategy = createRetryStrategy({ random: half, maxAttempts: 9, service: { longPolling: ["Receive"] } });
    for (let i = 0; i < 35; i++) strategy.onFailure(1, broken, "Receive");
    expect(strategy.onFailure(2, broken, "Receive")).toEqual({ retry: false, delay: 50, reason: "quota" });
    expect(strategy.onFailure(2, broken, "Send")).toEqual({ retry: false, delay: 0, reason: "quota" });
  });

  it("takes a service's own numbers, unless the user has set some", () => {
    const service = { maxAttempts: 4, transientBaseDelay: 25, transientCodes: ["Odd"] };
    const strategy = createRetryStrategy({ service, random: half });
    expect(strategy.maxAttempts).toBe(4);
    expect(strategy.onFailure(1, broken, "GetThing").delay).toBe(12.5);
    expect(strategy.onFailure(1, answer("Odd", 400), "GetThing").retry).toBe(true);
    expect(createRetryStrategy({ service, maxAttempts: 2 }).maxAttempts).toBe(2);
  });

  it("has the values before 2026 where they are asked for", () => {
    const strategy = createRetryStrategy({ newRetries: false, random: half, service: { maxAttempts: 4 } });
    expect(strategy.maxAttempts).toBe(3);
    expect(strategy.onFailure(1, broken, "GetThing").delay).toBe(500);
    for (let i = 0; i < 49; i++) strategy.onFailure(1, { error: new ConnectTimeoutError("late") }, "GetThing");
    // 500 tokens: one retry at 5, 49 at 10.
    expect(strategy.onFailure(1, broken, "GetThing").retry).toBe(true);
    expect(strategy.onFailure(1, broken, "GetThing").reason).toBe("quota");
  });
});

describe("legacy mode", () => {
  it("makes five attempts, without a quota", () => {
    const strategy = createRetryStrategy({ mode: "legacy", random: half });
    const delays = [1, 2, 3, 4].map((attempt) => strategy.onFailure(attempt, broken, "GetThing").delay);
    expect(delays).toEqual([500, 1000, 2000, 4000]);
    expect(strategy.onFailure(5, broken, "GetThing").reason).toBe("max-attempts");
    for (let i = 0; i < 1000; i++) expect(strategy.onFailure(1, broken, "GetThing").retry).toBe(true);
  });

  it("retries a code only with the status that it belongs to", () => {
    const strategy = createRetryStrategy({
      mode: "legacy",
      service: { legacy: { errors: [{ code: "BadDigest", status: 400 }] } },
    });
    const retried = ([code, status]: readonly [string, number]) =>
      strategy.onFailure(1, answer(code, status), "GetThing").retry;
    expect(
      (
        [
          ["Throttling", 400],
          ["Throttling", 403],
          ["BadDigest", 400],
          ["x", 429],
        ] as const
      ).map(retried),
    ).toEqual([true, false, true, true]);
  });
});

describe("adaptive mode", () => {
  it("sends as it pleases until the service throttles, then at the rate that it has learnt", () => {
    let now = 0;
    const strategy = createRetryStrategy({ mode: "adaptive", now: () => now, random: half });
    for (let i = 0; i < 100; i++) {
      now += 10;
      expect(strategy.beforeAttempt()).toBe(0);
      strategy.onSuccess(1);
    }
    strategy.onFailure(1, throttled, "GetThing");
    const waits = Array.from({ length: 300 }, () => strategy.beforeAttempt());
    expect(waits.at(-1)).toBeGreaterThan(1000);
    // Each stands in line behind the one before.
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  });
});

describe("createRetryStrategy", () => {
  it("refuses a mode that there is not, and numbers of attempts that are none", () => {
    expect(() => createRetryStrategy({ mode: "eager" as never })).toThrow(/retryMode is "eager"/);
    for (const maxAttempts of [0, -1, 1.5, Number.NaN]) {
      expect(() => createRetryStrategy({ maxAttempts })).toThrow(/whole number from 1 on/);
    }
  });
});
