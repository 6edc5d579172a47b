import { ExpressionError } from "../errors.ts";
import { type ExpressionKind, isExpression, type Placeholders, writeExpression } from "./expression.ts";

type Data = Record<string, unknown>;

/** What may stand where, and what else to say of it. */
const members: Readonly<Record<string, { readonly kinds: readonly ExpressionKind[]; readonly wanted: string }>> = {
  ConditionExpression: { kinds: ["condition", "keyCondition"], wanted: 'a condition, as `Attr("total").gt(9)` is' },
  FilterExpression: { kinds: ["condition", "keyCondition"], wanted: 'a condition, as `Attr("total").gt(9)` is' },
  KeyConditionExpression: { kinds: ["keyCondition"], wanted: 'a condition of keys, as `Key("customer").eq("c#1")` is' },
  UpdateExpression: { kinds: ["update"], wanted: 'an update, as `update().set("paid", true)` is' },
  ProjectionExpression: { kinds: ["projection"], wanted: 'a projection, as `projection("total")` is' },
};

/** The order in which boto3 gives placeholders; its two kinds of conditions come in the order of the input. */
const order = ["KeyConditionExpression", "UpdateExpression", "ProjectionExpression"];

/**
 * A copy of what has expressions, with the expressions as text, and their names and values beside those that the user
 * gave. Text stays as it is. boto3: `inject_condition_expressions`.
 */
export function withExpressions(given: Data): Data {
  const input: Data = { ...given };
  const conditions = Object.keys(given).filter((name) => Object.hasOwn(members, name) && !order.includes(name));
  let placeholders: RequestPlaceholders | undefined;
  for (const name of [...conditions, ...order]) {
    const expression = input[name];
    if (typeof expression !== "object" || expression === null) continue;
    const { kinds, wanted } = members[name]!;
    if (!isExpression(expression) || !kinds.includes(expression.kind)) {
      throw new ExpressionError(`${name} is text or ${wanted}.`);
    }
    placeholders ??= new RequestPlaceholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
    const text = writeExpression(expression, placeholders);
    if (text === "") throw new ExpressionError(`${name} is empty: leave it out, or say what is to be done.`);
    input[name] = text;
  }
  if (placeholders?.names) input.ExpressionAttributeNames = placeholders.names;
  if (placeholders?.values) input.ExpressionAttributeValues = placeholders.values;
  return input;
}

/** `#n0`, `:v0` and on, as boto3 counts them; those that the user has given are passed over. */
class RequestPlaceholders implements Placeholders {
  names: Data | undefined;
  values: Data | undefined;
  #nextName = 0;
  #nextValue = 0;
  readonly #given: { readonly names: Data; readonly values: Data };

  constructor(names: unknown, values: unknown) {
    this.#given = { names: (names ?? {}) as Data, values: (values ?? {}) as Data };
  }

  name(name: string): string {
    this.names ??= { ...this.#given.names };
    let placeholder: string;
    do placeholder = `#n${this.#nextName++}`;
    while (Object.hasOwn(this.names, placeholder));
    this.names[placeholder] = name;
    return placeholder;
  }

  value(value: unknown): string {
    this.values ??= { ...this.#given.values };
    let placeholder: string;
    do placeholder = `:v${this.#nextValue++}`;
    while (Object.hasOwn(this.values, placeholder));
    this.values[placeholder] = value;
    return placeholder;
  }
}
