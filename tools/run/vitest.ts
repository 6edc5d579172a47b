// Runs the tests and ends with the line `N passed, N failed`.
// In a log, colours are a hundred times the text.
if (!process.stdout.isTTY) process.env.NO_COLOR ??= "1";
const { startVitest } = await import("vitest/node");

const filters = process.argv.slice(2);
const vitest = await startVitest("test", filters, { watch: false, run: true, reporters: ["dot"] });
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const module of vitest.state.getTestModules()) {
  // A module that cannot be loaded fails as a whole.
  if (module.state() === "failed" && module.children.size === 0) counts.failed++;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state !== "pending") counts[state]++;
  }
}
counts.failed += vitest.state.getUnhandledErrors().length;
await vitest.close();
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
