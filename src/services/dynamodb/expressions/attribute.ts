import { ExpressionError } from "../errors.ts";
import { Condition } from "./condition.ts";
import { Expression, ListOperand } from "./expression.ts";
import { type AttributePath, stepsOf } from "./path.ts";
import type { Beginning, Containing, Numeric, Use, UseAt, UseOf, UsesAttribute } from "./uses.ts";

/** What paths that are given step by step are to types: any. */
type PathOf<Path extends AttributePath> = Path extends string ? Path : never;

/**
 * An attribute, for conditions, filters and updates. A path leads into lists and maps; where a name has a dot in it,
 * give the steps. boto3: `Attr`.
 *
 * @example
 * orders.scan({ FilterExpression: Attr("total").gt(100).and(Attr("lines[0].sku").eq("map")) });
 * orders.scan({ FilterExpression: Attr(["prices", "map.large", 0]).exists() });
 */
export function Attr<const Path extends AttributePath>(path: Path): Attribute<PathOf<Path>> {
  return new Attribute("operand", "path", stepsOf(path));
}

/** What can be compared: an attribute, or its size. An operand is a value, another attribute, or its size. */
class Comparable<out Path extends string> extends Expression implements UsesAttribute<Path> {
  declare readonly $path: Path;

  eq<const Value>(value: Value): Condition<UseOf<Path, Value>> {
    return new Condition("condition", "{0} = {1}", [this, value]);
  }

  ne<const Value>(value: Value): Condition<UseOf<Path, Value>> {
    return new Condition("condition", "{0} <> {1}", [this, value]);
  }

  lt<const Value>(value: Value): Condition<UseOf<Path, Value>> {
    return new Condition("condition", "{0} < {1}", [this, value]);
  }

  lte<const Value>(value: Value): Condition<UseOf<Path, Value>> {
    return new Condition("condition", "{0} <= {1}", [this, value]);
  }

  gt<const Value>(value: Value): Condition<UseOf<Path, Value>> {
    return new Condition("condition", "{0} > {1}", [this, value]);
  }

  gte<const Value>(value: Value): Condition<UseOf<Path, Value>> {
    return new Condition("condition", "{0} >= {1}", [this, value]);
  }

  /** From `low` to `high`, both included. */
  between<const Low, const High>(low: Low, high: High): Condition<UseOf<Path, Low | High>> {
    return new Condition("condition", "{0} BETWEEN {1} AND {2}", [this, low, high]);
  }

  /** Whether it is one of at most 100 values. boto3: `is_in`. */
  isIn<const Value>(values: readonly Value[]): Condition<UseOf<Path, Value>> {
    if (values.length === 0) throw new ExpressionError("isIn([]) holds for nothing, and DynamoDB refuses it.");
    return new Condition("condition", "{0} IN ({1})", [this, new ListOperand(values)]);
  }
}

/** An attribute. Made by `Attr`. */
export class Attribute<out Path extends string> extends Comparable<Path> {
  exists(): Condition<UseAt<Path, never>> {
    return new Condition("condition", "attribute_exists({0})", [this]);
  }

  notExists(): Condition<UseAt<Path, never>> {
    return new Condition("condition", "attribute_not_exists({0})", [this]);
  }

  beginsWith<Value extends string | ArrayBufferView>(value: Value): Condition<UseAt<Path, Beginning<Value>>> {
    return new Condition("condition", "begins_with({0}, {1})", [this, value]);
  }

  /** Whether text has that part, or a set or a list that member. */
  contains<const Value>(value: Value): Condition<UseAt<Path, Containing<Value>>> {
    return new Condition("condition", "contains({0}, {1})", [this, value]);
  }

  attributeType(type: AttributeType): Condition<UseAt<Path, never>> {
    return new Condition("condition", "attribute_type({0}, {1})", [this, type]);
  }

  /** Its length: characters, bytes, members. To be compared. */
  size(): Size<Path> {
    return new Comparable<Path>("operand", "size({0})", [this]) as unknown as Size<Path>;
  }

  /** For an update: its value, or another one where the item does not have it. */
  ifNotExists<const Value>(value: Value): UpdateOperand<UseOf<Path, Value>> {
    return new UpdateOperand("operand", "if_not_exists({0}, {1})", [this, value]);
  }

  /** For an update: the number that is so much larger. */
  plus<Value extends Numeric | UsesAttribute<string>>(value: Value): UpdateOperand<UseOf<Path, Value>> {
    return new UpdateOperand("operand", "{0} + {1}", [this, value]);
  }

  /** For an update: the number that is so much smaller. */
  minus<Value extends Numeric | UsesAttribute<string>>(value: Value): UpdateOperand<UseOf<Path, Value>> {
    return new UpdateOperand("operand", "{0} - {1}", [this, value]);
  }

  /** For an update: the list with further items. */
  listAppend<const Value>(items: Value): UpdateOperand<UseOf<Path, Value>> {
    return new UpdateOperand("operand", "list_append({0}, {1})", [this, items]);
  }
}

/** The types of attributes by their names in the API. */
export type AttributeType = "S" | "SS" | "N" | "NS" | "B" | "BS" | "BOOL" | "NULL" | "L" | "M";

type SizeOperand = Numeric | UsesAttribute<string>;

/** The size of an attribute. Made by `Attr(…).size()`. */
export interface Size<out Path extends string> extends UsesAttribute<Path> {
  eq(value: SizeOperand): Condition<UseAt<Path, never>>;
  ne(value: SizeOperand): Condition<UseAt<Path, never>>;
  lt(value: SizeOperand): Condition<UseAt<Path, never>>;
  lte(value: SizeOperand): Condition<UseAt<Path, never>>;
  gt(value: SizeOperand): Condition<UseAt<Path, never>>;
  gte(value: SizeOperand): Condition<UseAt<Path, never>>;
  between(low: SizeOperand, high: SizeOperand): Condition<UseAt<Path, never>>;
  isIn(values: readonly SizeOperand[]): Condition<UseAt<Path, never>>;
}

/** What an update sets an attribute to, made of what attributes are before. Made by the methods of `Attr(…)`. */
export class UpdateOperand<out Uses extends Use> extends Expression {
  declare readonly $uses: Uses;
}
