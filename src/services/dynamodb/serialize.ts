import { reportingBadValues } from "./badValue.ts";
import { numberReader, readItem, readValue } from "./readValue.ts";
import type { ValueOptions } from "./valueOptions.ts";
import { type WireValue, writeValue } from "./writeValue.ts";

/**
 * A native value as the API has it, for calls of the plain client. Throws `ParamValidationError` for what DynamoDB
 * cannot keep. boto3: `TypeSerializer.serialize`.
 *
 * @example
 * const { M: Item = {} } = serialize({ customer: "c#1", order: "2026-07-14", total: 129.95 });
 * await dynamodb.putItem({ TableName: "orders", Item });
 */
export function serialize(value: unknown, options: ValueOptions = {}): WireValue {
  return reportingBadValues("serialize", () => writeValue(value, options));
}

/**
 * The native value of one that the API has, which stays as it is; a map is read as an item, with its `dateAttributes`.
 * boto3: `TypeDeserializer.deserialize`.
 *
 * @example
 * const { M: key = {} } = serialize({ customer: "c#1", order: "2026-07-14" });
 * const { Item } = await dynamodb.getItem({ TableName: "orders", Key: key });
 * const order = Item && deserialize({ M: Item });
 */
export function deserialize(value: Readonly<WireValue>, options: ValueOptions = {}): unknown {
  // Reading changes in place.
  const own = structuredClone(value) as Readonly<WireValue>;
  if (own.M) return readItem(own.M, options);
  return readValue(own as Readonly<Record<string, unknown>>, numberReader(options));
}
