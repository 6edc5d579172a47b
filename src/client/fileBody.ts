import { platform } from "#platform";
import type { ReplayableBody } from "./inputBody.ts";

/** A part of a file, in bytes. */
export interface FileRange {
  /** Default: 0. */
  readonly offset?: number | undefined;
  /** Default: up to the file's end. */
  readonly length?: number | undefined;
}

/**
 * A file as the body of a request: its length is known before it is read, and each attempt reads it anew. Throws at once
 * where there is no such file. Node, Bun and Deno only.
 *
 * @example
 * await s3.putObject({ Bucket: "photos", Key: "cat.jpg", Body: fileBody("pictures/cat.jpg") });
 */
export function fileBody(path: string, range: FileRange = {}): ReplayableBody {
  const { length, read } = platform.openFile(path, range.offset ?? 0, range.length);
  return Object.assign(() => read(), { contentLength: length });
}
