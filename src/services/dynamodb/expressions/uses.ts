import type { Decimal } from "../decimal.ts";

/** What an expression uses of an item, which its type tells: the path of an attribute, and a value to set beside it. */
export type Use = readonly [path: string, operand: unknown];

/** Any of the types that DynamoDB's numbers have. */
export type Numeric = number | bigint | Decimal;

/** The operand of `contains`: a part of what the attribute is. */
export interface Containing<out Value> {
  readonly $containing: Value;
}

/** The operand of `beginsWith`. */
export interface Beginning<out Value> {
  readonly $beginning: Value;
}

/** The operand of what changes an attribute whatever it becomes. */
export interface Changed {
  readonly $changed: true;
}

/** The operand of what an update only reads. */
export interface Reading {
  readonly $reading: true;
}

type Scalar = string | boolean | null | Numeric | Date | ArrayBufferView | ArrayBuffer;

/** What may be set beside an attribute of that type. Numbers of all types compare with each other. */
export type OperandFor<T> = unknown extends T
  ? unknown
  : T extends undefined
    ? never
    : T extends Numeric
      ? number extends T
        ? Numeric
        : T extends number
          ? T
          : Numeric
      : T extends ArrayBufferView
        ? ArrayBufferView | ArrayBuffer
        : T extends string | boolean | null | Date | ArrayBuffer
          ? T
          : T extends ReadonlySet<infer Member>
            ? ReadonlySet<OperandFor<Member>>
            : T extends readonly (infer Item)[]
              ? readonly OperandFor<Item>[]
              : { readonly [Name in keyof T]: OperandFor<T[Name]> | (undefined extends T[Name] ? undefined : never) };

/** Parts of what an attribute of that type holds. */
type PartOf<T> = T extends string
  ? Beginning<string> | Containing<string>
  : T extends ArrayBufferView
    ? Beginning<ArrayBufferView> | Containing<ArrayBufferView>
    : T extends ReadonlySet<infer Member>
      ? Containing<OperandFor<Member>>
      : T extends readonly (infer Item)[]
        ? Containing<OperandFor<Item>>
        : never;

/**
 * All uses that an item of that type allows; of a union, those of each of its kinds. Paths are followed five levels
 * deep, and what is below is any.
 */
export type UsesOf<Item, Prefix extends string = "", Depth extends 0[] = []> = Item extends unknown
  ? {
      [Name in keyof Item & string]-?: UsesAt<`${Prefix}${Name}`, Exclude<Item[Name], undefined>, Depth>;
    }[keyof Item & string]
  : never;

type UsesAt<Path extends string, T, Depth extends 0[]> = unknown extends T
  ? readonly [Path | Below<Path>, unknown]
  : readonly [Path, OperandFor<T> | PartOf<T> | Changed] | UsesWithin<Path, T, Depth>;

/** Paths into a map or a list of which no more is known. */
type Below<Path extends string> = `${Path}.${string}` | `${Path}[${string}`;

type UsesWithin<Path extends string, T, Depth extends 0[]> = T extends Scalar | ReadonlySet<unknown>
  ? never
  : Depth["length"] extends 5
    ? readonly [Below<Path>, unknown]
    : T extends readonly (infer Item)[]
      ? UsesAt<`${Path}[${number}]`, Exclude<Item, undefined>, [...Depth, 0]>
      : T extends object
        ? UsesOf<T, `${Path}.`, [...Depth, 0]>
        : never;

/** The paths that an item of that type has. */
export type PathsOf<Item> = UsesOf<Item>[0];

/** What is used at a path; of one that is given step by step, nothing is known. */
export type UseAt<Path extends string, Operand> = [Path] extends [never] ? never : readonly [Path, Operand];

/** What an operand uses: another attribute, or a value beside this one. */
export type UseOf<Path extends string, Value> =
  Value extends UsesAttribute<infer Other> ? UseAt<Path, never> | UseAt<Other, never> : UseAt<Path, Value>;

/** What refers to an attribute. */
export interface UsesAttribute<out Path extends string> {
  readonly $path: Path;
}
