import type { ServiceModel } from "../../src/model/types.ts";

/** What a model takes of `models/shared/`. */
export function sharedFiles({ endpointRules }: ServiceModel): string[] {
  const files = ["shared/partitions", "shared/defaults"];
  if (endpointRules && "shared" in endpointRules) files.push(`shared/endpoint-rules/${endpointRules.shared}`);
  return files;
}

/** The classes of exceptions, each of which a bundle has only where it is used. */
export function exceptionExports(serviceId: string, names: readonly string[]): string[] {
  return names.map(
    (name) =>
      `export const ${name} = /* @__PURE__ */ exceptionClass(${JSON.stringify(serviceId)}, ${JSON.stringify(name)});`,
  );
}
