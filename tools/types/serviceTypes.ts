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
  const declarations = [
    `/** ${names.fullName} as a value: \`session.client(${value})\`. */\n`,
    `export declare const ${value}: $.ServiceValue<"${names.service}">;\n`,
    clientTypes(context),
    exceptionTypes(context),
    resources ? resourceTypes(context, resources) : "",
    'declare module "../../session/typedServices.js" {\n',
    `  interface TypedServices {\n    ${JSON.stringify(names.service)}: { client: ${type}Client; resource: ${resources ? `${type}ServiceResource` : "never"} };\n  }\n`,
    "}\n",
  ].join("");
  const { imports, text } = importedByName(declarations);
  return [
    imports,
    'import type * as shapes from "./shapes.js";\n',
    additions.imports(),
    'export type * as shapes from "./shapes.js";\n',
    additions.exports(),
    text,
  ].join("");
}

/** Where what is written `$.Name` and `$$.Name` comes from. */
const modules: Readonly<Record<string, string>> = { $: "../../client/generated.js", $$: "../../resource/types.js" };

/**
 * Has each `$.Name` imported by its name, which costs the compiler a third of a qualified one; a name that the module
 * itself declares is imported as `$Name`.
 */
function importedByName(declarations: string): { readonly imports: string; readonly text: string } {
  const declared = new Set([...declarations.matchAll(declaredName)].map(([, name]) => name!));
  const local = (name: string) => (declared.has(name) ? `$${name}` : name);
  const imports = Object.entries(modules).map(([marker, module]) => {
    const uses = [...declarations.matchAll(markedName)].filter(([, each]) => each === marker);
    const names = [...new Set(uses.map(([, , name]) => name!))].sort();
    const specifiers = names.map((name) => (declared.has(name) ? `${name} as ${local(name)}` : name));
    return names.length === 0 ? "" : `import type { ${specifiers.join(", ")} } from ${JSON.stringify(module)};\n`;
  });
  return {
    imports: imports.join(""),
    text: declarations.replace(markedName, (_, _marker, name: string) => local(name)),
  };
}

const declaredName = /^(?:export )?(?:declare )?(?:class|const|interface|type) (\w+)/gm;
const markedName = /(?<![\w$])(\$\$?)\.([A-Z]\w*)/g;

/**
 * The module of a service's shapes: `services/s3/shapes.d.ts`. A declaration file exports all that it declares, where it
 * does not say otherwise: left out a hundred thousand times, the word is half a megabyte.
 */
export function shapesModule({ shapes }: ServiceContext): string {
  return `import type * as $ from "../../client/generated.js";\n${shapes.module()}`;
}
