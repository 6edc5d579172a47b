import { loadService } from "../../model/loader.ts";
import type { Member, Shape } from "../../model/service.ts";
import { locate, reportingBadValues } from "./badValue.ts";
import { withExpressions } from "./expressions/build.ts";
import { numberReader, readDates, readExactly, readMap, readValue } from "./readValue.ts";
import type { ValueOptions } from "./valueOptions.ts";
import { type WireItem, writeItem, writeValue } from "./writeValue.ts";

type Data = Record<string, unknown>;

/** Changes a part of an input or an output; where there is nothing to change, there is none. */
type Converter = (value: unknown, options: ValueOptions) => unknown;

interface Direction {
  readonly value: Converter;
  readonly item: Converter;
  readonly key: Converter;
  structure(members: ReadonlyMap<string, Converter>, shape: Shape): Converter | undefined;
  list(each: Converter): Converter;
  map(each: Converter): Converter;
}

/**
 * The input of an operation as the client takes it: expressions are written, native values become the API's. The given
 * input stays as it is. Throws `ParamValidationError` that names the value which DynamoDB cannot keep.
 */
export function writeInput(operation: string, input: Data, options: ValueOptions): Data {
  const { input: shape } = loadService("dynamodb").operation(operation);
  const convert = shape && converterOf(shape, inputs);
  return convert ? reportingBadValues(operation, () => convert(input, options) as Data) : input;
}

/** As `writeInput`, of a part of an input: `Put`. Throws `BadValue`. */
export function writePart(shape: string, part: Data, options: ValueOptions): Data {
  return converterOf(loadService("dynamodb").shape(shape), inputs)!(part, options) as Data;
}

/** The output of an operation with native values, changed in place. */
export function readOutput<Output extends object>(operation: string, output: Output, options: ValueOptions): Output {
  const { output: shape } = loadService("dynamodb").operation(operation);
  const convert = shape && converterOf(shape, outputs);
  return convert ? (convert(output, options) as Output) : output;
}

const compiled = new WeakMap<Shape, { inputs?: Converter | undefined; outputs?: Converter | undefined }>();

/** Compiled once a shape: wherever the model has an AttributeValue, the user has a native one. */
function converterOf(shape: Shape, direction: Direction): Converter | undefined {
  const known = compiled.get(shape) ?? {};
  const name = direction === inputs ? "inputs" : "outputs";
  if (!(name in known)) {
    known[name] = new Converters(direction).of(shape);
    compiled.set(shape, known);
  }
  return known[name];
}

class Converters {
  readonly #direction: Direction;

  constructor(direction: Direction) {
    this.#direction = direction;
  }

  /** DynamoDB's shapes hold themselves in AttributeValue only, which is not gone into. */
  of(shape: Shape): Converter | undefined {
    if (shape.name === "AttributeValue") return this.#direction.value;
    if (shape.type === "structure") return this.#structure(shape);
    if (shape.type === "list") return this.#within(shape.member, (each) => this.#direction.list(each));
    if (shape.type !== "map") return undefined;
    if (shape.name === "Key") return this.#direction.key;
    if (shape.value.shape.name === "AttributeValue") return this.#direction.item;
    return this.#within(shape.value, (each) => this.#direction.map(each));
  }

  #structure(shape: Shape): Converter | undefined {
    const members = new Map<string, Converter>();
    for (const member of shape.members.values()) {
      const convert = this.of(member.shape);
      if (convert) members.set(member.name, convert);
    }
    return this.#direction.structure(members, shape);
  }

  #within({ shape }: Member, make: (each: Converter) => Converter): Converter | undefined {
    const each = this.of(shape);
    return each && make(each);
  }
}

/** Inputs are the user's: what changes is copied. What has the wrong kind is left for the client to find. */
const inputs: Direction = {
  value: (value, options) => writeValue(value, options),
  item: writeMap,
  key: writeMap,
  structure(members, shape) {
    const hasExpressions = shape.members.has("ExpressionAttributeNames");
    if (members.size === 0 && !hasExpressions) return undefined;
    return (value, options) => {
      if (!isObject(value)) return value;
      const written = hasExpressions ? withExpressions(value) : { ...value };
      for (const [name, convert] of members) {
        const member = written[name];
        if (member !== undefined) written[name] = converted(convert, member, options, name);
      }
      return written;
    };
  },
  list: (each) => (value, options) =>
    Array.isArray(value) ? value.map((item, index) => converted(each, item, options, index)) : value,
  map: (each) => (value, options) => {
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, converted(each, member, options, name)]),
    );
  },
};

function writeMap(value: unknown, options: ValueOptions): unknown {
  return isObject(value) ? writeItem(value, options) : value;
}

function converted(convert: Converter, value: unknown, options: ValueOptions, step: string | number): unknown {
  try {
    return convert(value, options);
  } catch (error) {
    throw locate(error, step);
  }
}

/** Outputs are the parser's, and nobody else's yet: they are changed in place. */
const outputs: Direction = {
  value: (value, options) => readValue(value as Data, numberReader(options)),
  item(value, options) {
    const item = readMap(value as WireItem, numberReader(options));
    if (options.dateAttributes) readDates(item, options);
    return item;
  },
  // Where a query ended is where the next begins: it goes back as it came, whatever the policy of numbers is.
  key: (value) => readMap(value as WireItem, readExactly),
  structure(members) {
    if (members.size === 0) return undefined;
    return (value, options) => {
      const values = value as Data;
      for (const [name, convert] of members) {
        const member = values[name];
        if (member !== undefined && member !== null) values[name] = convert(member, options);
      }
      return values;
    };
  },
  list: (each) => (value, options) => {
    const items = value as unknown[];
    for (let index = 0; index < items.length; index++) {
      if (items[index] !== null) items[index] = each(items[index], options);
    }
    return items;
  },
  map: (each) => (value, options) => {
    const values = value as Data;
    for (const name in values) values[name] = each(values[name], options);
    return values;
  },
};

function isObject(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
