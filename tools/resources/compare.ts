import { join } from "node:path";
import { definitions } from "../../definitions/index.ts";
import { readPackaged } from "../../src/model/packaged.ts";
import { Service } from "../../src/model/service.ts";
import type { ServiceModel } from "../../src/model/types.ts";
import { describeService } from "../../src/resource/describe.ts";
import { readBotoResources } from "./botoResources.ts";
import { type Counts, countsOf, sumOf } from "./counts.ts";
import { type Difference, differences } from "./differences.ts";
import { type Purpose, purposeOf } from "./onPurpose.ts";

/** What a comparison with boto3's resource files comes to. */
export interface Comparison {
  readonly counts: Readonly<Record<string, Counts>>;
  /** What differs, and nothing says why: there must be none. */
  readonly unexplained: readonly Difference[];
  readonly onPurpose: readonly { readonly difference: Difference; readonly purpose: Purpose }[];
}

/** Compares our definitions with boto3's files; `undefined` where those are not at hand. */
export function compareWithBoto3(folder: string): Comparison | undefined {
  const counts: Record<string, Counts> = {};
  const unexplained: Difference[] = [];
  const onPurpose: { difference: Difference; purpose: Purpose }[] = [];
  for (const [name, definition] of Object.entries(definitions)) {
    const boto = readBotoResources(folder, name);
    if (!boto) return undefined;
    const service = new Service(name, readPackaged(name) as ServiceModel);
    counts[name] = countsOf(boto, service);
    for (const difference of differences(boto, describeService(service, definition))) {
      const purpose = purposeOf(difference);
      if (purpose) onPurpose.push({ difference, purpose });
      else unexplained.push(difference);
    }
  }
  return { counts, unexplained, onPurpose };
}

function print({ counts, unexplained, onPurpose }: Comparison): void {
  console.table({ ...counts, all: sumOf(Object.values(counts)) });
  console.log(`\nOn purpose in another form: ${onPurpose.length}`);
  for (const why of new Set(onPurpose.map(({ purpose }) => purpose.why))) {
    console.log(`\n${why}`);
    for (const { difference, purpose } of onPurpose) if (purpose.why === why) printDifference(difference);
  }
  console.log(`\nMissing or different without a reason: ${unexplained.length}`);
  unexplained.forEach(printDifference);
}

function printDifference({ where, what, boto3, ours }: Difference): void {
  console.log(`  ${where}, ${what}: boto3 has ${boto3 || "none"}, we have ${ours || "none"}`);
}

if (import.meta.main) {
  const oracles = process.env.TUCUXI_ORACLES ?? join(import.meta.dirname, "../../../shared/oracles");
  const comparison = compareWithBoto3(join(oracles, "boto3-resources"));
  if (comparison) print(comparison);
  else console.log(`No boto3 resource files in ${oracles}; TUCUXI_ORACLES names another folder.`);
  if (comparison && comparison.unexplained.length > 0) process.exitCode = 1;
}
