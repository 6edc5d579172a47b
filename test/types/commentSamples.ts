import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Sample, samplesOfComments } from "../../tools/samples.ts";
import { root } from "./compile.ts";

/** What users meet; other modules are published for their types alone. */
const publicFolders = /^(?:index|client|errors|hooks|http|resource|session|testing|services\/)\b/;

/** The samples of the doc comments of what is published; the types of services are generated and have no samples. */
export function commentSamples(): Sample[] {
  const paths = readdirSync(join(root, "dist"), { recursive: true, encoding: "utf8" });
  return paths
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".d.ts") && publicFolders.test(path))
    .sort()
    .flatMap((path) => samplesOfComments(path, readFileSync(join(root, "dist", path), "utf8")));
}

/** The modules that samples take things from without saying so, and where they are in `dist/`. */
const modules: Readonly<Record<string, string>> = {
  tucuxi: "index",
  "tucuxi/dynamodb": "services/dynamodb/index",
  "tucuxi/testing": "testing",
};
const exported = Object.entries(modules).map(([module, path]) => [module, exportedNames(path)] as const);

/** A sample imports what it takes from these modules, where it does not do so itself. */
export function withImports(code: string): string {
  const imports = exported.map(([module, names]) => {
    const used = names.filter((name) => isTaken(code, name.replace("type ", "")));
    return used.length > 0 ? `import { ${used.join(", ")} } from "${module}"; ` : "";
  });
  return `${imports.join("")}${code}export {};\n`;
}

function isTaken(code: string, name: string): boolean {
  const own = new RegExp(`import [^;]*\\b${name}\\b[^;]* from|(?:const|class|function|interface|type) ${name}\\b`);
  return new RegExp(`(?<![."'\\w])${name}\\b(?!["':])`).test(code) && !own.test(code);
}

/** The names that a module exports; types are marked as an import marks them. */
function exportedNames(path: string): string[] {
  const code = read(`${path}.js`);
  const values = [...code.matchAll(/export\s*\{([^}]*)\}/g)]
    .flatMap(([, list]) => list!.split(","))
    .map((each) => each.trim().split(" as ").at(-1)!)
    .filter((name) => name !== "");
  const declarations = read(`${path}.d.ts`) + read(`${path}/index.d.ts`);
  const types = [...declarations.matchAll(/export type \{([^}]*)\}|type (\w+)(?=[,\s][^;]*\} from)/g)]
    .flatMap(([, list, single]) => (list ? list.split(",") : [single!]))
    .map((name) => name.trim())
    .filter((name) => name !== "" && !values.includes(name));
  return [...values, ...new Set(types.map((name) => `type ${name}`))];
}

function read(path: string): string {
  const file = join(root, "dist", path);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
