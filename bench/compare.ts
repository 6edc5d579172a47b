export interface Contender {
  readonly name: string;
  readonly call: () => Promise<unknown>;
}

export interface CompareOptions {
  readonly rounds: number;
  readonly calls: number;
  /** The contender that the others are set against. */
  readonly baseline: string;
}

/**
 * Measures CPU time (user and system, all threads) per call. The contenders take turns round by round, so that what
 * disturbs the machine disturbs all of them; the median round counts.
 */
export async function compare(title: string, contenders: Contender[], options: CompareOptions): Promise<void> {
  const rounds = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = -3; round < options.rounds; round++) {
    for (const { name, call } of contenders) {
      const cost = await costOf(call, options.calls);
      if (round >= 0) rounds.get(name)!.push(cost);
    }
  }
  const baseline = median(rounds.get(options.baseline)!);
  console.log(`\n${title}: CPU µs per call, median of ${options.rounds} rounds of ${options.calls}`);
  for (const [name, costs] of rounds) {
    const cost = median(costs);
    const share = `${Math.round((cost / baseline) * 100)} %`;
    console.log(`  ${name.padEnd(26)}${cost.toFixed(1).padStart(9)}${share.padStart(8)}`);
  }
}

async function costOf(call: () => Promise<unknown>, calls: number): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < calls; index++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
