import { normalizePath } from "../auth/canonicalRequest.ts";
import { percentEncode } from "../auth/percentEncode.ts";
import { type Arn, parseArn } from "./arn.ts";
import { isValidHostLabel } from "./hostLabel.ts";
import type { PartitionFinder } from "./partitions.ts";

/**
 * The standard library of endpoint rules, and `list`, by which our rule sets write a literal list. A function that finds
 * nothing gives `undefined`, which a condition takes as "no".
 * Source: https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html and
 * https://smithy.io/2.0/aws/rules-engine/library-functions.html
 */
export type RuleFunction = (...values: never[]) => unknown;

/** The library's functions by their names in rule sets; `aws.partition` looks into the given partitions. */
export function ruleFunctions(findPartition: PartitionFinder): Readonly<Record<string, RuleFunction>> {
  return {
    ...library,
    "aws.partition": (region: string | undefined) => (region === undefined ? undefined : findPartition(region)),
  };
}

const library: Readonly<Record<string, RuleFunction>> = {
  isSet: (value: unknown) => value !== undefined && value !== null,
  not: (value: unknown) => !isTrue(value),
  stringEquals: (a: unknown, b: unknown) => a === b,
  booleanEquals: (a: unknown, b: unknown) => a === b,
  list: (...values: unknown[]) => values,
  coalesce: (...values: unknown[]) => values.find((value) => value !== undefined && value !== null),
  ite: (condition: unknown, yes: unknown, no: unknown) => (isTrue(condition) ? yes : no),
  split,
  substring,
  uriEncode: (value: string | undefined) => (value === undefined ? undefined : percentEncode(value)),
  parseURL: parseUrl,
  isValidHostLabel: (value: string | undefined, allowDots: boolean) =>
    value !== undefined && isValidHostLabel(value, allowDots),
  "aws.parseArn": (value: string | undefined): Arn | undefined => (value === undefined ? undefined : parseArn(value)),
  "aws.isVirtualHostableS3Bucket": isVirtualHostableBucket,
};

/** A condition holds unless its value is absent or `false`; an empty text holds. */
export function isTrue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** At most `limit` pieces, the last one with all that remains; 0 means no limit. */
function split(value: string | undefined, delimiter: string, limit: number): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const pieces = value.split(delimiter);
  if (limit === 0 || pieces.length <= limit) return pieces;
  return [...pieces.slice(0, limit - 1), pieces.slice(limit - 1).join(delimiter)];
}

const ascii = /^[\0-\x7f]*$/;

/** A piece that must be there as a whole, counted from the end where `reverse` says so. */
function substring(value: string | undefined, start: number, stop: number, reverse: boolean): string | undefined {
  if (value === undefined || start >= stop || value.length < stop || !ascii.test(value)) return undefined;
  return reverse ? value.slice(value.length - stop, value.length - start) : value.slice(start, stop);
}

const url = /^(https?):\/\/([^/?#]+)([^?#]*)$/i;
const authorityWithPort = /^(\[[0-9A-Fa-f:.]+\]|[^:]+)(?::(\d{1,5}))?$/;
const ipV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** The parts of an HTTP URL as rules name them; URLs with a query are none. */
function parseUrl(value: string | undefined): Readonly<Record<string, unknown>> | undefined {
  const [, scheme, authority, path = ""] = url.exec(value ?? "") ?? [];
  if (scheme === undefined || authority === undefined) return undefined;
  const [, host = "", port = "0"] = authorityWithPort.exec(authority) ?? [];
  if (host === "" || Number(port) > 65_535) return undefined;
  const normalized = normalizePath(path);
  return {
    scheme: scheme.toLowerCase(),
    authority,
    path,
    normalizedPath: normalized.endsWith("/") ? normalized : `${normalized}/`,
    isIp: host.startsWith("[") || ipV4.test(host),
  };
}

/** Whether a bucket's name can stand in front of a host name: a DNS label, or several where dots are allowed. */
function isVirtualHostableBucket(value: string | undefined, allowDots: boolean): boolean {
  if (value === undefined || value.length < 3 || value.length > 63) return false;
  return value === value.toLowerCase() && !ipV4.test(value) && isValidHostLabel(value, allowDots);
}
