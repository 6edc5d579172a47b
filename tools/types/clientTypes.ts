import { methodName } from "../../src/model/names.ts";
import type { Operation, Shape } from "../../src/model/service.ts";
import { comment, deprecation } from "./comments.ts";
import { memberAt } from "./paths.ts";
import { referencePage } from "./serviceNames.ts";
import type { ServiceContext } from "./serviceTypes.ts";
import { propertyName } from "./shapeTypes.ts";

/** Writes the client of a service: a method an operation, and the maps from which its other members take their types. */
export function clientTypes(context: ServiceContext): string {
  const { service } = context;
  const operations = service.operationNames.map((name) => service.operation(name));
  return [
    clientInterface(context, operations),
    errorMap(context, operations),
    paginatorMap(context),
    waiterMap(context),
  ].join("");
}

function clientInterface(context: ServiceContext, operations: readonly Operation[]): string {
  const { names, service, additions } = context;
  const { type } = names;
  const bases = ["$.BaseClient", ...additions.bases(`${type}Client`)];
  const lines = [
    comment([`The client of ${names.fullName}.`]),
    `export interface ${type}Client extends ${bases.join(", ")} {\n`,
    comment(["The classes of the service's modelled exceptions."], "  "),
    `  readonly exceptions: ${type}Exceptions;\n`,
    comment(["Whether `paginate` takes the method. boto3: `can_paginate`."], "  "),
    `  canPaginate<const Method extends string>(${method(type)}): boolean;\n`,
    isFilled(service.model.paginators) ? pagination(type) : "",
    isFilled(service.model.waiters) ? waiting(type) : "",
    comment(["A request that anyone can send until it expires. boto3: `generate_presigned_url`."], "  "),
    `  presign<const Method extends string>(${presigning(type)}): Promise<$.PresignedRequest>;\n`,
    comment(["The URL of a request that anyone can send until it expires. boto3: `generate_presigned_url`."], "  "),
    `  generatePresignedUrl<const Method extends string>(${presigning(type)}): Promise<string>;\n`,
    ...operations.map((operation) => operationMethod(context, operation)),
    "}\n",
  ];
  return lines.join("");
}

/** A parameter that names an operation's method. */
function method(type: string): string {
  return `method: $.CheckedName<Method, $.MethodOf<${type}Client>>`;
}

function presigning(type: string): string {
  const input = `$.InputOf<${type}Client, Method & $.MethodOf<${type}Client>>`;
  return `${method(type)}, input: ${input}, options?: $.PresignOptions`;
}

function pagination(type: string): string {
  const name = `Method & keyof ${type}Paginators`;
  const map = `${type}Paginators[${name}]`;
  const call = `method: $.CheckedName<Method, keyof ${type}Paginators>, ...args: $.ArgumentsOf<${type}Client, ${name}, $.PaginatorOptions>`;
  return (
    comment(["All pages of an operation, as a lazy async iterable. boto3: `get_paginator`."], "  ") +
    `  paginate<const Method extends string>(${call}): $.Paginator<$.OutputOf<${type}Client, ${name}>, ${map}["item"], ${map}["items"]>;\n`
  );
}

function waiting(type: string): string {
  const map = `${type}Waiters[Name & keyof ${type}Waiters]`;
  return (
    comment(
      ["Asks until the thing is as the waiter wants it; resolves to the last answer. boto3: `get_waiter`."],
      "  ",
    ) +
    `  waitUntil<const Name extends string>(name: $.CheckedName<Name, keyof ${type}Waiters>, ...args: ${map}["args"]): Promise<${map}["output"]>;\n`
  );
}

function operationMethod(context: ServiceContext, operation: Operation): string {
  const { names, service } = context;
  const lines = [`[${operation.name}](${referencePage(names, operation.name)})`];
  if (service.paginator(operation.name)) lines.push("One page; `paginate` gives all.");
  lines.push(...deprecation(operation.traits));
  if (operation.errors.length > 0) lines.push(`@throws ${operation.errors.map(({ name }) => name).join(", ")}`);
  return `${comment(lines, "  ")}  ${methodName(operation.name)}: ${operationType(context, operation)};\n`;
}

function operationType({ shapes }: ServiceContext, { input, output }: Operation): string {
  const kind = shapes.isOptionalInput(input) ? "$.OptionalOperation" : "$.Operation";
  const result = output ? `, ${shapes.structureName(output, "output")}` : "";
  return `${kind}<${inputType(shapes, input)}${result}>`;
}

/** `input: shapes.X`, optional where nothing is required. */
function inputParameter({ shapes }: ServiceContext, { input }: Operation): string {
  return `input${shapes.isOptionalInput(input) ? "?" : ""}: ${inputType(shapes, input)}`;
}

function inputType(shapes: ServiceContext["shapes"], input: Shape | undefined): string {
  return input ? shapes.structureName(input, "input") : "$.NoInput";
}

/** What a call of the operation resolves to. */
export function outputType({ shapes }: ServiceContext, { output }: Operation): string {
  return output ? `${shapes.structureName(output, "output")} & $.MetadataBearer` : "$.MetadataBearer";
}

/** Sets of errors that several operations share are written once. */
function errorMap({ names }: ServiceContext, operations: readonly Operation[]): string {
  const throwing = operations.filter(({ errors }) => errors.length > 0);
  if (throwing.length === 0) return "";
  const uses = new Map<string, number>();
  for (const operation of throwing) {
    const union = errorUnion(operation);
    uses.set(union, (uses.get(union) ?? 0) + 1);
  }
  const common = [...uses].filter(([union, count]) => count > 1 && union.includes("|")).map(([union]) => union);
  const alias = new Map(common.map((union, index) => [union, `${names.type}CommonErrors${index + 1}`]));
  const aliases = [...alias].map(([union, name]) => `type ${name} = ${union};\n`);
  const entries = throwing.map((operation) => {
    const union = errorUnion(operation);
    return `  ${methodName(operation.name)}: ${alias.get(union) ?? union};\n`;
  });
  return aliases.join("") + map("What each method throws by the service's model.", `${names.type}Errors`, entries);
}

function errorUnion({ errors }: Operation): string {
  return errors
    .map(({ name }) => name)
    .sort()
    .join(" | ");
}

function paginatorMap(context: ServiceContext): string {
  const { names, service } = context;
  const entries = Object.keys(service.model.paginators ?? {})
    .filter((name) => Object.hasOwn(service.model.operations, name))
    .map((name) => {
      const items = paginatedItems(context, service.operation(name));
      const all = items.map(([key, type]) => `${propertyName(key)}: ${type}`).join("; ");
      return `  ${methodName(name)}: { item: ${items[0]![1]}; items: { ${all} } };\n`;
    });
  return entries.length === 0 ? "" : map("The items of what `paginate` takes.", `${names.type}Paginators`, entries);
}

/** The results that a paginator pages, each with the type of its items. */
function paginatedItems({ service, shapes }: ServiceContext, operation: Operation): [string, string][] {
  const { result_key: results } = service.paginator(operation.name)!;
  return [results].flat().map((key) => {
    const found = operation.output && memberAt(operation.output, key);
    if (!found) return [key, "unknown"];
    const { member, many } = found;
    return [key, shapes.outsideType(!many && member.shape.type === "list" ? member.shape.member : member, "output")];
  });
}

function waiterMap(context: ServiceContext): string {
  const { names, service } = context;
  const entries = Object.entries(service.model.waiters ?? {}).map(([name, waiter]) => {
    const operation = service.operation(waiter.operation);
    const call = `${inputParameter(context, operation)}, options?: $.WaiterOptions`;
    // An error can be what is waited for: then the answer has nothing but its metadata.
    const byError = waiter.acceptors.some(({ state, matcher }) => state === "success" && matcher === "error");
    const output = outputType(context, operation);
    const resolved = byError ? `(${output}) | $.MetadataBearer` : output;
    return `  ${methodName(name)}: { args: [${call}]; output: ${resolved} };\n`;
  });
  return entries.length === 0 ? "" : map("What `waitUntil` takes and gives.", `${names.type}Waiters`, entries);
}

function map(description: string, name: string, entries: readonly string[]): string {
  return `${comment([description])}export interface ${name} {\n${entries.join("")}}\n`;
}

function isFilled(record: object | undefined): boolean {
  return Object.keys(record ?? {}).length > 0;
}
