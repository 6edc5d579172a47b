import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTimestamp, parseTimestamp, toDate } from "./timestamps.ts";

const moment = new Date("2019-12-16T23:48:18.123Z");
const second = new Date("2019-12-16T23:48:18Z");

describe("formatTimestamp", () => {
  it("writes each format, with a fraction where it has one", () => {
    expect(formatTimestamp(second, "iso8601")).toBe("2019-12-16T23:48:18Z");
    expect(formatTimestamp(moment, "iso8601")).toBe("2019-12-16T23:48:18.123Z");
    expect(formatTimestamp(moment, "rfc822")).toBe("Mon, 16 Dec 2019 23:48:18 GMT");
    expect(formatTimestamp(moment, "unixTimestamp")).toBe("1576540098.123");
  });

  it("takes dates, epoch seconds and text", () => {
    for (const given of [second, 1576540098, 1576540098n, "2019-12-16T23:48:18Z", "2019-12-17T00:48:18+01:00"]) {
      expect(formatTimestamp(given, "iso8601")).toBe("2019-12-16T23:48:18Z");
    }
  });

  it("refuses what is no timestamp", () => {
    expect(() => toDate("tomorrow")).toThrow(/A timestamp of the input: expected a timestamp, found "tomorrow"/);
    expect(() => toDate(new Date(Number.NaN))).toThrow(/invalid Date/);
  });
});

describe("parseTimestamp", () => {
  it.each([
    1576540098,
    "1576540098",
    "2019-12-16T23:48:18Z",
    "2019-12-16T23:48:18",
    "2019-12-16 23:48:18Z",
    "2019-12-17T00:48:18+01:00",
    "2019-12-17T00:48:18+0100",
    "2019-12-16T22:48:18-01",
    "Mon, 16 Dec 2019 23:48:18 GMT",
    "Monday, 16-Dec-19 23:48:18 GMT",
    "Mon Dec 16 23:48:18 2019",
    "16 Dec 2019 23:48:18 GMT",
    "Tue, 17 Dec 2019 00:48:18 +0100",
  ])("reads %s", (given) => {
    expect(parseTimestamp(given)).toEqual(second);
  });

  it.each(["2019-12-16T23:48:18.123Z", "Mon, 16 Dec 2019 23:48:18.123 GMT", 1576540098.123, "1.576540098123E9"])(
    "keeps the milliseconds of %s",
    (given) => {
      expect(parseTimestamp(given)).toEqual(moment);
    },
  );

  it.each([
    "2019-02-30T00:00:00Z",
    "2019-13-01T00:00:00Z",
    "2019-12-16T25:00:00Z",
    "Mon, 16 Foo 2019 23:48:18 GMT",
    "",
    "1e999",
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    {},
  ])("refuses %s", (given) => {
    expect(() => parseTimestamp(given)).toThrow(TypeError);
  });

  it("reads what formatTimestamp writes", () => {
    const dates = fc.date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseTimestamp(formatTimestamp(date, "iso8601"))).toEqual(date);
        expect(parseTimestamp(Number(formatTimestamp(date, "unixTimestamp")))).toEqual(date);
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
        expect(parseTimestamp(formatTimestamp(date, "rfc822"))).toEqual(whole);
      }),
    );
  });

  it("throws nothing but a TypeError, whatever it is given", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.anything()), (given) => {
        try {
          expect(parseTimestamp(given).getTime()).not.toBeNaN();
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }),
    );
  });
});
