import type { Condition, KeyCondition } from "./expressions/condition.ts";
import type { Projection } from "./expressions/projection.ts";
import type { Update } from "./expressions/update.ts";
import type { PathsOf, Reading, UsesOf } from "./expressions/uses.ts";

/** An item as it is given: its members may be of any type that fits, and undefined ones are left out. */
export type ItemInput<Item> = {
  readonly [Name in keyof Item]: Item[Name] | (undefined extends Item[Name] ? undefined : never);
};

/** The key of an item: the attributes that the table's type names, or any where it names none. */
export type KeyOf<Item, Keys extends keyof Item> = [keyof Item & string] extends [Keys]
  ? Partial<Item>
  : Readonly<Pick<Item, Keys>>;

/** What an update may change: all but the key. */
type ChangeableOf<Item, Keys extends keyof Item> = [keyof Item & string] extends [Keys] ? Item : Without<Item, Keys>;

/** Of a union, each of its kinds keeps what the others do not have. */
type Without<Item, Keys extends PropertyKey> = Item extends unknown ? Omit<Item, Keys> : never;

/** Names and values of expressions that are given as text. */
export interface ExpressionParts {
  /** `{ "#total": "total" }` */
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  /** `{ ":least": 100 }`, with native values. */
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

/** A condition on an item, or text. */
export type ConditionOn<Item> = string | Condition<UsesOf<Item>>;

/** What a key is asked for, or text. */
export type KeyConditionOn<Item> = string | KeyCondition<UsesOf<Item>>;

/** What an update does, or text. */
export type UpdateOf<Item, Keys extends keyof Item> =
  | string
  | Update<UsesOf<ChangeableOf<Item, Keys>> | readonly [PathsOf<Item>, Reading]>;

/** The attributes that are wanted, or text. */
export type ProjectionOf<Item> = string | Projection<PathsOf<Item>> | undefined;

/** An item of which so much was asked for. */
export type Projected<Item, Wanted> = [Wanted] extends [undefined]
  ? Item
  : Wanted extends Projection<infer Path>
    ? ProjectedPaths<Item, Path>
    : Partial<Item>;

/** Attributes that are named as a whole come as they are; of others, parts. */
type ProjectedPaths<Item, Path extends string> = {
  [Name in keyof Item as Name extends string
    ? Path extends Name | `${Name}.${string}` | `${Name}[${string}`
      ? Name
      : never
    : never]: Name extends Path ? Item[Name] : PartsOf<Item[Name]> | undefined;
};

type PartsOf<T> = T extends readonly (infer Each)[]
  ? PartsOf<Each>[]
  : T extends object
    ? { [Name in keyof T]?: PartsOf<T[Name]> }
    : T;

/** The attributes that an operation gives back: whole items for `ALL_OLD` and `ALL_NEW`. */
export type Returned<Item, Values> = Values extends "ALL_OLD" | "ALL_NEW" ? Item : Partial<Item>;
