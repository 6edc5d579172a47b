/** What all regions of a partition share, as AWS publishes it: `models/shared/partitions.json`. */
export interface Partitions {
  readonly partitions: readonly Partition[];
}

export interface Partition {
  /** `aws`, `aws-cn`, `aws-us-gov` … */
  readonly id: string;
  readonly outputs: Omit<PartitionOutputs, "name">;
  /** Tells the partition of a region that is not listed. */
  readonly regionRegex: string;
  /** Regions of which the pattern does not tell all, each with the outputs that are not its partition's. */
  readonly regions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface PartitionOutputs {
  readonly name: string;
  /** `amazonaws.com` */
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  readonly supportsFIPS: boolean;
  readonly supportsDualStack: boolean;
  /** Where requests to services without regions are signed for. */
  readonly implicitGlobalRegion: string;
}

/** Gives a region's partition; an unknown region's is the first one, `aws`. */
export type PartitionFinder = (region: string) => PartitionOutputs | undefined;

const finders = new WeakMap<Partitions, PartitionFinder>();

/** The finder for a set of partitions, made once. */
export function partitionFinder(partitions: Partitions): PartitionFinder {
  let finder = finders.get(partitions);
  if (!finder) {
    finder = createFinder(partitions);
    finders.set(partitions, finder);
  }
  return finder;
}

function createFinder({ partitions }: Partitions): PartitionFinder {
  const byRegion = new Map<string, PartitionOutputs>();
  const patterns: { readonly regex: RegExp; readonly outputs: PartitionOutputs }[] = [];
  for (const { id, outputs, regions, regionRegex } of partitions) {
    const named = { ...outputs, name: id };
    for (const [region, differing] of Object.entries(regions)) byRegion.set(region, { ...named, ...differing });
    patterns.push({ regex: new RegExp(regionRegex), outputs: named });
  }
  return (region) => byRegion.get(region) ?? (patterns.find(({ regex }) => regex.test(region)) ?? patterns[0])?.outputs;
}
