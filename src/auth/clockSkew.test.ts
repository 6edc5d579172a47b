import { describe, expect, it } from "vitest";
import { ClockSkew } from "./clockSkew.ts";

const sqs = "https://sqs.eu-west-1.amazonaws.com";
const now = Date.parse("2026-01-20T10:00:00Z");
const header = (minutes: number): string => new Date(now + minutes * 60_000).toUTCString();

describe("ClockSkew", () => {
  it("learns a host's offset, for that host only", () => {
    const clock = new ClockSkew();
    expect(clock.learn(sqs, header(30), now)).toBe(true);
    expect(clock.offset(sqs)).toBe(30 * 60_000);
    expect(clock.offset("https://sns.eu-west-1.amazonaws.com")).toBe(0);
    expect(Math.abs(clock.now(sqs).getTime() - Date.now() - 30 * 60_000)).toBeLessThan(1_000);
  });

  it("leaves clocks alone that agree within four minutes", () => {
    const clock = new ClockSkew();
    expect(clock.learn(sqs, header(3), now)).toBe(false);
    expect(clock.offset(sqs)).toBe(0);
  });

  it("says only once that an offset changed, so that a refusal is not repeated for ever", () => {
    const clock = new ClockSkew();
    expect(clock.learn(sqs, header(-20), now)).toBe(true);
    expect(clock.learn(sqs, header(-20), now)).toBe(false);
  });

  it("forgets the offset when this machine's clock was set right", () => {
    const clock = new ClockSkew();
    clock.learn(sqs, header(20), now);
    expect(clock.learn(sqs, header(20), now + 20 * 60_000)).toBe(true);
    expect(clock.offset(sqs)).toBe(0);
  });

  it("learns from every host, also from one that says what another said", () => {
    const clock = new ClockSkew();
    clock.learn(sqs, header(20), now);
    clock.learn(sqs, header(20), now);
    expect(clock.learn("https://other", header(20), now)).toBe(true);
  });

  it("takes no notice of what is no date", () => {
    const clock = new ClockSkew();
    expect(clock.learn(sqs, undefined, now)).toBe(false);
    expect(clock.learn(sqs, "yesterday", now)).toBe(false);
  });
});
