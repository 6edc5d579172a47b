import { ConfigError, didYouMean, UnknownServiceError } from "../errors/index.ts";
import { packagedServices, readPackaged } from "../model/packaged.ts";

interface PartitionRegions {
  readonly id: string;
  readonly regionRegex: string;
  readonly regions: readonly string[];
  /** By endpoint prefix: the endpoints, and what is known of one that is the same in all regions. */
  readonly services: Readonly<Record<string, readonly string[] | GlobalEndpoint>>;
}

interface GlobalEndpoint {
  readonly endpoints: readonly string[];
  /** `aws-global` */
  readonly partitionEndpoint: string;
  readonly signingRegion?: string;
  readonly isRegionalized?: boolean;
}

let partitions: readonly PartitionRegions[] | undefined;

function allPartitions(): readonly PartitionRegions[] {
  partitions ??= (readPackaged("shared/regions") as { partitions: PartitionRegions[] } | undefined)?.partitions ?? [];
  return partitions;
}

/** `aws`, `aws-cn`, `aws-us-gov` … */
export function availablePartitions(): string[] {
  return allPartitions().map(({ id }) => id);
}

export interface AvailableRegionsOptions {
  /** Default: `"aws"`. */
  readonly partition?: string | undefined;
  /** Whether endpoints that are no regions count too: `aws-global`, `fips-us-east-1`. Default: false. */
  readonly allowNonRegional?: boolean | undefined;
}

/** The regions in which a service has an endpoint, as `endpoints.json` lists them; empty where it lists none. */
export function availableRegions(service: string, options: AvailableRegionsOptions = {}): string[] {
  const { partition = "aws", allowNonRegional = false } = options;
  const { aliases, services: known } = packagedServices();
  const name = aliases[service] ?? service;
  if (!Object.hasOwn(known, name)) {
    throw new UnknownServiceError(`There is no service "${service}".${didYouMean(service, Object.keys(known))}`);
  }
  const data = allPartitions().find(({ id }) => id === partition);
  if (!data) {
    throw new ConfigError(`There is no partition "${partition}". There are: ${availablePartitions().join(", ")}.`);
  }
  const entry = data.services[known[name]!.endpointPrefix];
  if (!entry) return [];
  const endpoints = "endpoints" in entry ? entry.endpoints : entry;
  return allowNonRegional ? [...endpoints] : endpoints.filter((endpoint) => data.regions.includes(endpoint));
}

/** The partition that a region belongs to. Throws a `ConfigError` for a region of none. */
export function partitionForRegion(region: string): string {
  const found =
    allPartitions().find(({ regions }) => regions.includes(region)) ??
    allPartitions().find(({ regionRegex }) => new RegExp(regionRegex).test(region));
  if (!found) throw new ConfigError(`"${region}" is a region of no partition.${nearestRegions(region)}`);
  return found.id;
}

/**
 * The region of a service that needs none to be set, as in boto3: `aws-global` where it has no regions, else the region
 * of its global endpoint (S3, STS). `undefined` for all others.
 */
export function globalRegion(endpointPrefix: string): string | undefined {
  const entry = allPartitions()[0]?.services[endpointPrefix];
  if (!entry || !("endpoints" in entry)) return undefined;
  return entry.isRegionalized === false ? entry.partitionEndpoint : entry.signingRegion;
}

const regionForm = /^[a-z]{2,}(-[a-z0-9]+)*-\d+$/;
/** What stands for all regions of a partition: `aws-global`, `aws-cn-global`. */
const globalForm = /^[a-z]+(-[a-z]+)*-global$/;
const hostLabel = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * Throws a `ConfigError` for what cannot be a region. Regions to come count, for their names have the form of a region;
 * with an endpoint of one's own, every name that can be signed for does.
 */
export function checkRegion(region: string, source: string, hasOwnEndpoint: boolean): void {
  const valid = hasOwnEndpoint ? hostLabel.test(region) : regionForm.test(region) || globalForm.test(region);
  if (!valid)
    throw new ConfigError(
      `"${region}" (${source}) is no region.${nearestRegions(region) || ' Regions have names such as "eu-west-1".'}`,
    );
}

/** The region of an older name such as `fips-us-east-1` or `us-east-1-fips`, which also asks for FIPS endpoints. */
export function realRegion(region: string | undefined): string | undefined {
  return region?.replace(/^fips-|-fips$/, "");
}

function nearestRegions(region: string): string {
  return didYouMean(
    region,
    allPartitions().flatMap(({ regions }) => regions),
  );
}
