import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fromBotocore } from "../../src/model/botocore.ts";
import { Service, type Shape } from "../../src/model/service.ts";

const root = join(process.env.TUCUXI_ORACLES ?? join(import.meta.dirname, "../../../shared/oracles"));
const found = existsSync(join(root, "botocore-protocols")) && existsSync(join(root, "boto3-resources"));
if (!found) console.log("skipped: no oracles botocore-protocols, boto3-resources (set TUCUXI_ORACLES)");

interface Suite {
  readonly description: string;
  readonly metadata: Record<string, unknown>;
  readonly shapes: Record<string, { readonly members?: Record<string, { readonly locationName?: string }> }>;
  readonly cases: readonly { readonly given: { readonly name?: string } }[];
}

/** What the mini models of the suites leave out and every real one has. */
const defaults = { apiVersion: "2020-01-01", serviceId: "Sample", endpointPrefix: "sample" };

describe.skipIf(!found)("the mini models of botocore's protocol tests", () => {
  for (const folder of ["input", "output", "legacy/input", "legacy/output"]) {
    for (const file of found ? readdirSync(join(root, "botocore-protocols", folder)) : []) {
      it(`${folder}/${file}: each case converts, and each name in it resolves`, () => {
        const suites = read(join("botocore-protocols", folder, file)) as Suite[];
        for (const { metadata, shapes, cases } of suites) {
          for (const { given } of cases) {
            const name = given.name ?? "Operation";
            const service = { metadata: { ...defaults, ...metadata }, shapes, operations: { [name]: given } };
            const model = new Service("sample", fromBotocore({ service }));
            const operation = model.operation(name);
            void [operation.input, operation.output, operation.errors];
            for (const shape of Object.keys(shapes)) resolveMembers(model.shape(shape), shapes[shape]!);
          }
        }
      });
    }
  }
});

/** Members are all there, in order, and every name on the wire is what the suite says. */
function resolveMembers(shape: Shape, original: Suite["shapes"][string]): void {
  if (shape.type === "list") void shape.member.shape;
  if (shape.type === "map") void [shape.key.shape, shape.value.shape];
  if (shape.type !== "structure") return;
  const members = Object.entries(original.members ?? {});
  expect([...shape.members.keys()]).toEqual(members.map(([name]) => name));
  for (const [name, { locationName }] of members) {
    const member = shape.members.get(name)!;
    const inherited = member.shape.traits.locationName;
    expect(member.traits.locationName ?? inherited ?? name).toBe(locationName ?? inherited ?? name);
  }
}

it.skipIf(!found)("converts the fixture of boto3's resource tests", () => {
  const file = (name: string) => read(join("boto3-resources", "_todo-fixture", `${name}.json`));
  const original = file("service-2") as { metadata: object; operations: object; shapes: Suite["shapes"] };
  const metadata = { ...defaults, ...original.metadata };
  const model = fromBotocore({ service: { ...original, metadata }, waiters: file("waiters-2") });
  const service = new Service("todo", model);
  expect(service.operationNames).toEqual(Object.keys(original.operations).sort());
  for (const name of service.operationNames) void [service.operation(name).input, service.operation(name).output];
  for (const [name, shape] of Object.entries(original.shapes)) resolveMembers(service.shape(name), shape);
  for (const waiter of Object.values(model.waiters ?? {})) service.operation(waiter.operation);
});

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}
