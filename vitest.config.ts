import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["tucuxi-source"] },
  ssr: { resolve: { conditions: ["tucuxi-source"], externalConditions: [] } },
  test: {
    include: ["src/**/*.test.ts", "definitions/**/*.test.ts", "tools/**/*.test.ts", "test/**/*.test.ts"],
    pool: "threads",
    testTimeout: 20_000,
  },
});
