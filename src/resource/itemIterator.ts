import type { Resource } from "./resource.ts";
import type { ResultMaker } from "./result.ts";

/** A page's raw items, and the identifiers that they have in common. */
export interface ItemPage {
  readonly items: readonly unknown[];
  readonly shared: unknown[];
}

/**
 * Goes through pages item by item. Not a generator: within a page an item costs its making and one settled promise,
 * where a generator's `yield` would cost as much again.
 */
export class ItemIterator implements AsyncIterator<Resource> {
  readonly #pages: AsyncIterator<ItemPage>;
  readonly #maker: ResultMaker;
  readonly #parent: Resource;
  #page: ItemPage = { items: [], shared: [] };
  #index = 0;
  #turning: Promise<unknown> | undefined;

  constructor(pages: AsyncIterator<ItemPage>, maker: ResultMaker, parent: Resource) {
    this.#pages = pages;
    this.#maker = maker;
    this.#parent = parent;
  }

  next(): Promise<IteratorResult<Resource>> {
    if (this.#turning) return this.#turning.then(() => this.next());
    const resource = this.#take();
    if (resource) return Promise.resolve({ value: resource, done: false });
    const turning = this.#turnPages();
    // Who calls meanwhile comes after it, whatever it comes to.
    const settled = () => {
      this.#turning = undefined;
    };
    this.#turning = turning.then(settled, settled);
    return turning;
  }

  async return(): Promise<IteratorResult<Resource>> {
    this.#index = this.#page.items.length;
    await this.#pages.return?.();
    return { value: undefined, done: true };
  }

  #take(): Resource | undefined {
    const { items, shared } = this.#page;
    while (this.#index < items.length) {
      const resource = this.#maker.make(this.#parent, shared, items[this.#index++]);
      if (resource) return resource;
    }
    return undefined;
  }

  async #turnPages(): Promise<IteratorResult<Resource>> {
    for (;;) {
      const { value, done } = await this.#pages.next();
      if (done) return { value: undefined, done: true };
      this.#page = value;
      this.#index = 0;
      const resource = this.#take();
      if (resource) return { value: resource, done: false };
    }
  }
}
