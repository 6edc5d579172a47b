import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ResponseParseError } from "../../errors/index.ts";
import { canonicalNumber, Decimal, decimalParts } from "./decimal.ts";
import { readExactly } from "./readValue.ts";
import { deserialize, serialize } from "./serialize.ts";

describe("decimals", () => {
  it.each([
    ["1.50", "1.5"],
    ["15e-1", "1.5"],
    ["-0", "0"],
    ["000", "0"],
    ["1e3", "1000"],
    ["-.5", "-0.5"],
    ["5.", "5"],
    ["1E+40", "1E+40"],
    ["12e-20", "1.2E-19"],
    ["0.0000001", "0.0000001"],
  ])("%s is %s", (text, canonical) => {
    expect(String(new Decimal(text))).toBe(canonical);
  });

  it.each(["", ".", "1e", "one", "0x1", "1 2", "--1", "NaN", "Infinity"])("refuse %j", (text) => {
    expect(() => new Decimal(text)).toThrow(RangeError);
  });

  it("are told apart by what compares objects, and keep their digits where they are cloned", () => {
    expect(new Decimal("1.5")).toEqual(new Decimal("1.50"));
    expect(new Decimal("1.5")).not.toEqual(new Decimal("2.5"));
    expect(structuredClone(new Decimal("1.5"))).toEqual({ text: "1.5" });
  });

  it("have one text for each number, which is the same number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = canonicalNumber(decimalParts(String(number))!);
        expect(Number(text)).toBe(number === 0 ? 0 : number);
        expect(canonicalNumber(decimalParts(text)!)).toBe(text);
      }),
    );
  });

  it("compare as their numbers do", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.integer({ min: -5, max: 5 }), (one, other, exponent) => {
        const order = new Decimal(`${one}e${exponent}`).compareTo(new Decimal(`${other}e${exponent}`));
        expect(Math.sign(order)).toBe(one < other ? -1 : one > other ? 1 : 0);
      }),
    );
  });

  it("are no numbers by themselves", () => {
    const price = new Decimal("0.10000000000000000001");
    expect(`${price}`).toBe("0.10000000000000000001");
    expect(JSON.stringify({ price })).toBe('{"price":"0.10000000000000000001"}');
    expect(() => +(price as unknown as number)).toThrow(TypeError);
    expect(price.toNumber()).toBe(0.1);
    expect(() => price.toBigInt()).toThrow(RangeError);
    expect(new Decimal("-1.2e3").toBigInt()).toBe(-1200n);
    expect(price instanceof Decimal).toBe(true);
    expect(price.equals("0.1")).toBe(false);
  });
});

describe("numbers are read", () => {
  it.each([
    ["5", 5],
    ["-0.1", -0.1],
    ["129.95", 129.95],
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["-9007199254740993", -9007199254740993n],
    ["0.30000000000000004", 0.30000000000000004],
    ["1E+30", 1000000000000000000000000000000n],
    ["1.0000000000000000", 1],
    ["12345678901234567890123456789012345678", 12345678901234567890123456789012345678n],
    ["1E-130", 1e-130],
  ])("%s as %s", (text, number) => {
    expect(readExactly(text)).toBe(number);
  });

  it("as decimals where a number would have fewer digits", () => {
    for (const text of ["0.1000000000000000000001", "3.141592653589793238462643383279", "1.00000000000000001"]) {
      const read = readExactly(text);
      expect(read).toBeInstanceOf(Decimal);
      expect(String(read)).toBe(text);
    }
  });

  it("not where they are none", () => {
    for (const text of ["", "five", "1e", "NaN"]) expect(() => readExactly(text)).toThrow(/as a number/);
  });
});

describe("values alone", () => {
  it("go there and back, and stay as they are", () => {
    const value = { text: "a", list: [1, null, new Set(["x"])], bytes: new Uint8Array([1]) };
    const wire = serialize(value);
    expect(wire).toEqual({
      M: {
        text: { S: "a" },
        list: { L: [{ N: "1" }, { NULL: true }, { SS: ["x"] }] },
        bytes: { B: new Uint8Array([1]) },
      },
    });
    const before = structuredClone(wire);
    expect(deserialize(wire)).toEqual(value);
    expect(wire).toEqual(before);
    expect(deserialize({ N: "1.10" }, { numbers: "string" })).toBe("1.10");
    const dated = { M: { created: { N: "5" } } };
    const options = { dates: "seconds", dateAttributes: ["created"] } as const;
    expect(deserialize(dated, options)).toEqual({ created: new Date(5_000) });
    expect(() => serialize({ a: [Number.NaN] })).toThrow("a[0]: DynamoDB has no NaN");
    expect(() => deserialize({})).toThrow(ResponseParseError);
  });
});
