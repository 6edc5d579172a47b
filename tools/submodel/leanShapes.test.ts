import { expect, it } from "vitest";
import { leanShapes } from "./leanShapes.ts";

it("leaves out what only types are made of", () => {
  const shapes = leanShapes({
    Key: { type: "string", min: 1, max: 1024, pattern: ".*" },
    Class: { type: "string", enum: ["STANDARD"] },
    Input: { structure: { Key: { shape: "Key", deprecated: true }, Class: "Class" }, required: ["Key"] },
  });
  expect(shapes).toEqual({
    Key: { type: "string", min: 1 },
    string: "string",
    Input: { structure: { Key: "Key", Class: "string" }, required: ["Key"] },
  });
});

it("has one shape for all scalars of a type, wherever they are used", () => {
  const shapes = leanShapes({
    Name: "string",
    Size: "long",
    Names: { list: { shape: "Name", locationName: "item" } },
    Sizes: { map: ["Name", "Size"] },
  });
  expect(shapes).toEqual({
    string: "string",
    long: "long",
    Names: { list: { shape: "string", locationName: "item" } },
    Sizes: { map: ["string", "long"] },
  });
});

it("leaves a service's own shape of such a name alone", () => {
  const shapes = leanShapes({ Name: "string", string: { type: "string", sensitive: true } });
  expect(shapes).toEqual({ Name: "string", string: { type: "string", sensitive: true } });
});
