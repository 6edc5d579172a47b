import type { Service } from "../../src/model/service.ts";
import type { ServiceDescription } from "../../src/resource/description.ts";
import type { Additions } from "./additions.ts";
import { clientTypes } from "./clientTypes.ts";
import { exceptionTypes } from "./exceptionTypes.ts";
import { resourceTypes } from "./resourceTypes.ts";
import type { ServiceNames } from "./serviceNames.ts";
import type { ShapeTypes } from "./shapeTypes.ts";

/** All that the types of one service are written from. */
export interface ServiceContext {
  readonly service: Service;
  readonly names: ServiceNames;
  readonly shapes: ShapeTypes;
  readonly additions: Additions;
  /** Of a service that has resources. */
  readonly resources: ServiceDescription | undefined;
}

/** The module of a service: `services/s3/s3.d.ts`. */
export function serviceModule(context: ServiceContext): string {
  const { names, additions, resources } = context;
  const { type, value } = names;
  return [
    'import type * as $ from "../../client/generated.js";\n',
    resources ? 'import type * as $$ from "../../resource/types.js";\n' : "",
    'import type * as shapes from "./shapes.js";\n',
    additions.imports(),
    'export type * as shapes from "./shapes.js";\n',
    additions.exports(),
    `/** ${names.fullName} as a value: \`session.client(${value})\`. */\n`,
    `export declare const ${value}: $.ServiceValue<"${names.service}">;\n`,
    clientTypes(context),
    exceptionTypes(context),
    resources ? resourceTypes(context, resources) : "",
    'declare module "../../session/typedServices.js" {\n',
    `  interface TypedServices {\n    ${JSON.stringify(names.service)}: { client: ${type}Client; resource: ${resources ? `${type}ServiceResource` : "never"} };\n  }\n`,
    "}\n",
  ].join("");
}

/**
 * The module of a service's shapes: `services/s3/shapes.d.ts`. A declaration file exports all that it declares, where it
 * does not say otherwise: left out a hundred thousand times, the word is half a megabyte.
 */
export function shapesModule({ shapes }: ServiceContext): string {
  return `import type * as $ from "../../client/generated.js";\n${shapes.module()}`;
}
