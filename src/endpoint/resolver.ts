import { ConfigError, EndpointError } from "../errors/index.ts";
import type { Operation } from "../model/service.ts";
import type { EndpointParameter, EndpointRuleSet } from "../model/types.ts";
import { toAuthSchemes } from "./authSchemes.ts";
import { parseEndpointUrl } from "./endpointUrl.ts";
import { bindParameters, type InputParameter } from "./parameters.ts";
import type { Partitions } from "./partitions.ts";
import { compileRuleSet, type RunRules } from "./ruleSet.ts";
import type { Endpoint, EndpointConfig, EndpointResolver } from "./types.ts";

export interface EndpointResolverOptions {
  /** The service's rules, as its model has them. */
  readonly ruleSet: EndpointRuleSet;
  /** `models/shared/partitions.json`. */
  readonly partitions: Partitions;
  readonly config: EndpointConfig;
  /** The service's name, for errors. */
  readonly service: string;
}

/** What one operation's calls share. */
interface OperationEndpoints {
  readonly fixed: readonly unknown[];
  readonly fromInput: readonly InputParameter[];
  /** By the values of the parameters that come from the input. */
  readonly known: Map<unknown, Endpoint>;
}

/** Endpoints kept an operation: as many buckets, tables or accounts as a program is likely to call in turn. */
const CAPACITY = 256;

/**
 * Makes a client's endpoint resolver. The rules are compiled when the first call asks. Throws `ConfigError` for a
 * region that is none.
 *
 * @example
 * const resolve = createEndpointResolver({ ruleSet, partitions, config, service: "s3" });
 * resolve(service.operation("GetObject"), { Bucket: "photos", Key: "cat.jpg" }).origin;
 * // "https://photos.s3.eu-west-1.amazonaws.com"
 */
export function createEndpointResolver({
  ruleSet,
  partitions,
  config,
  service,
}: EndpointResolverOptions): EndpointResolver {
  if (config.region !== undefined) checkRegion(config.region);
  if (config.endpoint !== undefined) parseEndpointUrl(config.endpoint);
  const operations = new WeakMap<Operation, OperationEndpoints>();

  const endpointsOf = (operation: Operation): OperationEndpoints => {
    const endpoints = { ...bindParameters(ruleSet, operation, config), known: new Map() };
    operations.set(operation, endpoints);
    return endpoints;
  };

  return (operation, input, accountId) => {
    const { fixed, fromInput, known } = operations.get(operation) ?? endpointsOf(operation);
    const key = cacheKey(fromInput, input, accountId);
    const found = known.get(key);
    if (found) return found;
    const values = [...fixed];
    for (const { index, read } of fromInput) values[index] = read(input, accountId);
    const where = `${service}.${operation.name}`;
    checkRequired(ruleSet, values, where);
    const endpoint = run(compileRuleSet(ruleSet, partitions), values, where, config);
    if (known.size >= CAPACITY) known.delete(known.keys().next().value);
    known.set(key, endpoint);
    return endpoint;
  };
}

/** One value is a key by itself; several, or a list, are written out. */
function cacheKey(
  parameters: readonly InputParameter[],
  input: Readonly<Record<string, unknown>>,
  accountId: string | undefined,
): unknown {
  if (parameters.length === 0) return undefined;
  if (parameters.length === 1) {
    const value = parameters[0]!.read(input, accountId);
    return typeof value === "object" ? JSON.stringify(value) : value;
  }
  let key = "";
  for (const { read } of parameters) {
    const value = read(input, accountId);
    // The length keeps "ab" + "c" and "a" + "bc" apart.
    if (typeof value === "string") key += `${value.length}:${value}`;
    else key += value === undefined ? "-" : JSON.stringify(value);
  }
  return key;
}

const regionName = /^(?!\d+$)(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/;

/** A region becomes part of host names. Throws `ConfigError`. boto3: `InvalidRegionError`. */
export function checkRegion(region: string): void {
  if (typeof region === "string" && regionName.test(region)) return;
  throw new ConfigError(
    `"${region}" is no region: a region's name has letters, digits and hyphens only, like "eu-west-1". ` +
      "Look at `region`, AWS_REGION, AWS_DEFAULT_REGION and region in the profile.",
  );
}

function checkRequired(ruleSet: EndpointRuleSet, values: readonly unknown[], where: string): void {
  Object.entries(ruleSet.parameters).forEach(([name, { required, type }], index) => {
    const value = values[index];
    if (value === undefined || value === null) {
      if (required) throw new EndpointError(`${where}: the endpoint rules need a value for ${name}.`);
    } else if (!isOfType(value, type)) {
      throw new EndpointError(`${where}: the endpoint rules need a ${type} for ${name}, not ${describe(value)}.`);
    }
  });
}

function isOfType(value: unknown, type: EndpointParameter["type"]): boolean {
  return type === "stringArray" ? Array.isArray(value) : typeof value === type;
}

function describe(value: unknown): string {
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}

function run(rules: RunRules, values: readonly unknown[], where: string, config: EndpointConfig): Endpoint {
  try {
    const found = rules(values);
    if (!found || typeof found.url !== "string") throw new EndpointError("no endpoint rule fits these settings.");
    const authSchemes = toAuthSchemes(found.properties.authSchemes);
    return {
      ...parseEndpointUrl(found.url),
      ...(Object.keys(found.headers).length > 0 && { headers: found.headers }),
      ...(authSchemes && { authSchemes }),
      properties: found.properties,
    };
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    throw new EndpointError(`${where}: ${error.message} (${describeSettings(config)})`, { cause: error });
  }
}

/** The settings that the rules looked at, under the names that a user sets them by. */
function describeSettings(config: EndpointConfig): string {
  const settings = [config.region === undefined ? "no region set" : `region ${config.region}`];
  if (config.useFipsEndpoint) settings.push("useFipsEndpoint");
  if (config.useDualstackEndpoint) settings.push("useDualstackEndpoint");
  if (config.endpoint !== undefined) settings.push("a custom endpoint");
  for (const [name, value] of Object.entries(config.builtIns)) {
    if (value !== undefined && value !== false) settings.push(`${name} ${value}`);
  }
  return settings.join(", ");
}
