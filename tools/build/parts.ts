import { definitions } from "../../definitions/index.ts";
import type { ServiceMetadata } from "../../src/model/types.ts";
import { protocols } from "../../src/protocol/index.ts";
import { customizations } from "../../src/services/index.ts";
import { resourceExtensions } from "../../src/services/resourceExtensions.ts";

/** Loaded so that no module of the package holds all parts in one object, which a bundler could not take apart. */
const parts: Readonly<Record<string, object>> = await import("../../src/parts.ts");

/** The names in `tucuxi/parts` by what they are to `registerService`. */
type PartNames = Readonly<Record<string, string>>;

/** The names in `tucuxi/parts` of what a service's calls need. */
export function callParts(name: string, metadata: ServiceMetadata): PartNames {
  const customization = customizations[name];
  return {
    protocol: nameOfPart(protocols[metadata.protocol]),
    ...(customization && { customization: nameOfPart(customization) }),
  };
}

/** As `callParts`, of what its resources need. */
export function resourceParts(name: string): PartNames {
  const extension = resourceExtensions[name];
  if (!Object.hasOwn(definitions, name)) return {};
  return {
    ...(extension && { extension: nameOfPart(extension) }),
    createResource: "createServiceResource",
  };
}

/** `{ protocol: restXml, customization: s3Customization }` */
export function partsObject(names: PartNames): string {
  return `{ ${Object.entries(names)
    .map(([role, name]) => `${role}: ${name}`)
    .join(", ")} }`;
}

function nameOfPart(part: object): string {
  const found = Object.entries(parts).find(([, value]) => value === part);
  if (!found) throw new Error("src/parts.ts does not export what a service needs.");
  return found[0];
}

/** The types of `tucuxi/parts`: nobody looks into a part but the library. */
export function partsTypes(): string {
  const names = Object.keys(parts).sort();
  return names.map((name) => `export declare const ${name}: object;\n`).join("");
}
