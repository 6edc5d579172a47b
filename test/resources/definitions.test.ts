import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { definitions } from "../../definitions/index.ts";
import { describeService } from "../../src/resource/describe.ts";
import { compareWithBoto3 } from "../../tools/resources/compare.ts";
import { sumOf } from "../../tools/resources/counts.ts";
import { PURPOSES } from "../../tools/resources/onPurpose.ts";
import { loadModel } from "./loadModel.ts";

const oracles = process.env.TUCUXI_ORACLES ?? join(import.meta.dirname, "../../../shared/oracles");
const boto3 = join(oracles, "boto3-resources");
const found = existsSync(boto3);
if (!found) console.log("skipped: no oracle boto3-resources beside the project (TUCUXI_ORACLES names another folder)");

describe("the definitions", () => {
  it.each(Object.keys(definitions))("of %s fit its model", (service) => {
    const { resources } = describeService(loadModel(service), definitions[service]!);
    expect(Object.keys(resources)).toEqual(Object.keys(definitions[service]!.resources));
  });

  it.runIf(found)("have all that boto3's have, or say why in another form", () => {
    const { counts, unexplained, onPurpose } = compareWithBoto3(boto3)!;
    expect(unexplained).toEqual([]);
    expect(new Set(onPurpose.map(({ purpose }) => purpose)).size, "every reason is needed").toBe(PURPOSES.length);
    // The parity list counts 737 attributes for an earlier botocore; its shapes have grown since.
    expect(sumOf(Object.values(counts))).toEqual({
      resources: 80,
      identifiers: 111,
      attributes: 745,
      loadable: 60,
      actions: 278,
      serviceActions: 40,
      collections: 52,
      serviceCollections: 35,
      batchActions: 15,
      waiters: 17,
      references: 28,
      subResources: 69,
    });
  });
});
