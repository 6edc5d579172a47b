import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { formatTimestamp, parseTimestamp } from "../../src/protocol/timestamps.ts";
import type { TimestampFormat } from "../../src/protocol/traits.ts";
import { ConformanceTable } from "./conformanceTable.ts";
import { expectedProtocolFailures } from "./expected-failures.ts";
import { isThere, oracles } from "./protocolCases.ts";

interface TimestampCase {
  readonly canonical_seconds: string;
  readonly canonical_nanos: number;
  readonly error: boolean;
  readonly smithy_format_value?: string;
}

const found = isThere("smithy-rs-config");
const table = new ConformanceTable("smithy-rs's timestamps", expectedProtocolFailures);
const suites = found
  ? (JSON.parse(readFileSync(join(oracles, "smithy-rs-config", "date_time_format_test_suite.json"), "utf8")) as Record<
      string,
      readonly TimestampCase[]
    >)
  : {};
const formats: readonly (readonly [string, TimestampFormat])[] = [
  ["epoch_seconds", "unixTimestamp"],
  ["http_date", "rfc822"],
  ["date_time", "iso8601"],
];

afterAll(() => {
  if (found) table.print();
});

/** A `Date` has milliseconds: what is finer is cut off, on both sides. */
function milliseconds({ canonical_seconds, canonical_nanos }: TimestampCase): number {
  return Number(canonical_seconds) * 1000 + Math.floor(canonical_nanos / 1e6);
}

describe.skipIf(!found)("the timestamps of the SDK for Rust", () => {
  for (const [name, format] of formats) {
    for (const [index, timestamp] of (suites[`format_${name}`] ?? []).entries()) {
      it(`formats ${name} ${index}`, () =>
        table.run(`smithy-rs/format_${name}`, String(index), () => {
          const date = new Date(milliseconds(timestamp));
          if (timestamp.error) expect(() => formatTimestamp(date, format)).toThrow();
          else expect(formatTimestamp(date, format)).toBe(toMilliseconds(timestamp, name));
        }));
    }
    for (const [index, timestamp] of (suites[`parse_${name}`] ?? []).entries()) {
      it(`parses ${name} ${index}`, () =>
        table.run(`smithy-rs/parse_${name}`, String(index), () => {
          const parse = () => parseTimestamp(timestamp.smithy_format_value).getTime();
          if (timestamp.error) expect(parse).toThrow();
          else expect(parse()).toBe(milliseconds(timestamp));
        }));
    }
  }
});

/** The suite's text with its fraction cut to milliseconds. */
function toMilliseconds(timestamp: TimestampCase, name: string): string {
  const text = timestamp.smithy_format_value!;
  if (name === "epoch_seconds") return String(Number(text.replace(/(\.\d{3})\d+/, "$1")));
  const fraction = String(Math.floor(timestamp.canonical_nanos / 1e6)).padStart(3, "0");
  return text.replace(/\.\d+/, fraction === "000" ? "" : `.${fraction}`);
}
