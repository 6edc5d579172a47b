import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const modules = [
  "src/index.ts",
  "src/services/dynamodb/index.ts",
  "src/services/cloudfront/index.ts",
  "src/testing/index.ts",
];

/** The names that a module exports, types included. */
function exportsOf(path: string): string[] {
  const text = readFileSync(join(root, path), "utf8");
  const own = [...text.matchAll(/^export (?:declare )?(?:class|const|function|interface|type) (\w+)/gm)];
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list]) => list!.split(","));
  const all = [...text.matchAll(/^export \* from "(.*)"/gm)].flatMap(([, from]) =>
    exportsOf(join(dirname(path), from!)),
  );
  return [...own.map(([, name]) => name!), ...lists.map((name) => name.trim().replace(/^type /, "")), ...all].filter(
    Boolean,
  );
}

it("docs/names.md has every name that the package exports, and no other", () => {
  const page = readFileSync(join(root, "docs/names.md"), "utf8");
  const firstColumn = [...page.matchAll(/^\| (.*?) \|/gm), ...page.matchAll(/^- `tucuxi.*|^`undiciHandler.*/gm)].map(
    ([row]) => row,
  );
  const told = firstColumn.flatMap((row) => [...row.split(" | ")[0]!.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
  expect(told.sort()).toEqual([...modules, "src/http/undici.ts"].flatMap(exportsOf).sort());
});
