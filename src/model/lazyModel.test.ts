import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { lazyModel } from "./lazyModel.ts";

const folder = new URL("../../models/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");

describe("lazyModel", () => {
  it("has what JSON.parse has, in the same order, of every model", () => {
    expect(names).toHaveLength(436);
    for (const name of names) {
      const text = read(name);
      // The texts are compared, which shows the order too.
      expect(JSON.stringify(lazyModel(text)) === JSON.stringify(JSON.parse(text)), name).toBe(true);
    }
  });

  it("parses a section when it is first read, once, and the rules apart from their parameters", () => {
    const text = read("s3.json");
    const parse = vi.spyOn(JSON, "parse");
    const model = lazyModel(text);
    expect(parse).not.toHaveBeenCalled();
    expect(model.metadata.serviceId).toBe("S3");
    expect(model.metadata).toBe(model.metadata);
    expect(Object.keys(model.operations)).toContain("GetObject");
    expect(model.endpointRules).toHaveProperty("parameters.Bucket");
    const parsed = parse.mock.calls.reduce((sum, [part]) => sum + part.length, 0);
    parse.mockRestore();
    expect(parsed).toBeLessThan(text.length / 8);
  });

  it("parses a text of another layout at once", () => {
    const model = { format: 1, metadata: { serviceId: "S" }, operations: {}, shapes: { A: "string" } };
    for (const space of [0, 2]) expect(lazyModel(JSON.stringify(model, null, space))).toEqual(model);
    expect(() => lazyModel("{\n broken")).toThrow(SyntaxError);
  });
});
