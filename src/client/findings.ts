import type { ValidationFinding } from "../errors/index.ts";

/** What is wrong, and where: the path grows from the value outwards, while the findings come back up. */
export interface Finding {
  path: string;
  message: string;
}

export function report(findings: Finding[], path: string, message: string): void {
  findings.push({ path, message });
}

export function prefix(findings: Finding[], from: number, step: string): void {
  for (let index = from; index < findings.length; index++) findings[index]!.path = step + findings[index]!.path;
}

export function wrongType(findings: Finding[], wanted: string, value: unknown): void {
  report(findings, "", `must be ${wanted}, not ${nameOf(value)}`);
}

/** The findings as a user reads them. */
export function withoutLeadingDot({ path, message }: Finding): ValidationFinding {
  return { path: path.startsWith(".") ? path.slice(1) : path, message };
}

/** The kind of a value, never the value: it may be a secret. */
function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value !== "object") return typeof value === "undefined" ? "undefined" : `a ${typeof value}`;
  const name = value.constructor?.name;
  return name && name !== "Object" ? `a ${name}` : "an object";
}

export function isPlainRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  // Nearly all are, and are known at once.
  if (Object.getPrototypeOf(value) === Object.prototype) return true;
  return (
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof Map) &&
    !(value instanceof Set)
  );
}
