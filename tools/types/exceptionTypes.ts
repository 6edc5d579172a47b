import type { Service, Shape } from "../../src/model/service.ts";
import { comment, deprecation } from "./comments.ts";
import type { ServiceContext } from "./serviceTypes.ts";
import { isPlainException } from "./shapeTypes.ts";

/** The modelled exceptions of a service, by name. */
export function exceptionShapes(service: Service): Shape[] {
  return Object.keys(service.model.shapes)
    .sort()
    .map((name) => service.shape(name))
    .filter((shape) => shape.traits.exception);
}

/** Writes a class for each modelled exception, and the map of them that a client has. */
export function exceptionTypes(context: ServiceContext): string {
  const exceptions = exceptionShapes(context.service);
  const entries = exceptions.map(({ name }) => `  readonly ${name}: typeof ${name};\n`).join("");
  const { type, fullName } = context.names;
  return `${exceptions.map((shape) => exceptionClass(context, shape)).join("")}${comment([
    `The modelled exceptions of ${fullName}: \`client.exceptions\`.`,
  ])}export interface ${type}Exceptions {\n${entries}${fromCode}}\n`;
}

const fromCode =
  "  /** The class of what a code stands for; `ClientError` where it is not modelled. */\n" +
  "  fromCode(code: string): typeof $.ClientError;\n";

/** The literal name tells one exception from another where several are in a union. */
function exceptionClass({ shapes }: ServiceContext, shape: Shape): string {
  const name = JSON.stringify(shape.name);
  const data = isPlainException(shape) ? "" : `, ${shapes.structureName(shape, "output")}`;
  const heading = comment(deprecation(shape.traits));
  return `${heading}export declare class ${shape.name} extends $.ModeledException<${name}${data}> {}\n`;
}
