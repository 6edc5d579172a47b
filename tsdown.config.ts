import { existsSync, readdirSync, readFileSync } from "node:fs";
import { defineConfig, type UserConfig } from "tsdown";
import { chunkOf } from "./tools/build/chunks.ts";

/** The modules that stay files of their own; what they share goes into a few chunks. */
const entries: Readonly<Record<string, string>> = {
  index: "src/index.ts",
  node: "src/node.ts",
  parts: "src/parts.ts",
  register: "src/register.ts",
  submodel: "tools/submodel/main.ts",
  testing: "src/testing/index.ts",
  undici: "src/http/undici.ts",
  "platform/node": "src/platform/node.ts",
  ...Object.fromEntries(
    // What a service's module exports besides what is generated: `Key` and `Attr` of `tucuxi/dynamodb`.
    readdirSync("src/services").map((name) => [`services/${name}/index`, `src/services/${name}/index.ts`]),
  ),
};

const withResources = readdirSync("definitions")
  .filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && file !== "index.ts")
  .map((file) => file.slice(0, -".ts".length));

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const config: UserConfig = defineConfig({
  entry: Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path))),
  outDir: "dist",
  format: "esm",
  platform: "neutral",
  target: "es2023",
  // Nothing is bundled but the library itself. The platform (`#platform`) is found by the conditions of package.json's
  // imports, by whoever runs or bundles the library.
  deps: { neverBundle: (specifier, importer) => importer !== undefined && !/^[./]/.test(specifier) },
  dts: false,
  // Within a bundle there is no package.json to read.
  define: {
    FILES_ARE_MODULES: "true",
    TUCUXI_VERSION: JSON.stringify(version),
    SERVICES_WITH_RESOURCES: JSON.stringify(withResources),
  },
  // Lines are kept: Node prints the whole line from which an uncaught error comes. Comments are in the source maps.
  minify: {
    compress: { keepNames: { function: true, class: true } },
    mangle: { keepNames: true },
    codegen: { removeWhitespace: false },
  },
  sourcemap: true,
  clean: true,
  inputOptions: { preserveEntrySignatures: "allow-extension" },
  outputOptions: {
    // What tells bundlers that a call can be left out.
    comments: { annotation: true, legal: false, jsdoc: false },
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: (id, modules) => chunkOf(id, modules) }],
    },
  },
});

export default config;
