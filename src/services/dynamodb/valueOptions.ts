/** How numbers come out: see `ValueOptions.numbers`. */
export type NumberPolicy = "string" | "decimal" | ((text: string) => unknown);

/** What a `Date` is in the table: text as of `toISOString`, or a number of seconds or milliseconds since 1970. */
export type DateForm = "iso" | "seconds" | "milliseconds";

/** How a table's values are in JavaScript. */
export interface ValueOptions {
  /**
   * How numbers come out. Default: a `number` where it has every digit, else a `bigint` for an integer (beyond
   * ±(2^53 − 1)), else a `Decimal`. `"string"` gives the text, `"decimal"` always a `Decimal`, a function what it makes
   * of the text. What goes in is the same for all: numbers, bigints, decimals.
   */
  readonly numbers?: NumberPolicy | undefined;
  /** What a `Date` becomes when it is written. Default: a `Date` is refused, for the table does not tell dates apart. */
  readonly dates?: DateForm | undefined;
  /** Attributes of the item itself that come out as `Date`, in the form of `dates`. */
  readonly dateAttributes?: readonly string[] | undefined;
}
