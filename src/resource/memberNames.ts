import { ModelError } from "../errors/index.ts";

/** What may stand under a name of a resource, in the order in which they win it (boto3's; factories are PascalCase). */
export type Category = "identifier" | "action" | "factory" | "reference" | "collection" | "waiter" | "attribute";

/** Hands out the names of a resource's members; who comes late to a name gets it with its category: `rolesAttribute`. */
export class MemberNames {
  readonly #resource: string;
  readonly #taken: Set<string>;

  constructor(resource: string, reserved: Iterable<string>) {
    this.#resource = resource;
    this.#taken = new Set(reserved);
  }

  take(name: string, category: Category): string {
    const free = this.#taken.has(name) ? name + category.slice(0, 1).toUpperCase() + category.slice(1) : name;
    if (this.#taken.has(free)) {
      throw new ModelError(
        `${this.#resource}: the ${category} ${name} cannot be named, ${name} and ${free} are taken.`,
      );
    }
    this.#taken.add(free);
    return free;
  }
}
