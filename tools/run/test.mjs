// `npm test`: all that the tests need, then the tests.
import { build, install, step, toolNode } from "./steps.mjs";

await install();
await build();
await step("Running the tests", toolNode, ["tools/run/vitest.ts", ...process.argv.slice(2)], { show: true });
