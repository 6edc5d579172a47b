import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compilePath, compileSimplePath } from "../../src/model/path.ts";
import { oraclePath } from "../session/oracles.ts";

interface Case {
  readonly expression: string;
  readonly result?: unknown;
  readonly error?: string;
}

interface Group {
  readonly given: unknown;
  readonly cases: readonly Case[];
}

const folder = oraclePath("jmespath-compliance");

describe.skipIf(!folder)("the compliance suite of JMESPath", () => {
  const files = folder ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  let cases = 0;
  let simple = 0;

  for (const file of files) {
    const groups: Group[] = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
    it(file, async () => {
      for (const { given, cases: each } of groups) {
        for (const wanted of each) {
          if (!("result" in wanted) && !("error" in wanted)) continue;
          cases++;
          if (compileSimplePath(wanted.expression)) simple++;
          await check(given, wanted);
        }
      }
    });
  }

  it("has as many cases as it is known to have, of which the simple compiler claims some", () => {
    expect(cases).toBe(892);
    expect(simple).toBeGreaterThan(150);
  });
});

async function check(given: unknown, { expression, result, error }: Case): Promise<void> {
  const data = structuredClone(given);
  const found = await outcome(async () => (await compilePath(expression))(data));
  if (error !== undefined) {
    expect(found, `${expression} must be an error (${error})`).toHaveProperty("thrown");
    return;
  }
  expect(found, expression).toEqual({ value: result });
  expect(data, `${expression} must leave its data alone`).toEqual(given);
}

async function outcome(run: () => Promise<unknown>): Promise<{ value: unknown } | { thrown: unknown }> {
  try {
    return { value: (await run()) ?? null };
  } catch (thrown) {
    return { thrown };
  }
}
