import { ModelError } from "../errors/index.ts";
import type { Shape } from "../model/service.ts";
import type { ResultDefinition } from "./definition.ts";
import { type Identifiers, namesOf } from "./describeParams.ts";
import type { IdentifierSource, ResultDescription } from "./description.ts";
import { shapeAt } from "./shapePath.ts";

/** What a result is found in. */
export interface ResultContext {
  /** For messages: `Bucket.putObject`. */
  readonly where: string;
  /** The identifiers of the resource that has the action, collection or reference. */
  readonly parent: Identifiers;
  readonly identifiersOf: (resource: string) => Identifiers;
  /** The answer, or of a reference the data. */
  readonly output: Shape | undefined;
  readonly input: Shape | undefined;
  readonly source: "output" | "data";
}

export function describeResult(
  result: Partial<ResultDefinition>,
  context: ResultContext,
): ResultDescription | undefined {
  const { one, each, path, from } = result;
  const resource = one ?? each;
  if (resource === undefined) {
    if (path === undefined && from === undefined && !result.identifiers) return undefined;
    throw new ModelError(`${context.where}: say with \`one\` or \`each\` of which kind the result is.`);
  }
  const fromInput = from?.startsWith("input.") ?? false;
  const base = fromInput ? context.input : context.output;
  const paths = placesOf(path, fromInput ? from!.slice("input.".length) : from);
  const items = base ? paths.map((place) => shapeAt(base, place)) : [];
  if (items.some(({ many }) => many !== (each !== undefined))) {
    throw new ModelError(
      `${context.where}: ${paths.join(", ")} is ${each ? "one item" : "a list"}; \`one\` and \`each\` tell which.`,
    );
  }
  const shapes = items.map(({ shape }) => shape);
  return {
    resource,
    many: each !== undefined,
    loaded: path !== undefined,
    dataShapes: path === undefined ? [] : [...new Set(shapes.map(({ name }) => name))],
    source: fromInput ? "input" : context.source,
    paths,
    identifiers: describeIdentifiers(resource, result.identifiers ?? {}, shapes, context),
  };
}

function placesOf(path: string | readonly string[] | undefined, from: string | undefined): readonly string[] {
  if (path === undefined) return [from ?? "@"];
  return typeof path === "string" ? [path] : path;
}

/** Where each identifier comes from: given, of the parent, of the item, of the request, in this order. */
function describeIdentifiers(
  resource: string,
  given: Readonly<Record<string, string>>,
  items: readonly Shape[],
  context: ResultContext,
): IdentifierSource[] {
  const identifiers = context.identifiersOf(resource);
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(identifiers, name))
      throw new ModelError(`${context.where}: ${resource} has no identifier ${name}.`);
  }
  return Object.entries(identifiers).map(([name, definition]) => {
    const names = namesOf(definition);
    const source =
      givenSource(name, names, given[name], items, context) ??
      parentSource(name, names, context.parent) ??
      itemSource(name, names, items) ??
      inputSource(name, names, context.input);
    if (source) return source;
    throw new ModelError(
      `${context.where}: nothing says what the identifier ${name} of ${resource} is; give its path in \`identifiers\`.`,
    );
  });
}

function givenSource(
  name: string,
  names: readonly string[],
  path: string | undefined,
  items: readonly Shape[],
  { input, where, parent }: ResultContext,
): IdentifierSource | undefined {
  if (path === undefined) return undefined;
  if (path.startsWith("input.")) {
    const inInput = path.slice("input.".length);
    if (!input) throw new ModelError(`${where}: there is no input to find ${path} in.`);
    shapeAt(input, inInput);
    const own = parentSource(name, names, parent);
    return { name, from: "input", path: inInput, ...(own?.from === "parent" && { otherwise: own.identifier }) };
  }
  for (const item of items) shapeAt(item, path);
  return { name, from: "item", path };
}

/** Names that both have, whether as a list or alone. */
export function parentSource(
  name: string,
  names: readonly string[],
  parent: Identifiers,
): IdentifierSource | undefined {
  const shared = Object.entries(parent).find(([, definition]) =>
    namesOf(definition).some((each) => names.includes(each)),
  );
  return shared && { name, from: "parent", identifier: shared[0] };
}

function itemSource(name: string, names: readonly string[], items: readonly Shape[]): IdentifierSource | undefined {
  if (items.length === 0) return undefined;
  if (items.every(({ type }) => type === "string")) return { name, from: "item", path: "@" };
  const member = names.find((each) => items.every((item) => item.members.has(each)));
  return member === undefined ? undefined : { name, from: "item", path: member };
}

function inputSource(name: string, names: readonly string[], input: Shape | undefined): IdentifierSource | undefined {
  const member = names.find((each) => input?.members.has(each));
  return member === undefined ? undefined : { name, from: "input", path: member };
}
