import type { WireItem, WireValue } from "../writeValue.ts";

/** Bytes of an item: what DynamoDB counts, at least, and what it takes on the wire, at most. */
export interface ItemSize {
  stored: number;
  sent: number;
}

/** Bytes that an item has at most. Source: quotas in the Amazon DynamoDB Developer Guide. */
export const MAX_ITEM_BYTES: number = 400 * 1024;
/** Bytes that a request of BatchWriteItem has at most. Source: BatchWriteItem in the API reference. */
export const MAX_REQUEST_BYTES: number = 16 * 1024 * 1024;

/**
 * Measures an item: names and values as UTF-8 as they are stored, and as JSON. DynamoDB does not tell how it stores
 * numbers to the byte, so they count for one. Source: "DynamoDB item sizes and formats" in the Developer Guide.
 */
export function sizeOfItem(item: WireItem): ItemSize {
  const size = { stored: 0, sent: 0 };
  addItem(size, item);
  return size;
}

function addItem(size: ItemSize, item: WireItem): void {
  size.sent += 2;
  for (const name in item) {
    addText(size, name);
    size.sent += 2;
    addValue(size, item[name]!);
  }
}

function addValue(size: ItemSize, value: WireValue): void {
  // The braces, the type's name and its quotes.
  size.sent += 9;
  if (value.S !== undefined) addText(size, value.S);
  else if (value.N !== undefined) addNumber(size, value.N);
  else if (value.B !== undefined) addBytes(size, value.B);
  else if (value.M !== undefined) addMap(size, value.M);
  else if (value.L !== undefined) addList(size, value.L);
  else addOthers(size, value);
}

function addMap(size: ItemSize, map: WireItem): void {
  size.stored += 3;
  addItem(size, map);
}

function addList(size: ItemSize, list: readonly WireValue[]): void {
  size.stored += 3;
  size.sent += list.length + 2;
  for (const each of list) addValue(size, each);
}

function addOthers(size: ItemSize, { SS = [], NS = [], BS = [] }: WireValue): void {
  size.stored += 1;
  size.sent += 5;
  for (const each of SS) addText(size, each);
  for (const each of NS) addNumber(size, each);
  for (const each of BS) addBytes(size, each);
}

function addNumber(size: ItemSize, text: string): void {
  size.stored += 1;
  size.sent += text.length + 3;
}

function addBytes(size: ItemSize, bytes: Uint8Array): void {
  size.stored += bytes.byteLength;
  size.sent += Math.ceil(bytes.byteLength / 3) * 4 + 3;
}

function addText(size: ItemSize, text: string): void {
  let stored = 0;
  let sent = 3;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) {
      stored++;
      // Quotes, backslashes and control characters are escaped.
      sent += code < 0x20 ? 6 : code === 0x22 || code === 0x5c ? 2 : 1;
    } else if (code < 0x800) {
      stored += 2;
      sent += 2;
    } else if (code >= 0xd800 && code < 0xe000) {
      // Half of a pair, which takes four bytes; a half that is alone is escaped.
      stored += 2;
      sent += 6;
    } else {
      stored += 3;
      sent += 3;
    }
  }
  size.stored += stored;
  size.sent += sent;
}
