import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Sample, samplesOfPage } from "../../tools/samples.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, ".cache", "samples");

/** The sources of what samples import, which they import by the package's name as users do. */
const modules: Readonly<Record<string, string>> = {
  tucuxi: "src/index.ts",
  "tucuxi/dynamodb": "src/services/dynamodb/index.ts",
  "tucuxi/undici": "src/http/undici.ts",
};

/** The samples of a page, in their order. */
export function samplesOf(page: string): Sample[] {
  return samplesOfPage(page, readFileSync(join(root, page), "utf8"));
}

/**
 * Runs a sample to its end, by the sources, with what `globals` has as names that it does not explain. A service's module
 * that is imported for its types alone is left out: all services are at hand.
 */
export async function runSample({ where, code }: Sample, globals: Readonly<Record<string, unknown>>): Promise<void> {
  const withoutTypes = code.replace(/^import type .*\n|^import "tucuxi\/.*\n|^declare module [\s\S]*?^\}\n/gm, "");
  const runnable = withoutTypes.replace(/ from "(tucuxi[^"]*)"/g, (_, name: string) => {
    return ` from ${JSON.stringify(pathToFileURL(join(root, modules[name]!)).href)}`;
  });
  const declared = Object.keys(globals).filter((name) => !new RegExp(`const (?:\\{[^}]*)?\\b${name}\\b`).test(code));
  const given = declared.map((name) => `const ${name} = globalThis.samples[${JSON.stringify(name)}];\n`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${where.replace(/[^\w]+/g, "-")}.ts`);
  writeFileSync(file, `// @ts-nocheck\n${given.join("")}${runnable}export {};\n`);
  Object.assign(globalThis, { samples: globals });
  await import(/* @vite-ignore */ `${pathToFileURL(file).href}?${Date.now()}`);
}
