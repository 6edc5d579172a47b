import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsdown";
import { generateServices } from "../types/generate.ts";
import { publishDeclarations } from "./declarations.ts";
import { writeFile } from "./files.ts";
import { serviceModule } from "./serviceModules.ts";

/**
 * Builds the package into `dist/`: the library's own modules, a module and the types of each service, and the
 * declarations of what is public.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = join(root, "dist");
const declarations = join(root, "dist", ".declarations");

await build({ config: join(root, "tsdown.config.ts"), logLevel: "warn" });

for (const { service, names } of generateServices(join(dist, "services"))) {
  const own = existsSync(join(dist, "services", names.service, "index.js"));
  writeFile(join(dist, "services", `${names.service}.js`), serviceModule(service, names, own));
  // Deno's package resolution replaces one star only, and finds the types beside the code.
  const types = `./${names.service}/${names.service}.js`;
  writeFile(join(dist, "services", `${names.service}.d.ts`), `export * from ${JSON.stringify(types)};\n`);
}
writeFile(join(dist, "services", "all.js"), "export {};\n");
writeFile(join(dist, "services", "all.d.ts"), 'import "./all/all.js";\n');

execFileSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
publishDeclarations(join(declarations, "src"), dist);
rmSync(declarations, { recursive: true });
