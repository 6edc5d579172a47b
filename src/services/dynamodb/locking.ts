import { ExpressionError } from "./errors.ts";
import { Attr } from "./expressions/attribute.ts";
import type { Condition } from "./expressions/condition.ts";
import { isExpression } from "./expressions/expression.ts";
import type { Update } from "./expressions/update.ts";

interface Input {
  readonly Item?: object;
  readonly ConditionExpression?: unknown;
  readonly UpdateExpression?: unknown;
}

/**
 * The input of a write that is done only if nobody else has written the item since it was read: the item's version must
 * still be what it was, and a put or an update makes it one more. A version of `undefined` means that the item must not
 * be there. The write fails with `ConditionalCheckFailedException` where another came first. For `putItem` the version
 * is the one that the item has; for `updateItem` and `deleteItem` it is given. Works for actions of transactions as well.
 *
 * @example
 * await orders.putItem(withVersion({ Item: { ...order, status: "paid" } }, "version"));
 * const Key = { customer: "c#1", order: "1" };
 * const { Item } = await orders.getItem({ Key });
 * await orders.updateItem(withVersion({ Key, UpdateExpression: update().remove("note") }, "version", Item?.version));
 */
export function withVersion<Given extends object>(input: Given, attribute: string, version?: number): Given {
  const { Item, ConditionExpression: given, UpdateExpression: changes } = input as Input;
  const current = Item ? (Item as Record<string, unknown>)[attribute] : version;
  if (current !== undefined && !Number.isSafeInteger(current)) {
    throw new ExpressionError(`The version ${attribute} is ${String(current)}; a version is a whole number.`);
  }
  const unchanged = current === undefined ? Attr([attribute]).notExists() : Attr([attribute]).eq(current as number);
  const next = ((current as number | undefined) ?? 0) + 1;
  return {
    ...input,
    ConditionExpression: given === undefined ? unchanged : unchanged.and(conditionOf(given)),
    ...(Item && { Item: { ...Item, [attribute]: next } }),
    ...(changes !== undefined && { UpdateExpression: updateOf(changes).set([attribute], next) }),
  };
}

function conditionOf(given: unknown): Condition {
  if (isExpression(given) && given.kind !== "update" && given.kind !== "projection") return given as Condition;
  throw new ExpressionError("withVersion adds to a condition of Attr or Key; text it cannot add to.");
}

function updateOf(given: unknown): Update {
  if (isExpression(given) && given.kind === "update") return given as Update;
  throw new ExpressionError("withVersion adds to an update of `update()`; text it cannot add to.");
}
