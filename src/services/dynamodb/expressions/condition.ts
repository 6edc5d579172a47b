import { ExpressionError } from "../errors.ts";
import { Expression, isExpression } from "./expression.ts";
import type { Use } from "./uses.ts";

/**
 * Says whether an item is meant. Made by `Attr` and `Key`; its type tells which attributes it uses, and a table takes no
 * condition on what its items do not have. boto3: `ConditionBase`.
 */
export class Condition<out Uses extends Use = Use> extends Expression {
  /** For types only. */
  declare readonly $uses: Uses;

  /** Where both hold. boto3: `&`. */
  and<Other extends Use>(other: Condition<Other>): Condition<Uses | Other> {
    return new Condition("condition", "({0} AND {1})", [this, conditionIn(other)]);
  }

  /** Where at least one holds. boto3: `|`. */
  or<Other extends Use>(other: Condition<Other>): Condition<Uses | Other> {
    return new Condition("condition", "({0} OR {1})", [this, conditionIn(other)]);
  }

  /** Where it does not hold. boto3: `~`. */
  not(): Condition<Uses> {
    return new Condition("condition", "(NOT {0})", [this]);
  }
}

/** A condition that `Key` made: the one kind that a key condition takes. */
export class KeyCondition<out Uses extends Use = Use> extends Condition<Uses> {
  /** For types only: another condition is none of this kind. */
  declare readonly $isOfKeys: true;

  override and<Other extends Use>(other: KeyCondition<Other>): KeyCondition<Uses | Other>;
  override and<Other extends Use>(other: Condition<Other>): Condition<Uses | Other>;
  override and<Other extends Use>(other: Condition<Other>): Condition<Uses | Other> {
    if (!isExpression(other) || other.kind !== "keyCondition") return super.and(other);
    return new KeyCondition("keyCondition", "({0} AND {1})", [this, other]);
  }
}

function conditionIn(value: unknown): Expression {
  if (isExpression(value) && (value.kind === "condition" || value.kind === "keyCondition")) return value;
  throw new ExpressionError(
    'Conditions are combined with conditions, as in `Attr("paid").eq(true).and(Attr("total").gt(9))`.',
  );
}
