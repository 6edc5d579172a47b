import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile, newest, otherCompilers, root, strictest } from "./compile.ts";

const folder = join(root, "test", "types", "cases");
const names = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const cases = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));

/**
 * Each file of `cases/` is a program of a user's. A line that ends with `//! part of a message` must not compile, and the
 * error must say that; everything else must compile.
 */
describe.each([["typescript", newest] as const, ...otherCompilers])(
  "types of the built package, with %s",
  async (version, compiler) => {
    const findings = await compile(`cases-${version}`, cases, strictest, compiler);
    it.each(names)("%s", (name) => {
      const wanted = errorsWanted(cases[name]!);
      const found = findings.filter(({ file }) => file.endsWith(name)).map(({ line, message }) => ({ line, message }));
      const unexpected = found.filter(({ line, message }) => !message.includes(wanted.get(line) ?? "\0"));
      expect(unexpected).toEqual([]);
      const missing = [...wanted].filter(([line]) => !found.some((each) => each.line === line));
      expect(missing, "lines that should not compile").toEqual([]);
    });

    it("compiles without findings elsewhere", () => {
      expect(findings.filter(({ file }) => !names.some((name) => file.endsWith(name)))).toEqual([]);
    });
  },
);

function errorsWanted(source: string): Map<number, string> {
  const lines = source.split("\n").map((line, index) => [index + 1, /\/\/! (.*)$/.exec(line)?.[1]] as const);
  return new Map(lines.filter((line): line is readonly [number, string] => line[1] !== undefined));
}
