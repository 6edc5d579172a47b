import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { packagedServices } from "../../src/model/packaged.ts";
import { endpointRules } from "../../src/model/rules.ts";
import { Service } from "../../src/model/service.ts";
import type { MemberModel, ServiceModel, ShapeModel } from "../../src/model/types.ts";
import { writeModel } from "./write.ts";

const directory = new URL("../../models/", import.meta.url);
const names = readdirSync(fileURLToPath(directory)).filter((file) => file.endsWith(".json"));
const texts = new Map(names.map((file) => [file.slice(0, -5), readFileSync(new URL(file, directory), "utf8")]));
const models = new Map([...texts].map(([name, text]) => [name, JSON.parse(text) as ServiceModel]));

function count(of: (model: ServiceModel) => object | undefined): number {
  return [...models.values()].reduce((sum, model) => sum + Object.keys(of(model) ?? {}).length, 0);
}

describe("the models of botocore 1.43.107", () => {
  it("are all there", () => {
    expect(models.size).toBe(436);
    expect(count(({ operations }) => operations)).toBe(19_427);
    expect(count(({ shapes }) => shapes)).toBe(123_310);
    expect(count(({ paginators }) => paginators)).toBe(3_359);
    expect(count(({ waiters }) => waiters)).toBe(391);
  });

  it("are written to the byte as the updater writes them, a line an entry", () => {
    for (const [name, model] of models) expect(writeModel(model) === texts.get(name), name).toBe(true);
  });

  it("refer to nothing that they lack", () => {
    for (const [name, model] of models) {
      const service = new Service(name, model);
      for (const operation of service.operationNames.map((each) => service.operation(each))) {
        void [operation.input, operation.output, operation.errors];
      }
      for (const shape of Object.values(model.shapes)) for (const ref of references(shape)) service.shape(ref);
      for (const operation of Object.keys(model.paginators ?? {})) service.operation(operation);
      for (const waiter of Object.values(model.waiters ?? {})) service.operation(waiter.operation);
    }
  });

  it("require no member that they lack", () => {
    for (const { shapes } of models.values()) {
      for (const shape of Object.values(shapes)) {
        if (typeof shape === "string" || !("structure" in shape)) continue;
        for (const member of shape.required ?? []) expect(shape.structure).toHaveProperty([member]);
        if (shape.payload) expect(shape.structure).toHaveProperty([shape.payload]);
      }
    }
  });

  it("have endpoint rules, with the host filled in", () => {
    for (const [name, model] of models) {
      expect(endpointRules(model)?.rules.length, name).toBeGreaterThan(0);
      expect(JSON.stringify(endpointRules(model)), name).not.toContain("{@host}");
    }
  });

  it("stand in the index", () => {
    const { services } = packagedServices();
    expect(Object.keys(services)).toEqual([...models.keys()].sort());
    for (const [name, { metadata }] of models) expect(metadata).toMatchObject(services[name]!);
  });

  it("hold no documentation", () => {
    for (const [name, text] of texts) expect(/"documentation":|<p>/.test(text), name).toBe(false);
  });
});

function references(shape: ShapeModel): string[] {
  if (typeof shape === "string") return [];
  const members: MemberModel[] = [];
  if ("structure" in shape) members.push(...Object.values(shape.structure));
  if ("list" in shape) members.push(shape.list);
  if ("map" in shape) members.push(...shape.map);
  return members.map((member) => (typeof member === "string" ? member : member.shape));
}
