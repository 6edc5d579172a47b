import type { WirePage } from "./itemPages.ts";
import { numberReader, readItem } from "./readValue.ts";
import type { ValueOptions } from "./valueOptions.ts";
import type { WireItem } from "./writeValue.ts";

/**
 * Goes through pages item by item, each made native when it is come to. Not a generator: within a page an item costs its
 * reading and one settled promise, where a generator's `yield` would cost as much again.
 */
export class ItemIterator<Item> implements AsyncIterator<Item, undefined> {
  readonly #pages: AsyncIterator<WirePage>;
  readonly #options: ValueOptions;
  #items: readonly WireItem[] = [];
  #index = 0;
  #turning: Promise<unknown> | undefined;

  constructor(pages: AsyncIterator<WirePage>, options: ValueOptions) {
    this.#pages = pages;
    this.#options = options;
    // A policy that is none is found before anything is sent.
    numberReader(options);
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    if (this.#turning) return this.#turning.then(() => this.next());
    if (this.#index < this.#items.length) {
      try {
        return Promise.resolve({ value: this.#take(), done: false });
      } catch (error) {
        return Promise.reject(error);
      }
    }
    const turning = this.#turnPages();
    // Who calls meanwhile comes after it, whatever it comes to.
    const settled = () => {
      this.#turning = undefined;
    };
    this.#turning = turning.then(settled, settled);
    return turning;
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    this.#index = this.#items.length;
    await this.#pages.return?.();
    return { value: undefined, done: true };
  }

  #take(): Item {
    return readItem(this.#items[this.#index++]!, this.#options) as Item;
  }

  async #turnPages(): Promise<IteratorResult<Item, undefined>> {
    for (;;) {
      const { value, done } = await this.#pages.next();
      if (done) return { value: undefined, done: true };
      this.#items = value.items;
      this.#index = 0;
      if (this.#items.length > 0) return { value: this.#take(), done: false };
    }
  }
}
