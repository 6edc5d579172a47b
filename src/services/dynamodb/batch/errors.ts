import { TucuxiError } from "../../../errors/index.ts";

/** One request of a batch, with native values: an item to put, or the key of one to delete. */
export type WriteRequest =
  | { readonly PutRequest: { readonly Item: Readonly<Record<string, unknown>> }; readonly DeleteRequest?: undefined }
  | { readonly DeleteRequest: { readonly Key: Readonly<Record<string, unknown>> }; readonly PutRequest?: undefined };

/**
 * A batch writer could not write all that it was given. Nothing is lost: what is not certain to be written is here, and
 * can be written again. The error that ended it is `cause`.
 *
 * @example
 * try {
 *   await using writer = orders.batchWriter();
 *   await writer.putItem({ Item: order });
 * } catch (error) {
 *   if (error instanceof BatchWriteError) for (const { PutRequest } of error.unwritten) console.log(PutRequest?.Item);
 * }
 */
export class BatchWriteError extends TucuxiError {
  static override readonly errorKind: string = "dynamodb.BatchWriteError";
  /** In no order that is sure. Requests that were under way when the connection broke may have been written. */
  readonly unwritten: readonly WriteRequest[];
  /** How many requests were written. */
  readonly written: number;

  constructor(table: string, written: number, unwritten: readonly WriteRequest[], cause: unknown) {
    super(
      `${unwritten.length} of ${unwritten.length + written} requests to the table ${table} were not written; they are in the error's \`unwritten\`. ${String(cause)}`,
      { cause },
    );
    this.unwritten = unwritten;
    this.written = written;
    // A log wants to know how many, not which.
    Object.defineProperty(this, "unwritten", { enumerable: false });
  }
}

/** A batch reader could not read all keys. The error that ended it is `cause`. */
export class BatchReadError extends TucuxiError {
  static override readonly errorKind: string = "dynamodb.BatchReadError";
  /** The keys of the request that failed for which no answer came; items that came before were given. */
  readonly unread: readonly Readonly<Record<string, unknown>>[];

  constructor(table: string, unread: readonly Readonly<Record<string, unknown>>[], cause: unknown) {
    super(`${unread.length} keys of the table ${table} could not be read. ${String(cause)}`, { cause });
    this.unread = unread;
    Object.defineProperty(this, "unread", { enumerable: false });
  }
}
