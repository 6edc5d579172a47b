import { ResourceError } from "../errors/index.ts";
import { inheritSettings } from "../services/resourceSettings.ts";
import type { FactoryDescription, IdentifierSource } from "./description.ts";
import { clientIn, identifiersIn, labelOf, type Resource } from "./resource.ts";
import type { ResourceClass } from "./result.ts";

type Wanted = Extract<IdentifierSource, { readonly from: "argument" }>;

/** Makes a related resource, unloaded and without a call: `bucket.Object("cat.jpg")`. */
export function factoryMethod(
  factory: FactoryDescription,
  classOf: () => ResourceClass,
): (this: Resource, ...given: unknown[]) => Resource {
  const wanted = factory.identifiers.filter((source) => source.from === "argument");
  return function (...given) {
    checkArguments(this, factory, wanted, given);
    let next = 0;
    const own = identifiersIn(this);
    const identifiers = factory.identifiers.map((source) =>
      source.from === "parent" ? own[source.identifier] : given[next++],
    );
    return inheritSettings(this, new (classOf())(clientIn(this), undefined, identifiers));
  };
}

function checkArguments(
  parent: Resource,
  factory: FactoryDescription,
  wanted: readonly Wanted[],
  given: unknown[],
): void {
  const wrong = given.length > wanted.length ? "more were given" : firstWrong(wanted, given);
  if (wrong === undefined) return;
  const names = wanted.map(({ name }) => name).join(", ");
  const takes = wanted.length === 0 ? "takes no identifiers" : `takes ${names}`;
  throw new ResourceError(`${labelOf(parent)}.${factory.name}(${names}) ${takes}; ${wrong}.`);
}

function firstWrong(wanted: readonly Wanted[], given: readonly unknown[]): string | undefined {
  for (const [index, { name, mayBeEmpty = false }] of wanted.entries()) {
    const value = given[index];
    if (value === undefined || value === null) return `${name} is missing`;
    if (value === "" && !mayBeEmpty) return `${name} is empty`;
    if (typeof value !== "string" && typeof value !== "number") return `${name} is to be a string or a number`;
  }
  return undefined;
}
