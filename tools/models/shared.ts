import { join } from "node:path";
import { byName, type Json, keep, mapRecord, object } from "../../src/model/json.ts";
import type { ServiceModel } from "../../src/model/types.ts";
import { readData } from "./botocoreData.ts";
import { section, writeRecord } from "./write.ts";

/** Older names of services that still make their clients (botocore: `SERVICE_NAME_ALIASES` of `utils.py`). */
const aliases = { "runtime.sagemaker": "sagemaker-runtime" };

/** `services.json`: what can be asked of a service without opening its model. */
export function writeServices(models: ReadonlyMap<string, ServiceModel>): string {
  const services = [...models].map(([name, { metadata }]) => [
    name,
    keep(metadata as unknown as Json, ["apiVersion", "serviceId", "endpointPrefix"]),
  ]);
  const parts = [
    section("aliases", writeRecord(aliases)),
    section("services", writeRecord(Object.fromEntries(services))),
  ];
  return `{\n${parts.join(",\n")}\n}\n`;
}

/** `partitions.json`: the partitions as endpoint rules see them, a region a line where its partition's pattern is not enough. */
export function writePartitions(data: string): string {
  const { partitions } = object(readData(join(data, "partitions")), "partitions.json") as { partitions: Json[] };
  const told = (region: string) => partitions.find(({ regionRegex }) => new RegExp(String(regionRegex)).test(region));
  const texts = partitions.map((partition) => {
    const { name: _, ...outputs } = partition.outputs as Json;
    const regions = Object.entries(mapRecord(partition.regions as Json, differingOutputs));
    const others = regions.filter(([name, differing]) => told(name) !== partition || Object.keys(differing).length > 0);
    const lines = [
      section("id", JSON.stringify(partition.id)),
      section("outputs", JSON.stringify(outputs)),
      section("regionRegex", JSON.stringify(partition.regionRegex)),
      section("regions", writeRecord(Object.fromEntries(others))),
    ];
    return `{\n${lines.join(",\n")}\n}`;
  });
  return `{"partitions":[\n${texts.join(",\n")}\n]}\n`;
}

function differingOutputs(region: unknown): Json {
  const { description: _, ...outputs } = region as Json;
  return outputs;
}

/**
 * `regions.json`: the facts of `endpoints.json` that rule sets do not have: which endpoints a service has in a
 * partition, and the endpoint of those that are the same everywhere.
 */
export function writeRegions(data: string): string {
  const { partitions } = object(readData(join(data, "endpoints")), "endpoints.json");
  const texts = (partitions as Json[]).map((partition) => {
    const regions = Object.keys(partition.regions as Json).sort(byName);
    const services = mapRecord(partition.services as Json, (entry) => serviceRegions(entry as Json));
    const lines = [
      section("id", JSON.stringify(partition.partition)),
      section("regionRegex", JSON.stringify(partition.regionRegex)),
      section("regions", JSON.stringify(regions)),
      section("services", writeRecord(services)),
    ];
    return `{\n${lines.join(",\n")}\n}`;
  });
  return `{"partitions":[\n${texts.join(",\n")}\n]}\n`;
}

function serviceRegions(service: Json): unknown {
  const endpoints = service.endpoints as Record<string, { credentialScope?: { region?: string } }>;
  const { partitionEndpoint } = service as { partitionEndpoint?: string };
  const names = Object.keys(endpoints).sort(byName);
  if (partitionEndpoint === undefined) return names;
  const signingRegion = endpoints[partitionEndpoint]?.credentialScope?.region;
  return {
    endpoints: names,
    partitionEndpoint,
    ...(signingRegion !== undefined && { signingRegion }),
    ...(service.isRegionalized === false && { isRegionalized: false }),
  };
}

/** `retry.json`: what the legacy retry mode retries, by endpoint prefix. */
export function writeRetry(data: string): string {
  const { definitions, retry } = object(readData(join(data, "_retry")), "_retry.json");
  const { __default__: general, ...services } = retry as Record<string, Json>;
  const named = mapRecord(services, (entry) => (entry as { __default__: Json }).__default__);
  const sections = Object.entries({ default: general!, ...named }).map(([name, { max_attempts, delay, policies }]) => {
    const convert = (policy: unknown) => retryPolicy(policy as Json, definitions as Json);
    const lines = [section("policies", writeRecord(mapRecord(policies as Json, convert)))];
    if (delay !== undefined) lines.unshift(section("delay", JSON.stringify(retryDelay(delay as Json))));
    if (max_attempts !== undefined) lines.unshift(section("maxAttempts", JSON.stringify(max_attempts)));
    return section(name, `{\n${lines.join(",\n")}\n}`);
  });
  return `{\n${sections.join(",\n")}\n}\n`;
}

function retryDelay({ base, growth_factor }: Json): Json {
  return { base, growthFactor: growth_factor };
}

function retryPolicy(policy: Json, definitions: Json): Json {
  const reference = policy.$ref as string | undefined;
  const { applies_when } = (reference === undefined ? policy : definitions[reference]) as { applies_when: Json };
  const { http_status_code, service_error_code, crc32body } = (applies_when.response ?? {}) as Json;
  return {
    ...(http_status_code !== undefined && { status: http_status_code }),
    ...(service_error_code !== undefined && { code: service_error_code }),
    ...(crc32body !== undefined && { crc32Header: crc32body }),
    ...(applies_when.socket_errors !== undefined && { connectionError: true }),
  };
}

/** `defaults.json`: the settings of each defaults mode, computed from the base and the mode's changes to it. */
export function writeDefaults(data: string): string {
  const { base, modes } = object(readData(join(data, "sdk-default-configuration")), "sdk-default-configuration.json");
  const computed = mapRecord(modes as Json, (changes) => {
    const entries = Object.entries(changes as Record<string, { override?: unknown; add?: number; multiply?: number }>);
    const changed = entries.map(([name, change]) => [name, changeDefault((base as Json)[name], change)]);
    return { ...(base as Json), ...Object.fromEntries(changed) };
  });
  return `${writeRecord(computed)}\n`;
}

function changeDefault(value: unknown, change: { override?: unknown; add?: number; multiply?: number }): unknown {
  if (change.override !== undefined) return change.override;
  if (change.multiply !== undefined) return (value as number) * change.multiply;
  return (value as number) + (change.add ?? 0);
}
