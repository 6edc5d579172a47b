/** What the module `tucuxi/dynamodb` has besides the service, its exceptions and its types. */
export { BatchReadError, BatchWriteError, type WriteRequest } from "./batch/errors.ts";
export type { BatchReaderOptions } from "./batch/reader.ts";
export type { BatchWriterOptions } from "./batch/writer.ts";
export { Decimal } from "./decimal.ts";
export { ExpressionError } from "./errors.ts";
export { Attr, type Attribute, type AttributeType, type Size, type UpdateOperand } from "./expressions/attribute.ts";
export type { Condition, KeyCondition } from "./expressions/condition.ts";
export { Key, type KeyAttribute } from "./expressions/key.ts";
export type { AttributePath } from "./expressions/path.ts";
export { type Projection, projection } from "./expressions/projection.ts";
export { type Update, update } from "./expressions/update.ts";
export type { PathsOf, Use, UsesOf } from "./expressions/uses.ts";
export { withVersion } from "./locking.ts";
export { type Duration, expiresAt, expiresIn, notExpired } from "./timeToLive.ts";
export { type CancellationReason, TransactionCanceled } from "./transactions.ts";
export type { BatchReader, BatchWriter, ItemCollection, ItemPage, ScanCollection } from "./types.ts";
export type { DateForm, NumberPolicy, ValueOptions } from "./valueOptions.ts";
