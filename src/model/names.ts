/**
 * The name that the library gives what an API calls `name`: camelCase, a leading run of capitals lowered as one.
 * Operations, waiters, resource actions, attributes and identifiers all go by it.
 *
 * @example
 * methodName("ListObjectsV2"); // "listObjectsV2"
 * methodName("ETag"); // "eTag"
 * methodName("KMSKeyId"); // "kmsKeyId"
 */
export function methodName(name: string): string {
  const run = LEADING_CAPITALS.exec(name)?.[0].length ?? 0;
  if (run < 2) return name.slice(0, 1).toLowerCase() + name.slice(1);
  // The last capital of a run begins the next word, unless what follows is no lower-case letter (or a plural's s).
  const rest = name.slice(run);
  const words = /^[a-z]/.test(rest) && !/^s(?![a-z])/.test(rest) ? run - 1 : run;
  return name.slice(0, words).toLowerCase() + name.slice(words);
}

const LEADING_CAPITALS = /^[A-Z]+/;

/** What every client has besides its operations; no operation may take such a name. */
export const RESERVED_CLIENT_NAMES: ReadonlySet<string> = new Set([
  "meta",
  "exceptions",
  "hooks",
  "close",
  "paginate",
  "canPaginate",
  "waitUntil",
  "presign",
  "generatePresignedUrl",
  "generatePresignedPost",
  "send",
]);
