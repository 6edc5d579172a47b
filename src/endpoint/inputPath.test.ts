import { expect, it } from "vitest";
import { inputPath } from "./inputPath.ts";

const input = {
  Parameters: { Name: "orders" },
  Tables: { a: [], b: [] },
  Items: [{ Get: { Table: "t1" } }, { Get: {} }, { Put: { Table: "t2" }, Get: { Table: "t3" } }],
};

// The forms of `operationContextParams` in botocore's models.
it.each([
  ["Parameters.Name", "orders"],
  ["keys(Tables)", ["a", "b"]],
  ["Items[*].Get.Table", ["t1", "t3"]],
  ["Items[*].[Get.Table, Put.Table][]", ["t1", "t3", "t2"]],
  ["Items[*][Get.Table, Put.Table][]", ["t1", "t3", "t2"]],
  ["keys(Missing)", []],
])("reads %s", (path, expected) => {
  expect(inputPath(path)(input)).toEqual(expected);
});

it("gives nothing of what is not there", () => {
  expect(inputPath("Missing.Name")(input) ?? undefined).toBeUndefined();
  expect(inputPath("Missing[*].[A, B][]")(input)).toEqual([]);
});
