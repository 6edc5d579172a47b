import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { commonServices } from "../types/rootModules.ts";
import { writeFile } from "./files.ts";

/** The modules whose declarations users reach; `client/generated` and the registry are what services' types refer to. */
const publicModules = [
  "index",
  "client/generated",
  "resource/types",
  "register",
  "session/typedServices",
  "http/undici",
  "testing/index",
];

/**
 * Copies the declarations of the public modules, and of what they refer to, into `dist/`. Their specifiers get the
 * extensions of what is there when the package is used.
 */
export function publishDeclarations(emitted: string, dist: string): void {
  const additions = serviceFolders(emitted).flatMap((folder) => [`${folder}/index`, `${folder}/types`]);
  const waiting = [...publicModules, ...additions].filter((module) => existsSync(join(emitted, `${module}.d.ts`)));
  const done = new Set<string>();
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (done.has(module)) continue;
    done.add(module);
    const source = readFileSync(join(emitted, `${module}.d.ts`), "utf8");
    const published = source.replace(specifier, (_, before: string, path: string, after: string) => {
      const target = relative(emitted, join(emitted, dirname(module), path)).replaceAll("\\", "/");
      if (existsSync(join(emitted, `${target}.d.ts`))) waiting.push(target);
      else if (!existsSync(join(dist, `${target}.d.ts`))) throw new Error(`${module}.d.ts: there is no ${target}.`);
      return `${before}${path}.js${after}`;
    });
    writeFile(join(dist, `${module}.d.ts`), module === "index" ? published + commonImports : published);
  }
}

/** A relative specifier, as of `import`, `export … from`, `import()` and `declare module`. */
const specifier = /((?:from |import\(|import |declare module )")(\.{1,2}\/[^"]+?)(?:\.d)?\.ts(")/g;

/** The types that the root brings along. */
const commonImports = commonServices.map((name) => `import "./services/${name}/${name}.js";\n`).join("");

function serviceFolders(emitted: string): string[] {
  const folder = join(emitted, "services");
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `services/${name}`);
}
