import { platform } from "#platform";
import { type Checksum, createChecksum } from "../checksum/algorithms.ts";
import type { Operation } from "../model/service.ts";
import type { SerializedRequest } from "../protocol/types.ts";

/** The checksum that a request is to carry. */
export interface RequestChecksum {
  /** `crc32` */
  readonly algorithm: string;
  /** `x-amz-checksum-crc32` */
  readonly header: string;
  /** Whether the service refuses the request without one. */
  readonly required: boolean;
}

/** Whether checksums are made wherever a service takes one, or only where it insists. */
export type ChecksumPolicy = "when_supported" | "when_required";

/** Says which checksum a request needs, and names the algorithm in its headers where it is the default one. */
export type RequestChecksumRule = (
  input: Readonly<Record<string, unknown>>,
  request: SerializedRequest,
  policy: ChecksumPolicy,
) => RequestChecksum | undefined;

const defaultAlgorithm = "CRC32";
const prefix = "x-amz-checksum-";
/** Headers of that beginning that are no checksums. */
const noChecksums: ReadonlySet<string> = new Set(["algorithm", "mode", "type"].map((name) => prefix + name));

/**
 * Compiles the rule of an operation; `undefined` where it has no checksums. What the user gives (a checksum, or an
 * algorithm) stands. Source: https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait
 */
export function compileRequestChecksum(operation: Operation): RequestChecksumRule | undefined {
  const { httpChecksum, httpChecksumRequired } = operation.traits;
  const member = httpChecksum?.requestAlgorithmMember;
  const required = httpChecksumRequired === true || httpChecksum?.requestChecksumRequired === true;
  if (!required && member === undefined) return undefined;
  const traits = member === undefined ? undefined : operation.input?.members.get(member)?.traits;
  const algorithmHeader = traits?.location === "header" ? traits.locationName?.toLowerCase() : undefined;
  return (input, { headers }, policy) => {
    if (hasChecksum(headers)) return undefined;
    const chosen = member === undefined ? undefined : (input[member] as string | undefined);
    if (chosen === undefined && !required && policy === "when_required") return undefined;
    if (chosen === undefined && algorithmHeader) headers[algorithmHeader] = defaultAlgorithm;
    const algorithm = (chosen ?? defaultAlgorithm).toLowerCase();
    return { algorithm, header: prefix + algorithm, required };
  };
}

function hasChecksum(headers: Readonly<Record<string, string>>): boolean {
  for (const name in headers) {
    if (name.startsWith(prefix) && !noChecksums.has(name)) return true;
  }
  return false;
}

/** Sets the checksum of a body that is at hand. A promise only where the algorithm's code must be loaded. */
export function setChecksumHeader(
  request: SerializedRequest,
  { algorithm, header }: RequestChecksum,
): void | Promise<void> {
  const body = bytesOf(request.body);
  const checksum = createChecksum(algorithm);
  if (checksum instanceof Promise) return checksum.then((made) => finish(request, header, made, body));
  return finish(request, header, checksum, body);
}

/**
 * Sets `content-md5`, the one checksum that S3 itself required before it knew others. Stores that speak S3 without being
 * AWS's often know no other, and refuse requests that need one.
 */
export function setMd5Header(request: SerializedRequest): void {
  request.headers["content-md5"] ??= platform.base64Encode(platform.md5(bytesOf(request.body)));
}

function finish(
  request: SerializedRequest,
  header: string,
  checksum: Checksum,
  body: Uint8Array,
): void | Promise<void> {
  checksum.update(body);
  const digest = checksum.digest();
  const set = (bytes: Uint8Array): void => {
    request.headers[header] = platform.base64Encode(bytes);
  };
  return digest instanceof Promise ? digest.then(set) : set(digest);
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array(0);
  return typeof body === "string" ? platform.utf8Encode(body) : (body as Uint8Array);
}
