import { describe, expect, it } from "vitest";
import { compareStep } from "./compare.ts";
import { aligner } from "./results.ts";
import type { SentRequest, StepResult } from "./script.ts";

const first = "0a1b2c3d-0000-4000-8000-000000000001";
const second = "0a1b2c3d-0000-4000-8000-000000000002";
const third = "0a1b2c3d-0000-4000-8000-000000000003";

function sent(changes: Partial<SentRequest> = {}): SentRequest {
  return {
    method: "POST",
    origin: "https://sqs.us-east-1.amazonaws.com",
    target: "/?b=2&a=1",
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.ListQueues" },
    body: Buffer.from('{"a":1}').toString("base64"),
    ...changes,
  };
}

function equal(theirs: StepResult, ours: StepResult, align = aligner("sqs")): boolean {
  const comparison = compareStep(theirs, ours, align);
  return JSON.stringify(comparison.theirs) === JSON.stringify(comparison.ours);
}

describe("compareStep", () => {
  it("sees every part of a request", () => {
    const theirs = { requests: [sent()] };
    const changes: Partial<SentRequest>[] = [
      { method: "GET" },
      { origin: "https://sqs.eu-west-1.amazonaws.com" },
      { target: "/x?b=2&a=1" },
      { target: "/?b=2&a=%31" },
      { headers: { ...sent().headers, "x-amz-target": "AmazonSQS.GetQueueUrl" } },
      { headers: { ...sent().headers, "x-amz-more": "" } },
      { headers: {} },
      { body: Buffer.from('{"a":"1"}').toString("base64") },
    ];
    expect(equal(theirs, { requests: [sent({ target: "/?a=1&b=2" })] })).toBe(true);
    for (const each of changes) expect(equal(theirs, { requests: [sent(each)] }), JSON.stringify(each)).toBe(false);
    expect(equal(theirs, { requests: [] })).toBe(false);
    expect(equal(theirs, { requests: [sent(), sent()] })).toBe(false);
  });

  it("sees a digest that is not that of its body", () => {
    const digest = (value: string) => [sent({ headers: { "x-amz-checksum-crc32": value } })];
    expect(equal({ requests: digest("XXYfEA==") }, { requests: digest("AAAAAA==") })).toBe(false);
  });

  it("sees every value of an output", () => {
    const results = [{ a: 1 }, { a: "2" }, { a: 1, b: true }, { a: [1] }, { a: { $date: 0 } }, { a: { $date: 1e9 } }];
    for (const [index, theirs] of results.entries()) {
      for (const [other, ours] of results.entries()) {
        const same = equal({ requests: [], output: theirs }, { requests: [], output: ours });
        expect(same, JSON.stringify([theirs, ours])).toBe(index === other);
      }
    }
  });

  it("takes a random id for another one, and always for the same", () => {
    const align = aligner("sqs");
    const output = (...ids: string[]): StepResult => ({ requests: [], output: { ids } });
    expect(equal(output(first), output(second), align)).toBe(true);
    expect(equal(output(`arn:${first}`), output(`arn:${second}`), align)).toBe(true);
    expect(equal(output(first), output(third), align)).toBe(false);
    expect(equal(output(first), output("another"), align)).toBe(false);
  });
});
