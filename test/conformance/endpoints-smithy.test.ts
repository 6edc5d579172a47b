import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createEndpointResolver, type EndpointConfig, type Partitions } from "../../src/endpoint/index.ts";
import { compileRuleSet } from "../../src/endpoint/ruleSet.ts";
import { fromBotocoreRules } from "../../src/model/botocoreRules.ts";
import { Service } from "../../src/model/service.ts";
import type { EndpointRuleSet, OperationModel, ServiceModel, ShapeModel } from "../../src/model/types.ts";
import { expectedSmithyFailures } from "./expected-failures.ts";

const root = join(process.env.TUCUXI_ORACLES ?? join(import.meta.dirname, "../../../shared/oracles"));
const suite = join(root, "smithy-rules-engine");
const found = existsSync(suite);
if (!found) console.log("skipped: no oracle smithy-rules-engine (set TUCUXI_ORACLES)");

/** As much of a Smithy model's JSON as endpoints need. */
interface SmithyShape {
  readonly type: string;
  readonly members?: Readonly<
    Record<string, { readonly target: string; readonly traits?: Readonly<Record<string, unknown>> }>
  >;
  readonly input?: { readonly target: string };
  readonly member?: { readonly target: string };
  readonly key?: { readonly target: string };
  readonly value?: { readonly target: string };
  readonly traits?: Readonly<Record<string, unknown>>;
}

interface EndpointCase {
  readonly documentation: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly operationInputs?: readonly {
    readonly operationName: string;
    readonly operationParams?: Readonly<Record<string, unknown>>;
    readonly clientParams?: Readonly<Record<string, unknown>>;
    readonly builtInParams?: Readonly<Record<string, unknown>>;
  }[];
  readonly expect: {
    readonly error?: string;
    readonly endpoint?: {
      readonly url: string;
      readonly properties?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, readonly string[]>>;
    };
  };
}

const partitions = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../models/shared/partitions.json"), "utf8"),
) as Partitions;

describe.skipIf(!found)("Smithy's tests of the rules engine", () => {
  for (const file of found ? readdirSync(suite).filter((name) => name.endsWith(".json")) : []) {
    const { shapes } = JSON.parse(readFileSync(join(suite, file), "utf8")) as { shapes: Record<string, SmithyShape> };
    const { traits = {} } = Object.values(shapes).find(({ type }) => type === "service")!;
    const ruleSet = fromBotocoreRules(traits["smithy.rules#endpointRuleSet"], file);
    const { testCases } = traits["smithy.rules#endpointTests"] as { testCases: readonly EndpointCase[] };
    const service = new Service(file, toModel(shapes));
    testCases.forEach((endpointCase, index) => {
      it(`${file} ${index}: ${endpointCase.documentation}`, () => {
        checkRules(ruleSet, endpointCase);
        const check = () => {
          for (const input of endpointCase.operationInputs ?? []) checkOperation(service, ruleSet, endpointCase, input);
        };
        if (expectedSmithyFailures[file]?.[endpointCase.documentation]) expect(check).toThrow();
        else check();
      });
    });
  }
});

function checkRules(ruleSet: EndpointRuleSet, { params = {}, expect: expected }: EndpointCase): void {
  const values = Object.entries(ruleSet.parameters).map(([name, parameter]) => params[name] ?? parameter.default);
  const run = () => compileRuleSet(ruleSet, partitions)(values);
  if (expected.error !== undefined) {
    expect(run).toThrow(expected.error);
    return;
  }
  expect(run()).toEqual({ properties: {}, headers: {}, ...expected.endpoint });
}

function checkOperation(
  service: Service,
  ruleSet: EndpointRuleSet,
  { expect: expected }: EndpointCase,
  input: NonNullable<EndpointCase["operationInputs"]>[number],
): void {
  const config: EndpointConfig = {
    region: undefined,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    endpoint: undefined,
    accountIdEndpointMode: "preferred",
    builtIns: input.builtInParams ?? {},
    clientContextParams: input.clientParams ?? {},
  };
  const resolve = createEndpointResolver({ ruleSet, partitions, config, service: service.name });
  const run = () => resolve(service.operation(input.operationName), input.operationParams ?? {});
  if (expected.error !== undefined) {
    expect(run).toThrow(expected.error);
    return;
  }
  const endpoint = run();
  expect(endpoint.origin + endpoint.path).toBe(expected.endpoint!.url);
  // A second call is answered from the cache, by the same values.
  expect(run()).toBe(endpoint);
}

/** The model that our converter would make of the Smithy model's operations. */
function toModel(smithy: Readonly<Record<string, SmithyShape>>): ServiceModel {
  const operations: Record<string, OperationModel> = {};
  const shapes: Record<string, ShapeModel> = {};
  for (const [id, shape] of Object.entries(smithy)) {
    const { traits = {} } = shape;
    if (shape.type === "operation") {
      operations[nameOf(id)] = {
        ...(shape.input && { input: nameOf(shape.input.target) }),
        ...pick(traits, "staticContextParams"),
        ...pick(traits, "operationContextParams"),
      };
    } else if (shape.type === "structure") {
      const members = Object.entries(shape.members ?? {}).map(([name, { target, traits: memberTraits = {} }]) => [
        name,
        { shape: nameOf(target), ...pick(memberTraits, "contextParam") },
      ]);
      shapes[nameOf(id)] = { structure: Object.fromEntries(members) };
    }
  }
  return { format: 1, metadata: {}, operations, shapes } as unknown as ServiceModel;
}

function pick(traits: Readonly<Record<string, unknown>>, name: string): object {
  const value = traits[`smithy.rules#${name}`];
  return value === undefined ? {} : { [name]: value };
}

function nameOf(id: string): string {
  return id.slice(id.indexOf("#") + 1);
}
