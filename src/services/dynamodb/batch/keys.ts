import { platform } from "#platform";
import { BadValue } from "../badValue.ts";
import { canonicalNumber, decimalParts } from "../decimal.ts";
import type { Data, Table } from "../tableCalls.ts";
import type { WireItem } from "../writeValue.ts";

/** One text for each key, by which equal ones are known; numbers are equal however they are written. */
export function keyId(item: WireItem, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => keyPart(item, name)));
}

function keyPart(item: WireItem, name: string): string {
  const { S, N, B } = Object.hasOwn(item, name) ? item[name]! : {};
  if (S !== undefined) return `S${S}`;
  if (N !== undefined) return `N${canonicalNumber(decimalParts(N)!)}`;
  if (B !== undefined) return `B${platform.base64Encode(B)}`;
  throw new BadValue("is part of the key, and must be text, a number or bytes").within(name);
}

/** The attributes of a loaded table's key. */
export function loadedKeyNames(table: Table): string[] | undefined {
  const schema = table.meta.data?.KeySchema as readonly Data[] | undefined;
  return schema?.map(({ AttributeName }) => String(AttributeName));
}
