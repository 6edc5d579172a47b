import type { Conditional } from "./inputTypes.ts";
import type { ConditionOn, ExpressionParts, ItemInput, KeyOf, Projected, ProjectionOf, UpdateOf } from "./itemTypes.ts";
import type * as shapes from "./shapes.d.ts";

/** One action of a transaction. */
export interface TransactWriteAction {
  readonly Put?: TransactInput | undefined;
  readonly Update?: TransactInput | undefined;
  readonly Delete?: TransactInput | undefined;
  readonly ConditionCheck?: TransactInput | undefined;
}

/** One item that a transaction reads. */
export interface TransactGetAction<Item = Record<string, unknown>> {
  readonly Get: TransactInput;
  /** For types only. */
  readonly $item?: Item;
}

interface TransactInput {
  readonly TableName: string;
  readonly [member: string]: unknown;
}

interface TransactConditional<Item> extends Conditional<Item> {
  /** `ALL_OLD` gives the item in the reason of a cancellation. */
  readonly ReturnValuesOnConditionCheckFailure?: shapes.ReturnValuesOnConditionCheckFailure | undefined;
}

/** Makes the actions of a table. */
export interface TableTransactions<Item, Keys extends keyof Item> {
  put(input: TransactConditional<Item> & { readonly Item: ItemInput<Item> }): TransactWriteAction;
  update(
    input: TransactConditional<Item> & {
      readonly Key: KeyOf<Item, Keys>;
      readonly UpdateExpression: UpdateOf<Item, Keys>;
    },
  ): TransactWriteAction;
  delete(input: TransactConditional<Item> & { readonly Key: KeyOf<Item, Keys> }): TransactWriteAction;
  /** Does nothing but ask that a condition hold. */
  check(
    input: TransactConditional<Item> & {
      readonly Key: KeyOf<Item, Keys>;
      readonly ConditionExpression: ConditionOn<Item>;
    },
  ): TransactWriteAction;
  get<const Wanted extends ProjectionOf<Item> = undefined>(
    input: Omit<ExpressionParts, "ExpressionAttributeValues"> & {
      readonly Key: KeyOf<Item, Keys>;
      readonly ProjectionExpression?: Wanted;
    },
  ): TransactGetAction<Projected<Item, Wanted>>;
}

/** The item that an action reads. */
export type ItemOf<Action> = Action extends TransactGetAction<infer Item> ? Item : never;
