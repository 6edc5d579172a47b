import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { AuthScheme } from "../../src/auth/types.ts";
import { toAuthSchemes } from "../../src/endpoint/authSchemes.ts";
import {
  compileRuleSet,
  createEndpointResolver,
  type Endpoint,
  type EndpointConfig,
  type Partitions,
} from "../../src/endpoint/index.ts";
import { fromBotocoreRules } from "../../src/model/botocoreRules.ts";
import { Service } from "../../src/model/service.ts";
import type { EndpointRuleSet, ServiceModel } from "../../src/model/types.ts";
import { expectedEndpointFailures } from "./expected-failures.ts";

const root = join(process.env.TUCUXI_ORACLES ?? join(import.meta.dirname, "../../../shared/oracles"));
const botocore = join(root, "botocore-endpoints");
const found = existsSync(botocore);
if (!found) console.log("skipped: no oracle botocore-endpoints (set TUCUXI_ORACLES)");

interface EndpointCase {
  readonly documentation: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly operationInputs?: readonly OperationInput[];
  readonly expect: { readonly endpoint?: ExpectedEndpoint; readonly error?: string };
}

interface ExpectedEndpoint {
  readonly url: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
}

interface OperationInput {
  readonly operationName: string;
  readonly operationParams?: Readonly<Record<string, unknown>>;
  readonly clientParams?: Readonly<Record<string, unknown>>;
  readonly builtInParams?: Readonly<Record<string, unknown>>;
}

const readJson = <T>(...path: string[]): T => JSON.parse(readFileSync(join(...path), "utf8")) as T;
const oraclePartitions: Partitions = found ? readJson(botocore, "partitions.json") : { partitions: [] };
const emptyConfig: EndpointConfig = {
  region: undefined,
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  endpoint: undefined,
  accountIdEndpointMode: "preferred",
  builtIns: {},
  clientContextParams: {},
};

/** A service that has only an operation without input: every parameter then comes from the configuration. */
const bare = new Service("bare", { metadata: {}, operations: { Call: {} }, shapes: {} } as unknown as ServiceModel);

/** Runs a case both as bare rules and through a client's resolver. Throws where either differs. */
function checkCase(ruleSet: EndpointRuleSet, endpointCase: EndpointCase, partitions: Partitions): void {
  const params = endpointCase.params ?? {};
  const builtIns = Object.fromEntries(
    Object.entries(ruleSet.parameters).flatMap(([name, { builtIn }]) => (builtIn ? [[builtIn, params[name]]] : [])),
  );
  const config = { ...emptyConfig, builtIns, clientContextParams: params };
  const resolve = createEndpointResolver({ ruleSet, partitions, config, service: "bare" });
  check(() => resolve(bare.operation("Call"), {}), endpointCase.expect);

  if (!endpointCase.expect.endpoint) return;
  const values = Object.entries(ruleSet.parameters).map(([name, parameter]) => params[name] ?? parameter.default);
  const bareRules = compileRuleSet(ruleSet, partitions)(values)!;
  expect(trimSlash(bareRules.url)).toBe(trimSlash(endpointCase.expect.endpoint.url));
  expect(bareRules.properties).toEqual(endpointCase.expect.endpoint.properties ?? {});
}

function check(resolve: () => Endpoint, expected: EndpointCase["expect"]): void {
  if (expected.error !== undefined) {
    expect(resolve).toThrow(expected.error);
    return;
  }
  const { url, properties, headers } = expected.endpoint!;
  const endpoint = resolve();
  expect(endpoint.origin + endpoint.path).toBe(normalized(url));
  expect(endpoint.headers ?? {}).toEqual(headers ?? {});
  expect(endpoint.authSchemes).toEqual(toAuthSchemes(properties?.authSchemes) as AuthScheme[] | undefined);
}

/** A URL as an `Endpoint` has it: the host in lower case, no default port, no slash at the end. */
const normalized = (url: string): string =>
  trimSlash(url)
    .replace(/^https?:\/\/[^/]+/, (origin) => origin.toLowerCase())
    .replace(/^(https:.*?):443(?=\/|$)/, "$1");

const trimSlash = (url: string): string => url.replace(/\/+$/, "");

describe.skipIf(!found)("botocore's endpoint tests over the rule sets of the same commit", () => {
  const tally = { cases: 0 };
  afterAll(() => console.log(`botocore-endpoints, rule sets of the same commit: ${tally.cases} cases`));
  const folder = join(botocore, "service-tests");
  for (const service of found ? readdirSync(folder) : []) {
    it(service, () => {
      const { testCases } = readJson<{ testCases: EndpointCase[] }>(folder, service, "endpoint-tests-1.json");
      const ruleSet = newestRuleSet(service);
      const failed: string[] = [];
      for (const endpointCase of testCases) {
        tally.cases++;
        try {
          checkCase(ruleSet, endpointCase, oraclePartitions);
        } catch (error) {
          failed.push(`${endpointCase.documentation}: ${(error as Error).message}`);
        }
      }
      expect(failed).toEqual([]);
    });
  }
});

function convert(name: string, ...path: string[]): EndpointRuleSet {
  return fromBotocoreRules(readJson(...path), name);
}

function newestRuleSet(service: string): EndpointRuleSet {
  const folder = join(botocore, "rule-sets", service);
  return convert(service, folder, readdirSync(folder).sort().at(-1)!, "endpoint-rule-set-1.json");
}

const models = join(import.meta.dirname, "../../models");
const ourPartitions: Partitions = readJson(models, "shared", "partitions.json");

describe.skipIf(!found)("botocore's endpoint tests over our models", () => {
  const tally = { cases: 0, operations: 0, expected: 0, absent: [] as string[] };
  afterAll(() => {
    const { cases, operations, expected, absent } = tally;
    console.log(
      `botocore-endpoints, our models: ${cases} cases, ${operations} by an operation's input, ${expected} expected failures` +
        (absent.length > 0 ? `; services that the newer models no longer have: ${absent.join(", ")}` : ""),
    );
  });
  const folder = join(botocore, "service-tests");
  for (const name of found ? readdirSync(folder) : []) {
    if (!existsSync(join(models, `${name}.json`))) {
      tally.absent.push(name);
      continue;
    }
    it(name, () => {
      const { testCases } = readJson<{ testCases: EndpointCase[] }>(folder, name, "endpoint-tests-1.json");
      const model = readJson<ServiceModel>(models, `${name}.json`);
      const service = new Service(name, model);
      const ruleSet = ruleSetOf(model);
      const failed: Record<string, string> = {};
      for (const endpointCase of testCases) {
        tally.cases++;
        tally.operations += endpointCase.operationInputs?.length ?? 0;
        try {
          checkCase(ruleSet, endpointCase, ourPartitions);
          for (const input of endpointCase.operationInputs ?? []) checkOperation(service, ruleSet, endpointCase, input);
        } catch (error) {
          failed[endpointCase.documentation] = (error as Error).message;
        }
      }
      const expected = expectedEndpointFailures[name] ?? {};
      tally.expected += Object.keys(expected).length;
      expect(Object.keys(failed), JSON.stringify(failed, undefined, 2)).toEqual(Object.keys(expected));
    });
  }
});

function ruleSetOf(model: ServiceModel): EndpointRuleSet {
  const rules = model.endpointRules!;
  if (!("shared" in rules)) return rules;
  const text = readFileSync(join(models, "shared", "endpoint-rules", `${rules.shared}.json`), "utf8");
  return JSON.parse(text.replaceAll("{@host}", rules.host)) as EndpointRuleSet;
}

/** Runs a case as a call of the operation: the parameters come from the input, the model's traits and the settings. */
function checkOperation(service: Service, ruleSet: EndpointRuleSet, endpointCase: EndpointCase, input: OperationInput) {
  const { "AWS::Auth::AccountId": accountId, ...builtIns } = input.builtInParams ?? {};
  const mode = builtIns["AWS::Auth::AccountIdEndpointMode"] as EndpointConfig["accountIdEndpointMode"] | undefined;
  const region = builtIns["AWS::Region"] as string | undefined;
  const config: EndpointConfig = {
    ...emptyConfig,
    region,
    builtIns,
    accountIdEndpointMode: mode ?? "preferred",
    clientContextParams: input.clientParams ?? {},
  };
  check(() => {
    const resolve = createEndpointResolver({ ruleSet, partitions: ourPartitions, config, service: service.name });
    const operation = service.operation(input.operationName);
    return resolve(operation, input.operationParams ?? {}, accountId as string | undefined);
  }, endpointCase.expect);
}

describe.skipIf(!found)("botocore's unit cases of the rules engine", () => {
  for (const file of found ? readdirSync(join(botocore, "unit", "test-cases")) : []) {
    const ruleSet = convert(file, botocore, "unit", "valid-rules", file);
    const { testCases } = readJson<{ testCases: EndpointCase[] }>(botocore, "unit", "test-cases", file);
    testCases.forEach((endpointCase, index) => {
      it(`${file} ${index}: ${endpointCase.documentation}`, () => checkCase(ruleSet, endpointCase, oraclePartitions));
    });
  }
  it("compiles every valid rule set", () => {
    for (const file of readdirSync(join(botocore, "unit", "valid-rules"))) {
      compileRuleSet(convert(file, botocore, "unit", "valid-rules", file), oraclePartitions);
    }
  });
});
