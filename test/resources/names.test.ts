import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { definitions } from "../../definitions/index.ts";
import { describeService } from "../../src/resource/describe.ts";
import type { ResourceDescription } from "../../src/resource/description.ts";
import { findPython } from "../peers/python.ts";
import { loadModel } from "./loadModel.ts";

const python = findPython("the names of boto3's attributes and of ours");

/** boto3 loads an association as a shape that has more than the one it declares; here they are one. */
const MORE_THAN_BOTO3: Readonly<Record<string, readonly string[]>> = {
  "ec2.NetworkInterfaceAssociation": ["allocation_id", "association_id"],
};

describe.skipIf(!python)("identifiers, attributes, references and collections", () => {
  it("have boto3's names, in camelCase", { timeout: 60_000 }, () => {
    const script = fileURLToPath(new URL("boto3_names.py", import.meta.url));
    const boto3 = JSON.parse(execFileSync(python!, [script], { encoding: "utf8" })) as Record<string, string[]>;
    expect(Object.keys(boto3).length).toBe(79);
    const ours: Record<string, string[]> = {};
    for (const [service, definition] of Object.entries(definitions)) {
      const { resources } = describeService(loadModel(service), definition);
      for (const [name, resource] of Object.entries(resources)) {
        const more = MORE_THAN_BOTO3[`${service}.${name}`] ?? [];
        const names = propertyNames(resource).filter((each) => !more.includes(each));
        ours[`${service}.${name}`] = names.sort();
      }
    }
    // boto3 has no factory for the class of a new key pair: its `KeyPair` makes a KeyPairInfo.
    delete ours["ec2.KeyPair"];
    expect(ours).toEqual(boto3);
  });
});

function propertyNames({ identifiers, attributes, references, collections }: ResourceDescription): string[] {
  return [identifiers, attributes, references, collections].flat().map(({ name }) => snakeCase(name));
}

/** botocore's `xform_name`, for names that begin with a small letter. */
function snakeCase(name: string): string {
  return name
    .replace(/^[a-z]/, (first) => first.toUpperCase())
    .replace(/([A-Z]{2,}s)$/, (plural) => `_${plural.toLowerCase()}`)
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase();
}
