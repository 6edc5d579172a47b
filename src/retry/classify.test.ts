import { describe, expect, it } from "vitest";
import { AbortError, ConnectionError, FlexibleChecksumError, IncompleteReadError } from "../errors/index.ts";
import { isClockSkew, isThrottling, isTransient } from "./classify.ts";

const error = new Error("of the service");

describe("isThrottling", () => {
  it("knows the codes, and the model's word", () => {
    expect(isThrottling({ error, code: "SlowDown", status: 503 })).toBe(true);
    expect(isThrottling({ error, code: "Own", status: 400, retryable: { throttling: true } })).toBe(true);
    expect(isThrottling({ error, code: "Own", status: 400, retryable: {} })).toBe(false);
    expect(isThrottling({ error: new ConnectionError("x") })).toBe(false);
  });
});

describe("isTransient", () => {
  it("knows broken connections and damaged answers", () => {
    for (const Kind of [ConnectionError, IncompleteReadError, FlexibleChecksumError]) {
      expect(isTransient({ error: new Kind("x") })).toBe(true);
    }
  });

  it("knows codes, statuses and the model's word", () => {
    expect(isTransient({ error, code: "RequestTimeout", status: 400 })).toBe(true);
    expect(isTransient({ error, code: "Own", status: 502 })).toBe(true);
    expect(isTransient({ error, code: "Own", status: 400, retryable: {} })).toBe(true);
    expect(isTransient({ error, code: "Own", status: 400 })).toBe(false);
    expect(isTransient({ error, code: "Own", status: 400 }, ["Own"])).toBe(true);
  });

  it("lets an error say no for itself", () => {
    const once = new ConnectionError("a stream that is read once");
    Object.defineProperty(once, "retryable", { value: false });
    expect(isTransient({ error: once })).toBe(false);
    expect(isTransient({ error: new AbortError("x"), status: 500 })).toBe(false);
  });
});

describe("isClockSkew", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  const at = (date: string) => ({ headers: { date } });

  it("knows the codes that mean nothing else", () => {
    expect(isClockSkew({ error, code: "RequestTimeTooSkewed", status: 403 }, now)).toBe(true);
    expect(isClockSkew({ error, code: "AccessDenied", status: 403 }, now)).toBe(false);
    expect(isClockSkew({ error }, now)).toBe(false);
  });

  it("believes a doubtful code where the clocks are far apart", () => {
    const doubtful = { error, code: "SignatureDoesNotMatch", status: 403 };
    expect(isClockSkew({ ...doubtful, ...at("Thu, 01 Jan 2026 12:03:00 GMT") }, now)).toBe(false);
    expect(isClockSkew({ ...doubtful, ...at("Thu, 01 Jan 2026 12:05:00 GMT") }, now)).toBe(true);
    expect(isClockSkew({ ...doubtful, ...at("Thu, 01 Jan 2026 11:00:00 GMT") }, now)).toBe(true);
    expect(isClockSkew({ ...doubtful, ...at("some day") }, now)).toBe(false);
    expect(isClockSkew(doubtful, now)).toBe(false);
  });
});
