import { showBy } from "../../client/inspection.ts";

/** A number's sign, significant digits without zeros at either end, and the power of ten of the first digit. */
export interface DecimalParts {
  readonly negative: boolean;
  /** Empty for zero. */
  readonly digits: string;
  /** `1.5` has 0, `15` has 1, `0.15` has -1. */
  readonly exponent: number;
}

/** DynamoDB keeps so many significant digits. */
const MAX_DIGITS = 38;
const MAX_EXPONENT = 125;
const MIN_EXPONENT = -130;

const numberText = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/;

/** The parts of a number as text; `undefined` where the text is no number. */
export function decimalParts(text: string): DecimalParts | undefined {
  const match = numberText.exec(text);
  if (!match) return undefined;
  const [, sign, whole = "", fraction = "", power = "0"] = match;
  const all = whole + fraction;
  if (all === "") return undefined;
  const start = all.search(/[1-9]/);
  if (start < 0) return { negative: false, digits: "", exponent: 0 };
  return {
    negative: sign === "-",
    digits: all.slice(start).replace(/0+$/, ""),
    exponent: whole.length - 1 - start + Number(power),
  };
}

/** One text for each number, however it is written: `1.50`, `15e-1` and `1.5` are `1.5`. */
export function canonicalNumber({ negative, digits, exponent }: DecimalParts): string {
  if (digits === "") return "0";
  const sign = negative ? "-" : "";
  if (exponent >= digits.length - 1) {
    // Beyond this, zeros say less than an exponent does.
    if (exponent >= MAX_DIGITS) return `${sign}${withPoint(digits)}E+${exponent}`;
    return sign + digits.padEnd(exponent + 1, "0");
  }
  if (exponent >= 0) return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
  if (exponent < -7) return `${sign}${withPoint(digits)}E${exponent}`;
  return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
}

function withPoint(digits: string): string {
  return digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`;
}

/** Says why DynamoDB cannot keep a number as it is; `undefined` where it can. */
export function whyNoNumber({ digits, exponent }: DecimalParts): string | undefined {
  if (digits.length > MAX_DIGITS) return `has ${digits.length} significant digits; DynamoDB keeps ${MAX_DIGITS}`;
  if (digits === "") return undefined;
  if (exponent > MAX_EXPONENT) return "is too large for DynamoDB, whose numbers end at 9.99…E+125";
  if (exponent < MIN_EXPONENT) return "is too close to 0 for DynamoDB, whose numbers begin at 1E-130";
  return undefined;
}

/**
 * A number with all of its digits: what a JavaScript number cannot hold exactly. It keeps and compares; for arithmetic,
 * give its text to the library of your choice. Source: DynamoDB's naming rules and data types (38 digits, 1E-130 to
 * 9.99E+125). boto3: `decimal.Decimal`.
 *
 * @example
 * const price = new Decimal("0.10000000000000000001");
 * await session.resource("dynamodb").Table("prices").putItem({ Item: { sku: "map", price } });
 */
export class Decimal {
  static readonly #kind = Symbol.for("tucuxi.dynamodb.Decimal");
  /** Every digit. A property of its own, so that tests tell decimals apart and `structuredClone` loses none. */
  readonly text: string;

  static {
    Object.defineProperty(Decimal.prototype, Decimal.#kind, { value: true });
    showBy<Decimal>(Decimal.prototype, function () {
      return `Decimal(${this.text})`;
    });
  }

  /** Throws a `RangeError` for what is no number. */
  constructor(value: string | number | bigint) {
    const parts = decimalParts(String(value));
    if (!parts) throw new RangeError(`new Decimal(${JSON.stringify(String(value))}): this is no decimal number.`);
    this.text = canonicalNumber(parts);
  }

  /** Holds for decimals of another copy of the library as well. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && Decimal.#kind in value;
  }

  /** Every digit. */
  toString(): string {
    return this.text;
  }

  /** The text: a JSON number would be read with fewer digits. */
  toJSON(): string {
    return this.text;
  }

  /** The nearest JavaScript number, which may have fewer digits. */
  toNumber(): number {
    return Number(this.text);
  }

  /** Throws a `RangeError` where there is a fraction. */
  toBigInt(): bigint {
    const { negative, digits, exponent } = decimalParts(this.text)!;
    if (digits === "") return 0n;
    if (exponent < digits.length - 1) throw new RangeError(`${this.text} is no integer.`);
    const size = BigInt(digits) * 10n ** BigInt(exponent - digits.length + 1);
    return negative ? -size : size;
  }

  equals(other: Decimal | number | bigint | string): boolean {
    return this.compareTo(other) === 0;
  }

  /** Less than 0, 0 or more than 0, as for `Array.sort`. */
  compareTo(other: Decimal | number | bigint | string): number {
    return compareDecimals(decimalParts(this.text)!, decimalParts(new Decimal(String(other)).text)!);
  }

  /** Text where text is wanted. As a number it would lose digits without a word, so that throws a `TypeError`. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.text;
    throw new TypeError("A Decimal is no number by itself: use toNumber(), toBigInt(), toString() or compareTo().");
  }
}

function compareDecimals(one: DecimalParts, other: DecimalParts): number {
  const sign = signOf(one) - signOf(other);
  if (sign !== 0 || one.digits === "") return sign;
  const larger = one.negative ? -1 : 1;
  if (one.exponent !== other.exponent) return one.exponent > other.exponent ? larger : -larger;
  if (one.digits === other.digits) return 0;
  return one.digits > other.digits ? larger : -larger;
}

function signOf({ negative, digits }: DecimalParts): number {
  if (digits === "") return 0;
  return negative ? -1 : 1;
}
