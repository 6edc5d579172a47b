import { expect, it, vi } from "vitest";
import { warnOfUnread } from "./unread.ts";

it("warns of an unread body once for each place, however many calls were made there", () => {
  const emitWarning = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
  const frames = [
    "    at runNextTicks (node:internal/process/task_queues:65:5)",
    "    at process.processTimers (node:internal/timers:615:9)",
  ];
  for (let index = 0; index < 5; index++) {
    const stack = ["Error: The call was made here.", "    at run (/library.ts:1:1)", ...frames.slice(index % 3)];
    stack.push(`    at async Promise.all (index ${index})`, "    at async listing (/program.ts:7:3)");
    const request = { method: "GET", origin: "http://localhost", path: "/", headers: {} };
    warnOfUnread({ ...request, caller: { stack: stack.join("\n") } });
  }
  expect(emitWarning).toHaveBeenCalledTimes(1);
  expect(emitWarning.mock.calls[0]![0]).toMatch(
    /discard it\.\n {4}at run \(.*\)\n {4}at async listing \(\/program\.ts:7:3\)$/,
  );
  emitWarning.mockRestore();
});
