import { ResourceError } from "../errors/index.ts";
import { type Path, simplePath } from "../model/path.ts";
import { inheritSettings } from "../services/resourceSettings.ts";
import type { ResourceClient } from "./client.ts";
import type { IdentifierSource, ResultDescription } from "./description.ts";
import type { Input } from "./params.ts";
import { clientIn, identifiersIn, labelOf, type Resource } from "./resource.ts";

export type ResourceClass = new (client: ResourceClient, data: unknown, identifiers: readonly unknown[]) => Resource;

/** Makes the resources that a result describes, out of an answer (or data) and the request that it came of. */
export class ResultMaker {
  readonly #description: ResultDescription;
  readonly #paths: readonly Path[];
  readonly #sources: readonly IdentifierSource[];
  readonly #fromItems: readonly { readonly index: number; readonly read: Path }[];
  readonly #loaded: boolean;
  readonly #classOf: () => ResourceClass;
  #Class: ResourceClass | undefined;
  readonly #listMembers: () => PropertyDescriptorMap;

  constructor(
    description: ResultDescription,
    classOf: () => ResourceClass,
    listMembers: () => PropertyDescriptorMap = () => ({}),
  ) {
    this.#description = description;
    this.#loaded = description.loaded;
    this.#classOf = classOf;
    this.#listMembers = listMembers;
    this.#paths = description.paths.map(listReader);
    this.#sources = description.identifiers;
    this.#fromItems = description.identifiers.flatMap((source, index) =>
      source.from === "item" ? [{ index, read: reader(source.path) }] : [],
    );
  }

  /** The raw items that an answer lists. */
  items(answer: unknown, input: Input): readonly unknown[] {
    const base = this.#description.source === "input" ? input : answer;
    if (this.#paths.length === 1) return listOf(this.#paths[0]!(base));
    return this.#paths.flatMap((path) => listOf(path(base)));
  }

  /** The identifiers that all items of an answer share; those that an item gives are still `undefined`. */
  shared(parent: Resource, input: Input): unknown[] {
    const own = identifiersIn(parent);
    return this.#sources.map((source) => {
      if (source.from === "parent") return own[source.identifier];
      if (source.from !== "input") return undefined;
      return simplePath(source.path)(input) ?? (source.otherwise === undefined ? undefined : own[source.otherwise]);
    });
  }

  /**
   * The resource of one item; `undefined` where the item does not say which it is. Writes the item's identifiers into
   * `identifiers`, which a page's items use one after the other: an array each would be a quarter of their cost.
   */
  make(parent: Resource, identifiers: unknown[], item: unknown): Resource | undefined {
    const fromItems = this.#fromItems;
    for (let at = 0; at < fromItems.length; at++) {
      const { index, read } = fromItems[at]!;
      const value = read(item);
      if (value === undefined || value === null) return undefined;
      identifiers[index] = value;
    }
    this.#Class ??= this.#classOf();
    return inheritSettings(parent, new this.#Class(clientIn(parent), this.#loaded ? item : undefined, identifiers));
  }

  /** All that the answer lists: an array that has the batch actions of its items. */
  many(parent: Resource, answer: unknown, input: Input): Resource[] {
    const items = this.items(answer, input);
    const list: Resource[] = [];
    for (const shared of forEachListed(this.shared(parent, input))) {
      for (const item of items) {
        const resource = this.make(parent, shared, item);
        if (resource) list.push(resource);
      }
    }
    // Beside the items, not among them: an array of another class would be no equal of a plain one.
    return Object.defineProperties(list, this.#listMembers());
  }

  one(parent: Resource, answer: unknown, input: Input): Resource | undefined {
    const item = this.#paths[0]!(this.#description.source === "input" ? input : answer);
    if (item === undefined || item === null) return undefined;
    const shared = this.shared(parent, input);
    return this.make(parent, shared, this.#description.loaded ? withoutMetadata(item) : item);
  }

  /** As `one`, for an answer that has to name the resource. */
  certain(parent: Resource, answer: unknown, input: Input, where: string): Resource {
    const resource = this.one(parent, answer, input);
    if (resource) return resource;
    const wanted = this.#description.identifiers.map(({ name }) => name).join(", ");
    throw new ResourceError(
      `${labelOf(parent)}: the answer to ${where} does not say which ${this.#description.resource} it made (${wanted}).`,
    );
  }
}

/** A member is read as it is; anything longer by its path. */
function reader(path: string): Path {
  if (!/^\w+$/.test(path)) return simplePath(path);
  return (item) => (item as Readonly<Record<string, unknown>>)[path];
}

/** A member that is a list is that list, and not, as its path would have it, a copy. */
function listReader(path: string): Path {
  const [, member] = /^(\w+)\[\]$/.exec(path) ?? [];
  return member === undefined ? simplePath(path) : reader(member);
}

/** A list among shared identifiers stands for each of its values: tags are made for each of several resources. */
function forEachListed(shared: unknown[]): unknown[][] {
  const index = shared.findIndex(Array.isArray);
  if (index < 0) return [shared];
  return (shared[index] as readonly unknown[]).flatMap((value) => forEachListed(shared.with(index, value)));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An output's own members: what is known of the call is no data of a resource. */
export function withoutMetadata(data: unknown): unknown {
  if (typeof data !== "object" || data === null || !("$metadata" in data)) return data;
  const { $metadata, ...members } = data as Record<string, unknown>;
  return members;
}
