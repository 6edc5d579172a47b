import { platform } from "#platform";
import { inputBody } from "../../client/inputBody.ts";
import { collectBody } from "../../client/streamingBody.ts";
import type { SerializedRequest } from "../../protocol/types.ts";

const MEBIBYTE = 2 ** 20;

/** Sets the two hashes that an upload must carry. They are of all its bytes, so a stream is read first. */
export async function setTreeHash(request: SerializedRequest): Promise<void> {
  const bytes = await wholeBody(request.body);
  request.body = bytes;
  request.headers["x-amz-content-sha256"] ??= platform.sha256Hex(bytes);
  request.headers["x-amz-sha256-tree-hash"] ??= treeHash(bytes);
}

/**
 * The root of the tree over the hashes of each mebibyte; a hash without a partner goes up as it is.
 * Source: https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html
 */
export function treeHash(bytes: Uint8Array): string {
  let hashes: Uint8Array[] = [];
  for (let start = 0; start === 0 || start < bytes.length; start += MEBIBYTE) {
    hashes.push(platform.sha256(bytes.subarray(start, start + MEBIBYTE)));
  }
  while (hashes.length > 1) {
    const parents: Uint8Array[] = [];
    for (let index = 0; index < hashes.length; index += 2) {
      const [left, right] = [hashes[index]!, hashes[index + 1]];
      parents.push(right ? platform.sha256(joined(left, right)) : left);
    }
    hashes = parents;
  }
  return hex(hashes[0]!);
}

async function wholeBody(body: unknown): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array(0);
  if (typeof body === "string") return platform.utf8Encode(body);
  if (body instanceof Uint8Array) return body;
  const opened = inputBody(body).open();
  return typeof opened === "string" ? platform.utf8Encode(opened) : collectBody(opened);
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
