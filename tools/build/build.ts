import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsdown";
import { definitions } from "../../definitions/index.ts";
import { textModule } from "../../src/model/textModule.ts";
import type { ServiceModel } from "../../src/model/types.ts";
import { customizations } from "../../src/services/index.ts";
import { writeModel } from "../models/write.ts";
import { generateServices } from "../types/generate.ts";
import { publishDeclarations } from "./declarations.ts";
import { writeFile } from "./files.ts";
import { leanShapes } from "./leanShapes.ts";
import { partsTypes } from "./parts.ts";
import { serviceModule } from "./serviceModules.ts";

/**
 * Builds the package into `dist/`: the library's own modules, a module and the types of each service, and the
 * declarations of what is public. What was there stays until all of the new is.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = join(root, "dist");
const building = join(root, `dist-${process.pid}`);

try {
  await buildInto(building);
  rmSync(dist, { recursive: true, force: true });
  renameSync(building, dist);
} finally {
  rmSync(building, { recursive: true, force: true });
}

async function buildInto(target: string): Promise<void> {
  await build({ config: join(root, "tsdown.config.ts"), outDir: target, logLevel: "warn" });
  for (const [name, definition] of Object.entries(definitions)) {
    writeFile(join(target, "definitions", `${name}.js`), textModule(JSON.stringify(definition)));
  }
  for (const file of readdirSync(join(root, "models"), { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".json")) continue;
    const name = file.slice(0, -".json".length);
    const text = readFileSync(join(root, "models", file), "utf8");
    const isService = !file.includes(sep);
    writeFile(join(target, "models", `${name}.js`), textModule(isService ? lean(name, text) : text));
  }
  for (const { service, names } of generateServices(join(target, "services"))) {
    const own = existsSync(join(target, "services", names.service, "index.js"));
    writeFile(join(target, "services", `${names.service}.js`), serviceModule(service, names, own));
    // Deno's package resolution replaces one star only, and finds the types beside the code.
    const types = `./${names.service}/${names.service}.js`;
    writeFile(join(target, "services", `${names.service}.d.ts`), `export * from ${JSON.stringify(types)};\n`);
  }
  writeFile(join(target, "services", "all.js"), "export {};\n");
  writeFile(join(target, "services", "all.d.ts"), 'import "./all/all.js";\n');
  declare(target);
  writeFile(join(target, "parts.d.ts"), partsTypes());
}

/** A model as calls need it. */
function lean(service: string, text: string): string {
  const model = JSON.parse(text) as ServiceModel;
  return writeModel({ ...model, shapes: leanShapes(model.shapes, customizations[service]?.scalars) });
}

function declare(target: string): void {
  const declarations = join(target, ".declarations");
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [compiler, "-p", "tsconfig.build.json", "--outDir", declarations];
  execFileSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  publishDeclarations(join(declarations, "src"), target);
  rmSync(declarations, { recursive: true });
}
