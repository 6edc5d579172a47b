/// <reference lib="esnext.disposable" preserve="true" />
import type { ItemInput, KeyOf } from "./itemTypes.ts";

/** Writes many items of a table. Made by `table.batchWriter`. boto3: `BatchWriter`. */
export interface BatchWriter<Item, Keys extends keyof Item> extends AsyncDisposable {
  /** How many requests were written so far. */
  readonly written: number;
  /**
   * Takes an item to be written. Resolves when there is room for the next one, so await it: not all of a long list is in
   * memory then. Rejects with `BatchWriteError` as soon as something could not be written.
   */
  putItem(input: { readonly Item: ItemInput<Item> }): Promise<void>;
  /** Takes the key of an item to be deleted; as `putItem`. */
  deleteItem(input: { readonly Key: KeyOf<Item, Keys> }): Promise<void>;
  /** Resolves when all that was given is written. Throws `BatchWriteError`. */
  flush(): Promise<void>;
  /** As `flush`; nothing can be given any more. An error that was thrown before is not thrown again. */
  close(): Promise<void>;
}

/** The items of many keys. Made by `table.batchReader`. */
export interface BatchReader<Item> extends AsyncIterable<Item> {
  /** All items at once. */
  toArray(): Promise<Item[]>;
}
