import type { Member, Shape } from "../../src/model/service.ts";

/** How a suite writes the values that JSON has no form for. */
export interface Representation {
  /** Whether fractions of a second are cut off. */
  readonly wholeSeconds: boolean;
}

const special: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/** A suite's params as a user would give them: timestamps as dates, blobs as text, floats as numbers. */
export function toInput(shape: Shape, value: unknown, form: Representation): unknown {
  if (value === null || value === undefined || shape.traits.document) return value;
  switch (shape.type) {
    case "structure":
      return mapMembers(shape, value, (member, item) =>
        isJsonHeader(member) && typeof item === "string" ? JSON.parse(item) : toInput(member.shape, item, form),
      );
    case "list":
      return (value as unknown[]).map((item) => toInput(shape.member.shape, item, form));
    case "map":
      return mapValues(value, (item) => toInput(shape.value.shape, item, form));
    case "timestamp":
      return typeof value === "string" ? new Date(value) : new Date((value as number) * 1000);
    case "float":
    case "double":
      return typeof value === "string" ? special[value] : value;
    default:
      return value;
  }
}

/** An output as a suite writes it: the other way round. */
export function fromOutput(shape: Shape, value: unknown, form: Representation): unknown {
  if (value === null || value === undefined || shape.traits.document) return value;
  if (value instanceof Date) return form.wholeSeconds ? Math.floor(value.getTime() / 1000) : value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  switch (shape.type) {
    case "structure":
      if (shape.traits.eventstream) return (value as unknown[]).map((event) => fromMembers(shape, event, form));
      return fromMembers(shape, value, form);
    case "list":
      return (value as unknown[]).map((item) => fromOutput(shape.member.shape, item, form));
    case "map":
      return mapValues(value, (item) => fromOutput(shape.value.shape, item, form));
    case "float":
    case "double":
      return Number.isFinite(value) ? value : String(value);
    default:
      return value;
  }
}

function fromMembers(shape: Shape, value: unknown, form: Representation): unknown {
  return mapMembers(shape, value, (member, item) =>
    isJsonHeader(member) ? item : fromOutput(member.shape, item, form),
  );
}

/**
 * A suite's output where it may differ in form only: JSON in a header is a value for us and may be text for the suite;
 * names of headers reach us in lower case; null is absent.
 */
export function expectedOutput(shape: Shape, value: unknown): unknown {
  const present = Object.fromEntries(Object.entries(value as object).filter(([, item]) => item !== null));
  return mapMembers(shape, present, (member, item) => {
    if (isJsonHeader(member) && typeof item === "string") return JSON.parse(item);
    if (member.traits.location !== "headers") return item;
    return Object.fromEntries(Object.entries(item as object).map(([name, text]) => [name.toLowerCase(), text]));
  });
}

function isJsonHeader({ traits }: Member): boolean {
  return traits.jsonvalue === true && traits.location === "header";
}

function mapMembers(shape: Shape, value: unknown, map: (member: Member, item: unknown) => unknown): unknown {
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => {
      const member = shape.members.get(name);
      return [name, member ? map(member, item) : item];
    }),
  );
}

function mapValues(value: unknown, map: (item: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, map(item)]));
}
