import { KeyCondition } from "./condition.ts";
import { PathOperand } from "./expression.ts";
import type { Beginning, UseAt, UseOf, UsesAttribute } from "./uses.ts";

/**
 * A key of a table or of an index, for a `KeyConditionExpression`. boto3: `Key`.
 *
 * @example
 * orders.query({ KeyConditionExpression: Key("customer").eq("c#1").and(Key("order").beginsWith("2026-")) });
 */
export function Key<const Path extends string>(name: Path): KeyAttribute<Path> {
  // A key is an attribute of the item itself: its name may have dots.
  return new KeyAttribute([name]);
}

/** What a key of a table or an index is asked for. Made by `Key`. */
export class KeyAttribute<out Path extends string> extends PathOperand implements UsesAttribute<Path> {
  declare readonly $path: Path;

  eq<const Value>(value: Value): KeyCondition<UseOf<Path, Value>> {
    return new KeyCondition("keyCondition", "{0} = {1}", [this, value]);
  }

  lt<const Value>(value: Value): KeyCondition<UseOf<Path, Value>> {
    return new KeyCondition("keyCondition", "{0} < {1}", [this, value]);
  }

  lte<const Value>(value: Value): KeyCondition<UseOf<Path, Value>> {
    return new KeyCondition("keyCondition", "{0} <= {1}", [this, value]);
  }

  gt<const Value>(value: Value): KeyCondition<UseOf<Path, Value>> {
    return new KeyCondition("keyCondition", "{0} > {1}", [this, value]);
  }

  gte<const Value>(value: Value): KeyCondition<UseOf<Path, Value>> {
    return new KeyCondition("keyCondition", "{0} >= {1}", [this, value]);
  }

  beginsWith<Value extends string | ArrayBufferView>(value: Value): KeyCondition<UseAt<Path, Beginning<Value>>> {
    return new KeyCondition("keyCondition", "begins_with({0}, {1})", [this, value]);
  }

  /** From `low` to `high`, both included. */
  between<const Low, const High>(low: Low, high: High): KeyCondition<UseOf<Path, Low | High>> {
    return new KeyCondition("keyCondition", "{0} BETWEEN {1} AND {2}", [this, low, high]);
  }
}
