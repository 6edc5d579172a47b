import type { Projection } from "./expressions/projection.ts";
import type {
  ConditionOn,
  ExpressionParts,
  ItemInput,
  KeyConditionOn,
  KeyOf,
  ProjectionOf,
  UpdateOf,
} from "./itemTypes.ts";
import type * as shapes from "./shapes.d.ts";

/** An input or an output whose attribute values are native ones. */
export type Native<T> = T extends Date | ArrayBufferView
  ? T
  : T extends readonly (infer Each)[]
    ? Native<Each>[]
    : T extends object
      ? IsAttributeValue<T> extends true
        ? unknown
        : { [Name in keyof T]: Native<T[Name]> }
      : T;

/** As `Native`, of an input: items and keys may be of any type, and projections built. */
export type NativeInput<T> = T extends Date | ArrayBufferView
  ? T
  : T extends readonly (infer Each)[]
    ? readonly NativeInput<Each>[]
    : T extends object
      ? NativeMembers<T>
      : T;

type NativeMembers<T extends object> = string extends keyof T
  ? IsAttributeValue<T[keyof T] & object> extends true
    ? object
    : { readonly [name: string]: NativeInput<T[keyof T]> }
  : IsAttributeValue<T> extends true
    ? unknown
    : { readonly [Name in keyof T]: NativeInput<T[Name]> | (Name extends "ProjectionExpression" ? Projection : never) };

/** All members of an attribute value are optional: only their names tell it from other objects, and from maps. */
type IsAttributeValue<T> = string extends keyof T
  ? false
  : [keyof T] extends [keyof shapes.AttributeValue]
    ? true
    : false;

/** Members of before there were expressions; their values are native ones, too. */
type Legacy = "Expected" | "AttributeUpdates" | "KeyConditions" | "QueryFilter" | "ScanFilter";

/** The input of an operation without what is typed by the item. */
type Others<Input, Typed extends string = never> = Omit<
  Input,
  "TableName" | "Key" | "Item" | `${string}Expression` | keyof ExpressionParts | Legacy | Typed
> & { readonly [Member in Legacy & keyof Input]?: Native<Input[Member]> | undefined };

/** What a condition may be asked of. */
export interface Conditional<Item> extends ExpressionParts {
  /** The call fails with `ConditionalCheckFailedException` where it does not hold. */
  readonly ConditionExpression?: ConditionOn<Item> | undefined;
}

/** The input of `table.getItem`. */
export interface GetItemInput<Item, Keys extends keyof Item, Wanted extends ProjectionOf<Item>>
  extends Others<shapes.GetItemInput>,
    Omit<ExpressionParts, "ExpressionAttributeValues"> {
  readonly Key: KeyOf<Item, Keys>;
  readonly ProjectionExpression?: Wanted;
}

/** The input of `table.putItem`. */
export interface PutItemInput<Item> extends Others<shapes.PutItemInput>, Conditional<Item> {
  readonly Item: ItemInput<Item>;
}

/** The input of `table.updateItem`. */
export interface UpdateItemInput<Item, Keys extends keyof Item>
  extends Others<shapes.UpdateItemInput>,
    Conditional<Item> {
  readonly Key: KeyOf<Item, Keys>;
  readonly UpdateExpression?: UpdateOf<Item, Keys> | undefined;
}

/** The input of `table.deleteItem`. */
export interface DeleteItemInput<Item, Keys extends keyof Item>
  extends Others<shapes.DeleteItemInput>,
    Conditional<Item> {
  readonly Key: KeyOf<Item, Keys>;
}

interface Listed<Item, Wanted extends ProjectionOf<Item>> extends ExpressionParts {
  /** Which of the items that are read come back. */
  readonly FilterExpression?: ConditionOn<Item> | undefined;
  readonly ProjectionExpression?: Wanted;
  /** Where to begin: the `LastEvaluatedKey` of a page, or a cursor. */
  readonly ExclusiveStartKey?: Readonly<Partial<Item>> | string | undefined;
}

/** Of the table itself its keys can be asked for, of an index any attributes. */
type KeysAsked<Item, Keys extends keyof Item> =
  | { readonly IndexName?: undefined; readonly KeyConditionExpression?: KeyConditionOn<Pick<Item, Keys>> | undefined }
  | { readonly IndexName: string; readonly KeyConditionExpression?: KeyConditionOn<Item> | undefined };

/** The input of `table.query`. */
export type QueryInput<Item, Keys extends keyof Item, Wanted extends ProjectionOf<Item>> = Others<
  shapes.QueryInput,
  "ExclusiveStartKey" | "IndexName"
> &
  Listed<Item, Wanted> &
  KeysAsked<Item, Keys>;

/** The input of `table.scan`. */
export interface ScanInput<Item, Wanted extends ProjectionOf<Item>>
  extends Others<shapes.ScanInput, "ExclusiveStartKey">,
    Listed<Item, Wanted> {}
