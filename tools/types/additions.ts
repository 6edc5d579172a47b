import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The hand-written parts of a service's types: `src/services/<service>/types.ts` exports interfaces whose names end with
 * `Additions` (`S3ClientAdditions`, `TableAdditions<Item>`). The generated interface of the name before that extends
 * it, takes its type parameters, and leaves out the members that it has. `InputAdditions`, or
 * `PutObjectInputAdditions` of one operation, have what resources take for a member besides what clients do.
 * `src/services/<service>/index.ts` exports what the module of the service has besides all that is generated.
 */
export interface Additions {
  /** What a generated interface extends, as written behind `extends`. */
  bases(name: string): string[];
  /** The type parameters of a generated interface, with their constraints and defaults: `<Item = …>`. */
  parameters(name: string): string;
  /** The type parameters as they are passed on: `<Item>`. */
  args(name: string): string;
  /** Whether a generated interface's member is written by hand. */
  has(name: string, member: string): boolean;
  imports(): string;
  exports(): string;
}

export interface Addition {
  /** As declared: `<Item extends object = X>`; empty where there are none. */
  readonly parameters: string;
  /** As passed on: `<Item>`. */
  readonly args: string;
  readonly members: ReadonlySet<string>;
}

export function additionsOf(service: string, sourceFolder: string): Additions {
  const folder = join(sourceFolder, "services", service);
  const path = join(folder, "types.ts");
  const found = existsSync(path) ? additionsIn(readFileSync(path, "utf8")) : new Map<string, Addition>();
  return {
    bases: (name) => (found.has(name) ? [`added.${name}Additions${found.get(name)!.args}`] : []),
    parameters: (name) => found.get(name)?.parameters ?? "",
    args: (name) => found.get(name)?.args ?? "",
    has: (name, member) => found.get(name)?.members.has(member) ?? false,
    imports: () => (found.size > 0 ? 'import type * as added from "./types.js";\n' : ""),
    exports: () => (existsSync(join(folder, "index.ts")) ? 'export * from "./index.js";\n' : ""),
  };
}

const declaration = /^export interface (\w+)Additions(<[^{]*>)?(?: extends [^{]*)? \{(?:\}|\n([\s\S]*?)^\})/gm;
const member = /^ {2}(?:readonly )?(?:get )?(\w+)\??[(:<]/gm;

export function additionsIn(source: string): Map<string, Addition> {
  const found = new Map<string, Addition>();
  for (const [, name, parameters = "", body = ""] of source.matchAll(declaration)) {
    const members = new Set([...body.matchAll(member)].map(([, each]) => each!));
    found.set(name!, { parameters, args: argumentsOf(parameters), members });
  }
  return found;
}

/** `<Item extends object = X, Key = Y>` → `<Item, Key>`. */
function argumentsOf(parameters: string): string {
  if (parameters === "") return "";
  // What stands in brackets has commas of its own.
  let flat = parameters.slice(1, -1);
  while (brackets.test(flat)) flat = flat.replace(brackets, "");
  const names = flat.split(",").flatMap((each) => /\w+/.exec(each)?.[0] ?? []);
  return `<${names.join(", ")}>`;
}

const brackets = /<[^<>]*>|\([^()]*\)|\[[^[\]]*\]/;
