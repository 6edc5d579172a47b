import { expect } from "vitest";

/** Counts the cases of the suites that one test file runs, and prints them as a table. */
export class ConformanceTable {
  readonly #title: string;
  readonly #expectedFailures: Readonly<Record<string, string>>;
  readonly #rows = new Map<string, { passed: number; failed: number; expected: number }>();

  constructor(title: string, expectedFailures: Readonly<Record<string, string>>) {
    this.#title = title;
    this.#expectedFailures = expectedFailures;
  }

  /** Runs one case; one that is listed as an expected failure must fail. */
  async run(suite: string, id: string, check: () => void | Promise<void>): Promise<void> {
    const row = this.#rows.get(suite) ?? { passed: 0, failed: 0, expected: 0 };
    this.#rows.set(suite, row);
    const reason = this.#expectedFailures[`${suite}/${id}`];
    let failure: unknown;
    try {
      await check();
    } catch (error) {
      failure = error ?? new Error("failed");
    }
    if (reason === undefined && failure === undefined) row.passed++;
    else if (reason !== undefined && failure !== undefined) row.expected++;
    else {
      row.failed++;
      if (failure !== undefined) throw failure;
      expect.fail(`${suite}/${id} passes, but stands among the expected failures`);
    }
  }

  print(): void {
    const width = Math.max(...[...this.#rows.keys()].map((suite) => suite.length), 5);
    const lines = [...this.#rows].map(([suite, { passed, failed, expected }]) => line(suite, passed, failed, expected));
    const sum = { passed: 0, failed: 0, expected: 0 };
    for (const row of this.#rows.values()) {
      sum.passed += row.passed;
      sum.failed += row.failed;
      sum.expected += row.expected;
    }
    const head = `${"".padEnd(width)}   passed   failed   expected to fail`;
    console.log([this.#title, head, ...lines, line("total", sum.passed, sum.failed, sum.expected)].join("\n"));

    function line(suite: string, passed: number, failed: number, expected: number): string {
      const columns = [passed, failed].map((count) => String(count).padStart(9)).join("");
      return `${suite.padEnd(width)}${columns}${String(expected).padStart(19)}`;
    }
  }
}
