/** Our values in the form in which the Python scripts give botocore's: `{ $date: milliseconds }`, `{ $blob: base64 }`. */
export function portable(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $blob: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(portable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, portable(item)]));
}

/** A Python script's values in our form. */
export function native(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(native);
  if (typeof value !== "object" || value === null) return value;
  if ("$date" in value) return new Date(value.$date as number);
  if ("$blob" in value) return new Uint8Array(Buffer.from(value.$blob as string, "base64"));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, native(item)]));
}

/** Ours without the empty lists and maps that the model requires and the answer lacks: botocore adds none. */
export function withoutAdded(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.map((item, index) => withoutAdded(item, expected[index]));
  }
  if (!isRecord(actual) || !isRecord(expected)) return actual;
  const kept = Object.entries(actual).filter(([key, value]) => Object.hasOwn(expected, key) || !isEmpty(value));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutAdded(value, expected[key])]));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
