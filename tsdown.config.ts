import { existsSync } from "node:fs";
import { defineConfig, type UserConfig } from "tsdown";

/** The modules that stay files of their own; what they share goes into a few chunks. */
const entries: Readonly<Record<string, string>> = {
  index: "src/index.ts",
  register: "src/services/register.ts",
  dynamodb: "src/services/dynamodb/index.ts",
  testing: "src/testing/index.ts",
  undici: "src/http/undici.ts",
  "platform/node": "src/platform/node.ts",
  "platform/web": "src/platform/web.ts",
};

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
  // White space and comments are a third of the time that an import takes; the source maps have them.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  sourcemap: true,
  clean: true,
  outputOptions: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js" },
});

export default config;
