import { definitions } from "../../definitions/index.ts";
import { compileSimplePath } from "../../src/model/path.ts";
import type { ServiceModel } from "../../src/model/types.ts";
import { protocols } from "../../src/protocol/index.ts";
import { customizations } from "../../src/services/index.ts";
import { resourceExtensions } from "../../src/services/resourceExtensions.ts";

/** Loaded so that no module of the package holds all parts in one object, which a bundler could not take apart. */
const parts: Readonly<Record<string, object>> = await import("../../src/parts.ts");

/** The names in `tucuxi/parts` by what they are to `registerService`. */
interface PartNames {
  readonly protocol?: string;
  readonly customization?: string;
  readonly extension?: string;
  readonly createResource?: string;
  readonly brings?: readonly string[];
}

/** The names in `tucuxi/parts` of what the operations of a model need. */
export function callParts(name: string, model: ServiceModel): PartNames {
  const customization = customizations[name];
  return {
    protocol: nameOfPart(protocols[model.metadata.protocol]),
    ...(customization && { customization: nameOfPart(customization) }),
    brings: [...operationBrings(model), ...(credentialsBrings[name] ?? [])],
  };
}

/** As `callParts`, of what a service's resources need. */
export function resourceParts(name: string): PartNames {
  const extension = resourceExtensions[name];
  if (!Object.hasOwn(definitions, name)) return {};
  return {
    ...(extension && { extension: nameOfPart(extension) }),
    createResource: "createServiceResource",
  };
}

/** The services whose clients get credentials, and the code that has them do so. */
const credentialsBrings: Readonly<Record<string, readonly string[]>> = {
  sts: ["bringRoles"],
  sso: ["bringSso"],
  "sso-oidc": ["bringSso"],
  signin: ["bringLogin"],
};

function operationBrings({ operations, shapes, paginators = {}, waiters = {} }: ServiceModel): string[] {
  const isEventStream = (name: string | undefined) => {
    const shape = name === undefined ? undefined : shapes[name];
    if (typeof shape !== "object" || !("structure" in shape)) return false;
    return Object.values(shape.structure).some((member) => {
      const target = shapes[typeof member === "string" ? member : member.shape];
      return typeof target === "object" && target.eventstream === true;
    });
  };
  const all = Object.values(operations);
  const expressions = Object.values(waiters).flatMap(({ acceptors }) => acceptors.map(({ argument }) => argument));
  const needed: Readonly<Record<string, boolean>> = {
    bringPaginators: Object.keys(paginators).length > 0,
    bringWaiters: Object.keys(waiters).length > 0,
    bringJmespath:
      Object.keys(paginators).length > 0 ||
      expressions.some((expression) => expression !== undefined && !compileSimplePath(expression)),
    bringEventStreams: all.some(({ input, output }) => isEventStream(input) || isEventStream(output)),
    bringHttp2: all.some(({ input }) => isEventStream(input)),
    bringDiscovery: all.some(({ endpointdiscovery }) => endpointdiscovery !== undefined),
  };
  return Object.keys(needed).filter((name) => needed[name]);
}

/** All the names of parts in it, each once. */
export function namesIn({ brings = [], ...others }: PartNames): string[] {
  return [...new Set([...Object.values(others as Readonly<Record<string, string>>), ...brings])];
}

/** `{ protocol: restXml, customization: s3Customization, brings: [bringPaginators] }` */
export function partsObject({ brings = [], ...others }: PartNames & { readonly definition?: string }): string {
  const members = Object.entries(others).map(([role, name]) => `${role}: ${name}`);
  if (brings.length > 0) members.push(`brings: [${brings.join(", ")}]`);
  return `{ ${members.join(", ")} }`;
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
