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
  const wrongClock = { error, clockSkewCorrected: true };

  it("knows refusals for their codes, and those that have none for their status", () => {
    expect(isClockSkew({ ...wrongClock, code: "RequestTimeTooSkewed", status: 403 })).toBe(true);
    expect(isClockSkew({ ...wrongClock, code: "InvalidSignatureException", status: 400 })).toBe(true);
    expect(isClockSkew({ ...wrongClock, code: "403", status: 403 })).toBe(true);
    expect(isClockSkew({ ...wrongClock, code: "NoSuchKey", status: 404 })).toBe(false);
  });

  it("believes none of them where the clock was right", () => {
    expect(isClockSkew({ error, code: "RequestTimeTooSkewed", status: 403 })).toBe(false);
    expect(isClockSkew({ error, code: "SignatureDoesNotMatch", status: 403, clockSkewCorrected: false })).toBe(false);
  });
});
