import { definitions } from "../../definitions/index.ts";
import type { Service } from "../../src/model/service.ts";
import { exceptionShapes } from "../types/exceptionTypes.ts";
import type { ServiceNames } from "../types/serviceNames.ts";
import { callParts, partsObject, resourceParts } from "./parts.ts";

/**
 * The JavaScript module of a service, `dist/services/rds.js`: it brings the model along and what code its calls
 * and its resources need, and registers them. Node, bundlers and Deno all read JSON so.
 */
export function serviceModule(
  service: Service,
  { value, service: name }: ServiceNames,
  hasOwnExports: boolean,
): string {
  const exceptions = exceptionShapes(service).map((shape) => shape.name);
  const { endpointRules } = service.model;
  const shared = endpointRules && "shared" in endpointRules ? endpointRules.shared : undefined;
  const used = { ...callParts(name, service.metadata), ...resourceParts(name) };
  const lines = [
    `import { ${Object.values(used).join(", ")} } from "../parts.js";`,
    'import { registerService } from "../register.js";',
    `import model from "../../models/${name}.json" with { type: "json" };`,
    'import partitions from "../../models/shared/partitions.json" with { type: "json" };',
    'import defaults from "../../models/shared/defaults.json" with { type: "json" };',
  ];
  if (shared)
    lines.push(`import endpointRules from "../../models/shared/endpoint-rules/${shared}.json" with { type: "json" };`);
  const hasResources = Object.hasOwn(definitions, name);
  if (hasResources) lines.push(`import definition from "../definitions/${name}.json" with { type: "json" };`);
  if (hasOwnExports) lines.push(`export * from "./${name}/index.js";`);
  const registered = `registerService(${JSON.stringify(name)}, model, { partitions, defaults${shared ? ", endpointRules" : ""} }, ${partsObject(hasResources ? { ...used, definition: "definition" } : used)})`;
  if (exceptions.length === 0) {
    lines.push(`export const { service: ${value} } = ${registered};`);
  } else {
    lines.push(`const { service, exceptions } = ${registered};`);
    lines.push(`export { service as ${value} };`, `export const { ${exceptions.join(", ")} } = exceptions;`);
  }
  return `${lines.join("\n")}\n`;
}
