import { ExpressionError } from "../errors.ts";
import { type AttributePath, stepsOf } from "./path.ts";

/** Two copies of the library know each other's expressions by this. */
const brand = Symbol.for("tucuxi.dynamodb.expression");

/** What an expression may stand for in a request. */
export type ExpressionKind = "operand" | "condition" | "keyCondition" | "update" | "projection";

/** Gives attribute names and values the placeholders of a request. boto3: `ConditionExpressionBuilder`. */
export interface Placeholders {
  name(name: string): string;
  value(value: unknown): string;
}

/**
 * A part of an expression: text with places (`{0} = {1}`), and what stands there. It is data until it becomes part of a
 * request, and never changes.
 */
export class Expression {
  readonly kind: ExpressionKind;
  readonly template: string;
  readonly operands: readonly unknown[];

  static {
    Object.defineProperty(Expression.prototype, brand, { value: true });
  }

  constructor(kind: ExpressionKind, template: string, operands: readonly unknown[]) {
    this.kind = kind;
    this.template = template;
    this.operands = operands;
  }
}

export function isExpression(value: unknown): value is Expression {
  return typeof value === "object" && value !== null && brand in value;
}

/** The path of an attribute as an operand. */
export class PathOperand extends Expression {
  constructor(path: AttributePath) {
    super("operand", "path", stepsOf(path));
  }
}

/** Several values, parted by commas: what `IN` asks among. */
export class ListOperand extends Expression {
  constructor(values: readonly unknown[]) {
    super("operand", "list", values);
  }
}

const place = /\{(\d+)\}/g;

/** The expression as DynamoDB has it, with placeholders for all names and values. */
export function writeExpression({ template, operands }: Expression, placeholders: Placeholders): string {
  if (template === "path") return writePath(operands as readonly (string | number)[], placeholders);
  if (template === "list") return operands.map((each) => writeOperand(each, placeholders)).join(", ");
  return template.replace(place, (_, index: string) => writeOperand(operands[Number(index)], placeholders));
}

function writeOperand(operand: unknown, placeholders: Placeholders): string {
  if (isExpression(operand)) return writeExpression(operand, placeholders);
  if (operand === undefined) throw new ExpressionError("An operand of an expression is undefined; null is a value.");
  return placeholders.value(operand);
}

function writePath(steps: readonly (string | number)[], placeholders: Placeholders): string {
  let path = "";
  for (const step of steps) {
    if (typeof step === "number") path += `[${step}]`;
    else path += `${path === "" ? "" : "."}${placeholders.name(step)}`;
  }
  return path;
}
