import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    conditions: ["tucuxi-source"],
    // As Node finds it; Vite takes what is for bundlers.
    alias: [{ find: /^tucuxi$/, replacement: fileURLToPath(new URL("dist/node.js", import.meta.url)) }],
  },
  ssr: { resolve: { conditions: ["tucuxi-source"], externalConditions: [] } },
  // The models of a build are those that users have, which are leaner than the ones in `models/`.
  define: existsSync(fileURLToPath(new URL("dist/models", import.meta.url))) ? { FILES_ARE_MODULES: "true" } : {},
  test: {
    include: ["src/**/*.test.ts", "definitions/**/*.test.ts", "tools/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    pool: "threads",
    testTimeout: 20_000,
  },
});
