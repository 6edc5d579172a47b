import { didYouMean, ParamValidationError, type ValidationFinding } from "../errors/index.ts";
import type { Member, Operation, Shape } from "../model/service.ts";
import { parseTimestamp } from "../protocol/timestamps.ts";
import { type Finding, isPlainRecord, prefix, report, withoutLeadingDot, wrongType } from "./findings.ts";

/**
 * Checks a value and adds what it finds, with paths from the value down. Where nothing is wrong it builds nothing: the
 * paths are put together while the findings come back up.
 */
type Validator = (value: unknown, findings: Finding[]) => void;

/** Deeper than any input that a service takes: what goes on beyond is a structure that contains itself. */
const deepest = 200;
let depth = 0;

const validators = new WeakMap<Shape, Validator>();

/** Checks the input of one operation. */
export type InputValidator = (input: unknown) => void;

/**
 * What botocore's `validate.py` checks: types, required members, unknown members, minimal lengths and values, unions.
 * Throws `ParamValidationError` with every finding.
 */
export function compileInputValidator(operation: Operation): InputValidator {
  const validate = operation.input ? validatorOf(operation.input) : nothingBut(operation);
  return (input) => {
    const findings: Finding[] = [];
    depth = 0;
    validate(input, findings);
    if (findings.length > 0) throw new ParamValidationError(operation.name, findings.map(withoutLeadingDot));
  };
}

/** Checks a value against a shape; every finding, none where the value fits. */
export function validateShape(shape: Shape, value: unknown): ValidationFinding[] {
  const findings: Finding[] = [];
  depth = 0;
  validatorOf(shape)(value, findings);
  return findings.map(withoutLeadingDot);
}

function nothingBut(operation: Operation): Validator {
  return (value, findings) => {
    if (!isPlainRecord(value)) return wrongType(findings, "an object", value);
    for (const name of Object.keys(value)) {
      if (value[name] !== undefined) report(findings, `.${name}`, `${operation.name} takes no parameters`);
    }
  };
}

/** The validator of a shape; a shape that contains itself finds its own through the map. */
function validatorOf(shape: Shape): Validator {
  const known = validators.get(shape);
  if (known) return known;
  let compiled: Validator | undefined;
  validators.set(shape, (value, findings) => compiled!(value, findings));
  compiled = compile(shape);
  validators.set(shape, compiled);
  return compiled;
}

function compile(shape: Shape): Validator {
  switch (shape.type) {
    case "structure":
      return shape.traits.document ? validateDocument : structureValidator(shape);
    case "list":
      return listValidator(shape);
    case "map":
      return mapValidator(shape);
    case "string":
      return stringValidator(shape.traits.min ?? 0);
    case "integer":
    case "long":
      return integerValidator(shape);
    case "float":
    case "double":
      return numberValidator(shape);
    case "boolean":
      return (value, findings) => {
        if (typeof value !== "boolean") wrongType(findings, "a boolean", value);
      };
    case "timestamp":
      return validateTimestamp;
    case "blob":
      return shape.traits.streaming ? validateStreamingBlob : validateBlob;
  }
}

function structureValidator(shape: Shape): Validator {
  const members = new Map<string, Validator>();
  for (const [name, member] of shape.members) members.set(name, memberValidator(member));
  // A token that is missing is filled in when the request is written.
  const required = (shape.traits.required ?? []).filter((name) => !shape.members.get(name)?.traits.idempotencyToken);
  const { union } = shape.traits;
  return (value, findings) => {
    if (!isPlainRecord(value)) return wrongType(findings, "an object", value);
    if (++depth > deepest) {
      depth--;
      return report(findings, "", `is nested deeper than ${deepest} levels: does it contain itself?`);
    }
    for (const name of required) {
      if (value[name] === undefined) report(findings, `.${name}`, "is required and is missing");
    }
    let given = 0;
    for (const name in value) {
      const member = value[name];
      if (member === undefined) continue;
      given++;
      const validate = members.get(name);
      if (!validate) {
        report(findings, `.${name}`, `is unknown.${didYouMean(name, members.keys()) || known(members)}`);
        continue;
      }
      const before = findings.length;
      validate(member, findings);
      if (findings.length > before) prefix(findings, before, `.${name}`);
    }
    if (union && given !== 1) {
      report(findings, "", `is a union: exactly one of ${[...members.keys()].join(", ")} must be set, not ${given}`);
    }
    depth--;
  };
}

function memberValidator(member: Member): Validator {
  if (member.traits.jsonvalue && member.traits.location === "header") return validateDocument;
  const { shape } = member;
  if (shape.type === "structure" && shape.traits.eventstream) return validateEventStream;
  if (shape.type === "blob" && member.traits.streaming) return validateStreamingBlob;
  // A part of the host cannot be empty, whatever the shape says.
  if (member.traits.hostLabel && shape.type === "string") return stringValidator(shape.traits.min ?? 1);
  return validatorOf(shape);
}

function listValidator(shape: Shape): Validator {
  const validate = memberValidator(shape.member);
  const { min = 0, sparse } = shape.traits;
  return (value, findings) => {
    if (!Array.isArray(value)) return wrongType(findings, "an array", value);
    if (value.length < min) report(findings, "", `has ${value.length} members, the least is ${min}`);
    for (let index = 0; index < value.length; index++) {
      const member = value[index];
      if (sparse && member === null) continue;
      const before = findings.length;
      validate(member, findings);
      if (findings.length > before) prefix(findings, before, `[${index}]`);
    }
  };
}

function mapValidator(shape: Shape): Validator {
  const validateKey = validatorOf(shape.key.shape);
  const validate = memberValidator(shape.value);
  const { sparse } = shape.traits;
  return (value, findings) => {
    if (!isPlainRecord(value)) return wrongType(findings, "an object", value);
    for (const key in value) {
      const member = value[key];
      if (member === undefined || (sparse && member === null)) continue;
      const before = findings.length;
      validateKey(key, findings);
      for (let index = before; index < findings.length; index++)
        findings[index]!.message = `its key ${findings[index]!.message}`;
      validate(member, findings);
      if (findings.length > before) prefix(findings, before, `[${JSON.stringify(key)}]`);
    }
  };
}

function stringValidator(min: number): Validator {
  return (value, findings) => {
    if (typeof value !== "string") return wrongType(findings, "a string", value);
    // A character is one or two units: only a text near the limit must be counted.
    if (value.length >= 2 * min) return;
    const { length } = [...value];
    if (length < min) report(findings, "", `has ${length} characters, the least is ${min}`);
  };
}

function integerValidator(shape: Shape): Validator {
  const { min } = shape.traits;
  return (value, findings) => {
    if (typeof value === "bigint") {
      if (min !== undefined && value < min) report(findings, "", `is ${value}, the least is ${min}`);
      return;
    }
    if (typeof value !== "number") return wrongType(findings, "a whole number", value);
    if (!Number.isInteger(value)) return report(findings, "", `must be a whole number, not ${value}`);
    if (shape.type === "long" && !Number.isSafeInteger(value)) {
      report(findings, "", `is ${value}, which a number does not hold exactly: give a bigint`);
    }
    if (min !== undefined && value < min) report(findings, "", `is ${value}, the least is ${min}`);
  };
}

function numberValidator(shape: Shape): Validator {
  const { min } = shape.traits;
  return (value, findings) => {
    if (typeof value !== "number") return wrongType(findings, "a number", value);
    if (min !== undefined && value < min) report(findings, "", `is ${value}, the least is ${min}`);
  };
}

const validateTimestamp: Validator = (value, findings) => {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return report(findings, "", "is an invalid Date");
    if (!hasFourDigitYear(value)) report(findings, "", "is not within the years 1 to 9999");
    return;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return report(findings, "", `must be seconds since 1970, not ${value}`);
    if (!hasFourDigitYear(new Date(value * 1000))) {
      report(findings, "", `is ${value} seconds since 1970, beyond the years 1 to 9999: give a Date for milliseconds`);
    }
    return;
  }
  if (typeof value !== "string") return wrongType(findings, "a Date, seconds since 1970 or a date as text", value);
  if (!isTimestamp(value)) report(findings, "", `is no date: ${JSON.stringify(value.slice(0, 40))}`);
};

function isTimestamp(text: string): boolean {
  try {
    return hasFourDigitYear(parseTimestamp(text));
  } catch {
    return false;
  }
}

/** The formats of timestamps have four digits for a year. */
function hasFourDigitYear(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999;
}

const validateBlob: Validator = (value, findings) => {
  if (typeof value === "string" || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return;
  wrongType(findings, "bytes (Uint8Array) or a string", value);
};

const validateStreamingBlob: Validator = (value, findings) => {
  if (typeof value === "string" || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return;
  if (typeof value === "function" || isStream(value)) return;
  wrongType(findings, "bytes, a string, a Blob, a stream or an async iterable", value);
};

const validateEventStream: Validator = (value, findings) => {
  if (isStream(value) || typeof value === "function") return;
  wrongType(findings, "an async iterable of events", value);
};

function isStream(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Symbol.asyncIterator in value || "getReader" in value || "arrayBuffer" in value || Symbol.iterator in value;
}

const validateDocument: Validator = (value, findings) => {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return;
  if (Array.isArray(value)) return eachOf(value.entries(), findings, (index) => `[${index}]`);
  if (!isPlainRecord(value)) return wrongType(findings, "JSON", value);
  eachOf(Object.entries(value), findings, (name) => `.${name}`);
};

function eachOf<Key>(entries: Iterable<[Key, unknown]>, findings: Finding[], step: (key: Key) => string): void {
  if (++depth > deepest) {
    report(findings, "", `is nested deeper than ${deepest} levels: does it contain itself?`);
  } else {
    for (const [key, member] of entries) {
      if (member === undefined) continue;
      const before = findings.length;
      validateDocument(member, findings);
      if (findings.length > before) prefix(findings, before, step(key));
    }
  }
  depth--;
}

function known(members: ReadonlyMap<string, unknown>): string {
  if (members.size === 0) return " There are no members.";
  const names = [...members.keys()];
  return ` Known are ${names.slice(0, 10).join(", ")}${names.length > 10 ? " and others" : ""}.`;
}
