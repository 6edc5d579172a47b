import { platform } from "#platform";
import type { HookStages } from "../../hooks/hooks.ts";

/** The operations that take a key of the customer's own for an object. */
export const keyed: readonly string[] = [
  "HeadObject",
  "GetObject",
  "PutObject",
  "CopyObject",
  "CreateMultipartUpload",
  "UploadPart",
  "UploadPartCopy",
  "CompleteMultipartUpload",
  "SelectObjectContent",
];

/** Those that take one for the object that they copy. */
export const copying: readonly string[] = ["CopyObject", "UploadPartCopy"];

/**
 * A customer's own key (SSE-C) is sent in base64, with its MD5; it is given as it is, as text or bytes. Where the user
 * gives the MD5 too, both are sent as they are.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
 */
export function encodeKey(member: "SSECustomerKey" | "CopySourceSSECustomerKey"): HookStages["beforeParameterBuild"] {
  const hash = `${member}MD5`;
  return ({ input }) => {
    const key = input[member];
    if (input[hash] !== undefined || (typeof key !== "string" && !(key instanceof Uint8Array))) return;
    const bytes = typeof key === "string" ? platform.utf8Encode(key) : key;
    input[member] = platform.base64Encode(bytes);
    input[hash] = platform.base64Encode(platform.md5(bytes));
  };
}
