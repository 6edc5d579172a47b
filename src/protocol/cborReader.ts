import type { Member } from "../model/service.ts";
import { parseFloatText, parseInteger } from "./numbers.ts";
import { expected, ShapeReaders, type ValueReader } from "./shapeReader.ts";
import { parseTimestamp } from "./timestamps.ts";
import type { CodecOptions } from "./types.ts";

/** The readers of values that `decodeCbor` gave. Names on the wire are the members' own. */
export function cborReaders(options: CodecOptions): ShapeReaders {
  return new ShapeReaders({
    scalar: (member) => scalarReader(member, options),
    document: (value) => (typeof value === "bigint" && !options.bigints ? Number(value) : value),
    wireName: ({ name }) => name,
  });
}

function scalarReader(member: Member, options: CodecOptions): ValueReader {
  const { name } = member;
  switch (member.shape.type) {
    case "integer":
      return numberReader(name, "an integer", parseInteger);
    case "long":
      return options.bigints ? longReader(name) : numberReader(name, "an integer", parseInteger);
    case "float":
    case "double":
      return numberReader(name, "a number", parseFloatText);
    case "boolean":
      return (value) => {
        if (typeof value === "boolean") return value;
        throw expected(`true or false as ${name}`, value);
      };
    case "timestamp":
      return parseTimestamp;
    case "blob":
      return (value) => {
        if (value instanceof Uint8Array) return value;
        throw expected(`bytes as ${name}`, value);
      };
    default:
      return (value) => {
        if (typeof value === "string") return value;
        throw expected(`text as ${name}`, value);
      };
  }
}

function numberReader(name: string, what: string, parse: (text: string) => number): ValueReader {
  return (value) => {
    if (typeof value === "number") return value;
    if (typeof value === "bigint") return Number(value);
    if (typeof value === "string") return parse(value);
    throw expected(`${what} as ${name}`, value);
  };
}

function longReader(name: string): ValueReader {
  return (value) => {
    if (typeof value === "bigint") return value;
    if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
    throw expected(`an integer as ${name}`, value);
  };
}
