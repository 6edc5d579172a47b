import { TucuxiError } from "../errors/index.ts";
import type { BaseResource } from "./types.ts";

/** An item that a batch action could not do. */
export interface BatchFailure {
  /** The item; `undefined` where the service's record fits none. */
  readonly resource: BaseResource | undefined;
  /** The service's code: `AccessDenied`. */
  readonly code: string;
  readonly message: string;
}

/**
 * A batch action that did not do all of its items: says which, and what the service had against each. All others were
 * done, unless `cause` is there: then a whole call or the listing failed, and the batch went no further.
 *
 * @example
 * try {
 *   await bucket.objects.filter({ Prefix: "tmp/" }).delete();
 * } catch (error) {
 *   if (error instanceof BatchError) for (const { resource, code } of error.failed) console.error(code, resource);
 * }
 */
export class BatchError extends TucuxiError {
  static override readonly errorKind: string = "BatchError";
  readonly failed: readonly BatchFailure[];
  /** The answers of the calls that were made. */
  readonly outputs: readonly Readonly<Record<string, unknown>>[];

  constructor(
    action: string,
    failed: readonly BatchFailure[],
    outputs: readonly Readonly<Record<string, unknown>>[],
    cause?: unknown,
  ) {
    const ending = cause === undefined ? "" : ` It went no further: ${(cause as Error).message}`;
    super(`${action}: ${describe(failed)}.${ending}`, cause === undefined ? {} : { cause });
    this.failed = failed;
    this.outputs = outputs;
  }
}

function describe(failed: readonly BatchFailure[]): string {
  if (failed.length === 0) return "no item failed";
  const first = failed.slice(0, 3).map(({ code, message }) => `${code}: ${message}`);
  const more = failed.length > first.length ? `, and ${failed.length - first.length} more` : "";
  return `${failed.length} ${failed.length === 1 ? "item" : "items"} failed (${first.join("; ")}${more})`;
}
