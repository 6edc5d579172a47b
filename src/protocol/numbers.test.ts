import { describe, expect, it } from "vitest";
import { parseBigInteger, parseBoolean, parseFloatText, parseInteger } from "./numbers.ts";

describe("numbers in text", () => {
  it("are read as they are meant", () => {
    expect(parseInteger(" -12 ")).toBe(-12);
    expect(parseInteger("12.0")).toBe(12);
    expect(parseBigInteger("-9223372036854775808")).toBe(-(2n ** 63n));
    expect(parseBigInteger("+1")).toBe(1n);
    expect(parseFloatText("1.5e3")).toBe(1500);
    expect(parseFloatText("-Infinity")).toBe(Number.NEGATIVE_INFINITY);
    expect(parseFloatText("NaN")).toBeNaN();
    expect(parseBoolean("True")).toBe(true);
  });

  it("are not guessed", () => {
    for (const text of ["", " ", "1.5", "0x10", "1_000", "12a", "NaN", "null"]) {
      expect(() => parseInteger(text), text).toThrow(TypeError);
      expect(() => parseBigInteger(text), text).toThrow(TypeError);
    }
    for (const text of ["", "inf", "0x1", "1,5", "--1"]) expect(() => parseFloatText(text), text).toThrow(TypeError);
    for (const text of ["", "1", "yes"]) expect(() => parseBoolean(text), text).toThrow(TypeError);
  });
});
