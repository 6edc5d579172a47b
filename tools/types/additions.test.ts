import { expect, it } from "vitest";
import { additionsIn } from "./additions.ts";

const source = `
export interface TableAdditions<
  Item extends object = Record<string, unknown>,
  Keys extends keyof Item = keyof Item,
> {
  /** Gets one. */
  getItem(input: { a: string }): Promise<Item>;
  readonly hashKey: string;
  scan<Wanted>(input?: Wanted): Keys;
}

export interface ObjectAdditions extends Reading {}

interface NotOne {
  x: string;
}
`;

it("finds the hand-written parts of generated interfaces, their type parameters and their members", () => {
  const found = additionsIn(source);
  expect([...found.keys()]).toEqual(["Table", "Object"]);
  const { args, members } = found.get("Table")!;
  expect(args).toBe("<Item, Keys>");
  expect([...members]).toEqual(["getItem", "hashKey", "scan"]);
});
