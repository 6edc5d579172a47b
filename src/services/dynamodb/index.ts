/** What the module `tucuxi/dynamodb` has besides the service, its exceptions and its types. */
export { Decimal } from "./decimal.ts";
export { ExpressionError } from "./errors.ts";
export { Attr, type Attribute, type AttributeType, type Size, type UpdateOperand } from "./expressions/attribute.ts";
export type { Condition, KeyCondition } from "./expressions/condition.ts";
export { Key, type KeyAttribute } from "./expressions/key.ts";
export type { AttributePath } from "./expressions/path.ts";
export { type Projection, projection } from "./expressions/projection.ts";
export { type Update, update } from "./expressions/update.ts";
export type { PathsOf, Use, UsesOf } from "./expressions/uses.ts";
export type { ItemCollection, ItemPage, ScanCollection } from "./types.ts";
export type { DateForm, NumberPolicy, ValueOptions } from "./valueOptions.ts";
