import { describe, expect, it } from "vitest";
import { ModelError } from "../errors/index.ts";
import { compilePath, compileSimplePath, isTruthy, simplePath } from "./path.ts";

describe("compilePath", () => {
  it("makes a function at once of what models use for tokens and results", () => {
    const token = compilePath("NextMarker || Contents[-1].Key") as (data: unknown) => unknown;
    expect(token({ Contents: [{ Key: "a" }, { Key: "b" }] })).toBe("b");
    expect(token({ NextMarker: "m", Contents: [{ Key: "a" }] })).toBe("m");
    expect(token({ Contents: [] })).toBeNull();
  });

  it("projects and flattens as JMESPath does", () => {
    const states = simplePath("Reservations[].Instances[].State.Name");
    const data = {
      Reservations: [{ Instances: [{ State: { Name: "a" } }, {}] }, { Instances: [{ State: { Name: "b" } }] }],
    };
    expect(states(data)).toEqual(["a", "b"]);
    expect(simplePath("a[*].b[*]")({ a: [{ b: [1] }, { b: [2] }] })).toEqual([[1], [2]]);
    expect(simplePath("a[]")({ a: 5 })).toBeNull();
  });

  it("loads the package for anything else", async () => {
    const some = await compilePath("length(Images[]) > `0`");
    expect(some({ Images: [{}] })).toBe(true);
    expect(some({ Images: [] })).toBe(false);
  });

  it("keeps backslashes of raw strings, as boto3 does", async () => {
    const read = await compilePath("['\\\\', 'it\\'s', `\"\\\\\"`]");
    expect(read({})).toEqual(["\\\\", "it's", "\\"]);
  });

  it("says of a text that is no expression what is wrong with it", async () => {
    await expect(async () => compilePath("Contents[")).rejects.toThrow(ModelError);
    await expect(async () => compilePath("Contents[")).rejects.toThrow('"Contents["');
    await expect(async () => compilePath("Contents[*]Key")).rejects.toThrow(ModelError);
  });

  it("reads own members only", () => {
    expect(simplePath("constructor")({})).toBeNull();
    expect(simplePath("toString")({ toString: 1 })).toBe(1);
  });
});

describe("compileSimplePath", () => {
  it("leaves to the package what it does not know", () => {
    for (const text of ["a.*", "a[?b]", "a[1:2]", "'a'", '"a"', "a | b", "foo[*]bar", ".a", "a..b", ""]) {
      expect(compileSimplePath(text), text).toBeUndefined();
    }
  });
});

describe("isTruthy", () => {
  it("is false for nothing and for what is empty", () => {
    for (const value of [null, undefined, false, "", [], {}]) expect(isTruthy(value)).toBe(false);
  });

  it("is true for zero and for dates", () => {
    for (const value of [0, "0", [0], { a: null }, new Date(0)]) expect(isTruthy(value)).toBe(true);
  });
});
