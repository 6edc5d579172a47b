/** The three values of a floating-point number that neither JSON nor XML has a literal for. */
const special: ReadonlyMap<string, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);
const integer = /^[+-]?\d+$/;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads an integer's text (also `12.0`, which some services send). Throws a `TypeError`. */
export function parseInteger(text: string): number {
  const trimmed = text.trim();
  const value = decimal.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (!Number.isInteger(value)) throw new TypeError(`expected an integer, found ${shown(text)}`);
  return value;
}

/** Reads a long's text to the last digit. Throws a `TypeError`. */
export function parseBigInteger(text: string): bigint {
  const trimmed = text.trim();
  if (integer.test(trimmed)) return BigInt(trimmed.startsWith("+") ? trimmed.slice(1) : trimmed);
  return BigInt(parseInteger(text));
}

/** Reads a float's or double's text, `NaN`, `Infinity` and `-Infinity` among them. Throws a `TypeError`. */
export function parseFloatText(text: string): number {
  const trimmed = text.trim();
  const value = special.get(trimmed);
  if (value !== undefined) return value;
  if (!decimal.test(trimmed)) throw new TypeError(`expected a number, found ${shown(text)}`);
  return Number(trimmed);
}

/** Reads a boolean's text. Throws a `TypeError`. */
export function parseBoolean(text: string): boolean {
  const lower = text.trim().toLowerCase();
  if (lower === "true") return true;
  if (lower === "false") return false;
  throw new TypeError(`expected true or false, found ${shown(text)}`);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
