import { definitions } from "../../definitions/index.ts";
import type { Service } from "../../src/model/service.ts";
import { exceptionShapes } from "../types/exceptionTypes.ts";
import type { ServiceNames } from "../types/serviceNames.ts";
import { exceptionExports, sharedFiles } from "./moduleText.ts";
import { callParts, namesIn, partsObject, resourceParts } from "./parts.ts";

/**
 * The JavaScript module of a service, `dist/services/rds.js`: it brings the model along and what code its calls
 * and its resources need, and registers them.
 */
export function serviceModule(
  service: Service,
  { value, service: name }: ServiceNames,
  hasOwnExports: boolean,
): string {
  const { metadata, model } = service;
  const used = { ...callParts(name, model), ...resourceParts(name) };
  const files = sharedFiles(model);
  const hasResources = Object.hasOwn(definitions, name);
  const lines = [
    `import { ${namesIn(used).join(", ")} } from "../parts.js";`,
    'import { exceptionClass, registerService } from "../register.js";',
    `import model from "../models/${name}.js";`,
    ...files.map((file, index) => `import file${index} from "../models/${file}.js";`),
    ...(hasResources ? [`import definition from "../definitions/${name}.js";`] : []),
    ...(hasOwnExports ? [`export * from "./${name}/index.js";`] : []),
    `export const ${value} = registerService(`,
    `  ${JSON.stringify(name)},`,
    "  model,",
    `  { ${files.map((file, index) => `${JSON.stringify(file)}: file${index}`).join(", ")} },`,
    `  ${partsObject(hasResources ? { ...used, definition: "definition" } : used)},`,
    ");",
    ...exceptionExports(
      metadata.serviceId,
      exceptionShapes(service).map((shape) => shape.name),
    ),
  ];
  return `${lines.join("\n")}\n`;
}
