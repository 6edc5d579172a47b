import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Service, type Shape } from "../../src/model/service.ts";
import type { ServiceModel } from "../../src/model/types.ts";
import { alwaysPresentIn, presenceSources, servicesWithSources } from "./alwaysPresent.ts";

describe.each(servicesWithSources)("members of outputs that always come, in %s", (name) => {
  const service = new Service(name, read(`models/${name}.json`));

  it("have the page of an operation as their source that gives the shape", () => {
    for (const [operation, shapes] of presenceSources(name)) {
      const given = shapesBelow(service.operation(operation).output!);
      expect([...given], operation).toEqual(expect.arrayContaining([...shapes]));
    }
  });

  it("are named once, and only where the model does not require them", () => {
    const shapes = presenceSources(name).flatMap(([, each]) => each);
    expect(shapes).toHaveLength(new Set(shapes).size);
    for (const [shape, members] of alwaysPresentIn(name)) {
      const { required = [] } = service.shape(shape).traits;
      expect(
        [...members].filter((member) => required.includes(member)),
        shape,
      ).toEqual([]);
    }
  });
});

function read(path: string): ServiceModel {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")) as ServiceModel;
}

function shapesBelow(shape: Shape, found: Set<string> = new Set()): Set<string> {
  if (found.has(shape.name)) return found;
  found.add(shape.name);
  for (const { shape: below } of shape.members.values()) shapesBelow(below, found);
  if (shape.type === "list") shapesBelow(shape.member.shape, found);
  if (shape.type === "map") shapesBelow(shape.value.shape, found);
  return found;
}
