import { Member, type Service, type Shape } from "../../src/model/service.ts";
import { comment, deprecation, memberFacts } from "./comments.ts";
import { type Customized, type CustomizedMember, customizedIn } from "./customized.ts";
import { type Direction, type ReachedShapes, reachedShapes } from "./directions.ts";

/** Members of outputs that always come though the model does not say so, by their shapes. */
export type AlwaysPresent = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Writes the types of a service's shapes. A structure that travels both ways and differs by the way has two: the one
 * that comes out by the shape's own name, the one that goes in with `Input` behind it.
 */
export class ShapeTypes {
  readonly #service: Service;
  readonly #reached: ReachedShapes;
  readonly #alwaysPresent: AlwaysPresent;
  readonly #customized: Customized;

  constructor(service: Service, alwaysPresent: AlwaysPresent, alsoOutput: Iterable<string>) {
    this.#service = service;
    this.#reached = reachedShapes(service, alsoOutput);
    this.#alwaysPresent = alwaysPresent;
    this.#customized = customizedIn(service.name);
    for (const [shape, members] of alwaysPresent) {
      for (const name of members) this.#check(shape, name);
    }
  }

  /** The whole module of shapes. */
  module(): string {
    const names = Object.keys(this.#service.model.shapes).sort();
    return names
      .map((name) => this.#service.shape(name))
      .map((shape) => this.#declarations(shape))
      .join("");
  }

  /** The type of a shape by its name, from outside of the module of shapes. */
  structureName(shape: Shape, direction: Direction): string {
    return `shapes.${this.#nameOf(shape, direction)}`;
  }

  /** The type of a member's values, from outside of the module of shapes. */
  outsideType(member: Member, direction: Direction): string {
    return this.#typeOf(member, direction, "shapes.");
  }

  /** The type of a shape's values, from outside of the module of shapes. */
  outsideTypeOf(shape: Shape, direction: Direction): string {
    return this.outsideType(new Member(this.#service, shape.name, shape.name), direction);
  }

  /** Whether a structure's member is always there. */
  isRequired(shape: Shape, name: string, direction: Direction): boolean {
    const member = shape.members.get(name)!;
    const required = (shape.traits.required?.includes(name) ?? false) && !this.#customizedMember(shape, name)?.optional;
    if (direction === "input") return required && !member.traits.idempotencyToken;
    return required || isStream(member) || (this.#alwaysPresent.get(shape.name)?.has(name) ?? false);
  }

  /** Whether an operation can be called without an input. */
  isOptionalInput(shape: Shape | undefined): boolean {
    return !shape || [...shape.members.keys()].every((name) => !this.isRequired(shape, name, "input"));
  }

  #check(shape: string, member: string): void {
    if (this.#service.shape(shape).members.has(member)) return;
    throw new Error(`${this.#service.name}: ${shape} has no member ${member} that could always be there.`);
  }

  #declarations(shape: Shape): string {
    const { input, output } = this.#reached;
    if (!input.has(shape.name) && !output.has(shape.name)) return "";
    if (shape.traits.enum) return this.#enum(shape);
    if (shape.type !== "structure" || shape.traits.document || isPlainException(shape)) return "";
    if (!input.has(shape.name)) return this.#structure(shape, "output");
    if (!output.has(shape.name)) return this.#structure(shape, "input");
    return this.#differs(shape)
      ? this.#structure(shape, "output") + this.#structure(shape, "input")
      : this.#structure(shape, "output");
  }

  #enum(shape: Shape): string {
    return `type ${shape.name} = ${openUnion(shape.traits.enum!)};\n`;
  }

  #structure(shape: Shape, direction: Direction): string {
    const name = this.#nameOf(shape, direction);
    if (shape.traits.eventstream) return `type ${name} =${this.#union(shape, direction, isEvent)};\n`;
    if (shape.traits.union) return `type ${name} =${this.#union(shape, direction)};\n`;
    if (shape.members.size === 0 && direction === "input") return `type ${name} = $.NoInput;\n`;
    const members =
      [...shape.members.values()].map((member) => this.#member(shape, member, direction)).join("") +
      this.#addedMembers(shape, direction);
    // A type that is no interface fits an index signature, as the data of an error must.
    if (shape.traits.exception) return `type ${name} = {\n${members}};\n`;
    return members === "" ? `interface ${name} {}\n` : `interface ${name} {\n${members}}\n`;
  }

  #member(shape: Shape, member: Member, direction: Direction): string {
    const facts = comment(direction === "input" ? memberFacts(member) : deprecation(member.traits), "  ");
    const type = this.#customizedMember(shape, member.name)?.[direction] ?? this.#typeOf(member, direction);
    const required = this.isRequired(shape, member.name, direction);
    const ending = required ? `: ${type}` : direction === "input" ? `?: ${type} | undefined` : `?: ${type}`;
    return `${facts}  ${propertyName(member.name)}${ending};\n`;
  }

  #customizedMember(shape: Shape, name: string): CustomizedMember | undefined {
    const { members } = this.#customized;
    return members?.[shape.name]?.[name] ?? members?.["*"]?.[name];
  }

  /** The members that only the customizations know; always to be left out. */
  #addedMembers(shape: Shape, direction: Direction): string {
    return Object.entries(this.#customized.members?.[shape.name] ?? {})
      .filter(([, { added, [direction]: type }]) => added && type)
      .map(([name, { [direction]: type }]) => `  ${name}?: ${type}${direction === "input" ? " | undefined" : ""};\n`)
      .join("");
  }

  /** Exactly one member is there; of an output it may be one that is not known yet. */
  #union(shape: Shape, direction: Direction, includes: (member: Member) => boolean = () => true): string {
    const members = [...shape.members.values()].filter(includes);
    const names = [...members.map(({ name }) => name), ...(direction === "output" ? [unknownMember] : [])];
    const alternative = (present: string, type: string) =>
      `\n  | { ${names.map((name) => (name === present ? `${propertyName(name)}: ${type}` : `${propertyName(name)}?: undefined`)).join("; ")} }`;
    const known = members.map((member) => alternative(member.name, this.#typeOf(member, direction)));
    return [...known, ...(direction === "output" ? [alternative(unknownMember, "$.UnknownMember")] : [])].join("");
  }

  #typeOf(member: Member, direction: Direction, outside = ""): string {
    const { shape, traits } = member;
    const input = direction === "input";
    const customized = this.#customized.shapes?.[shape.name]?.[direction];
    if (customized) return customized;
    if (isJson(member) || shape.traits.document) return input ? "$.DocumentInput" : "$.DocumentType";
    if (isStream(member)) return this.#streamType(member, direction, outside);
    if (traits.enum && !shape.traits.enum) return `(${openUnion(traits.enum)})`;
    switch (shape.type) {
      case "structure":
        return outside + this.#nameOf(shape, direction);
      case "list":
        return this.#listType(shape, direction, outside);
      case "map":
        return this.#mapType(shape, direction, outside);
      case "string":
        return shape.traits.enum ? outside + shape.name : "string";
      case "boolean":
        return "boolean";
      case "long":
        return input ? "number | bigint" : "number";
      case "timestamp":
        return input ? "$.TimestampInput" : this.#global("Date", outside);
      case "blob":
        return input ? "$.BlobInput" : this.#global("Uint8Array", outside);
      default:
        return "number";
    }
  }

  #streamType({ shape }: Member, direction: Direction, outside: string): string {
    if (shape.type === "blob") return direction === "input" ? "$.StreamingInput" : "$.StreamingBody";
    const events = outside + this.#nameOf(shape, direction);
    return direction === "input" ? `$.EventStreamInput<${events}>` : `$.EventStream<${events}>`;
  }

  #listType(shape: Shape, direction: Direction, outside: string): string {
    const element = this.#typeOf(shape.member, direction, outside) + (shape.traits.sparse ? " | null" : "");
    const list = / \| |^readonly /.test(element) ? `(${element})[]` : `${element}[]`;
    return direction === "input" ? `readonly ${list}` : list;
  }

  #mapType(shape: Shape, direction: Direction, outside: string): string {
    const value = this.#typeOf(shape.value, direction, outside) + (shape.traits.sparse ? " | null" : "");
    const key = shape.key.shape;
    if (!key.traits.enum) return `{ [key: string]: ${value} }`;
    return `{ [Key in ${outside}${key.name}]?: ${value}${direction === "input" ? " | undefined" : ""} }`;
  }

  #nameOf(shape: Shape, direction: Direction): string {
    const { input, output } = this.#reached;
    const twofold = input.has(shape.name) && output.has(shape.name) && this.#differs(shape);
    if (direction === "output" || !twofold) return shape.name;
    let name = `${shape.name}Input`;
    while (Object.hasOwn(this.#service.model.shapes, name)) name += "Structure";
    return name;
  }

  /** A structure is the same both ways only where all its members are required and plain. */
  #differs(shape: Shape): boolean {
    return (
      shape.members.size === 0 ||
      shape.traits.union === true ||
      [...shape.members.values()].some(
        (member) => !this.isRequired(shape, member.name, "input") || isJson(member) || !isPlain(member.shape),
      )
    );
  }

  /** A global type, past a shape of the same name. */
  #global(name: string, outside: string): string {
    return outside === "" && Object.hasOwn(this.#service.model.shapes, name) ? `globalThis.${name}` : name;
  }
}

const unknownMember = "SDK_UNKNOWN_MEMBER";

/** JSON in a header is read and written by the library; in a body it is text, as in boto3. */
function isJson({ traits }: Member): boolean {
  return traits.jsonvalue === true && traits.location === "header";
}

function isStream({ shape, traits }: Member): boolean {
  if (shape.traits.eventstream) return true;
  return shape.type === "blob" && (shape.traits.streaming ?? traits.streaming ?? false);
}

/** An exception that has nothing but its message, which every error has. */
export function isPlainException({ members, traits }: Shape): boolean {
  return traits.exception === true && [...members.keys()].every((name) => name.toLowerCase() === "message");
}

function isPlain({ type }: Shape): boolean {
  return type === "string" || type === "boolean" || type === "integer" || type === "float" || type === "double";
}

/** Exceptions in an event stream are thrown. */
function isEvent({ shape }: Member): boolean {
  return !shape.traits.exception;
}

/** The known values complete, others are allowed: services add some at any time. */
function openUnion(values: readonly string[]): string {
  return `${values.map((value) => JSON.stringify(value)).join(" | ")} | string & {}`;
}

export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
