import type { Member, Operation, Shape } from "../model/service.ts";
import { scalarTextWriter } from "./httpText.ts";
import { encodeUriComponent } from "./uri.ts";
import { isFlattened } from "./xmlNames.ts";

/** Where the query protocol and EC2's differ in naming parameters. */
export interface QueryNaming {
  /** The parameter's name of a structure's member, or of a map's key or value. */
  memberName(member: Member): string;
  /** The part of the name between a list and an item's number; `undefined` where the number follows at once. */
  itemName(list: Shape): string | undefined;
  /** Whether a list that is empty is sent as a parameter that is. */
  readonly sendsEmptyLists: boolean;
}

interface Form {
  body: string;
}

type ParameterWriter = (form: Form, name: string, value: unknown) => void;

/**
 * Compiles the writer of an operation's form: `Action=…&Version=…&Filter.1.Name=…`, percent-encoded.
 *
 * Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html and aws-ec2-query-protocol.html.
 */
export function compileForm(
  operation: Operation,
  naming: QueryNaming,
): (input: Readonly<Record<string, unknown>>) => string {
  const { name, input: shape, service } = operation;
  const start = `Action=${encodeUriComponent(name)}&Version=${encodeUriComponent(service.metadata.apiVersion)}`;
  if (!shape) return () => start;
  const write = createWriters(naming)(shape);
  return (input) => {
    const form = { body: start };
    write(form, "", input);
    return form.body;
  };
}

function createWriters(naming: QueryNaming): (shape: Shape) => ParameterWriter {
  const structures = new Map<Shape, ParameterWriter>();

  function writerOf(member: Member): ParameterWriter {
    const { shape } = member;
    if (shape.type === "structure") return structureWriter(shape);
    const flattened = isFlattened(member);
    if (shape.type === "list") return listWriter(shape, flattened ? undefined : naming.itemName(shape));
    if (shape.type === "map") return mapWriter(shape, flattened);
    const toText = scalarTextWriter(member, "iso8601");
    return (form, name, value) => {
      form.body += `&${name}=${encodeUriComponent(toText(value))}`;
    };
  }

  function structureWriter(shape: Shape): ParameterWriter {
    const known = structures.get(shape);
    if (known) return known;
    // A shape may contain itself: its members are compiled when it is first written.
    let fields: { name: string; key: string; write: ParameterWriter }[] | undefined;
    const write: ParameterWriter = (form, prefix, value) => {
      fields ??= [...shape.members.values()].map((member) => ({
        name: member.name,
        key: encodeUriComponent(naming.memberName(member)),
        write: writerOf(member),
      }));
      const input = value as Readonly<Record<string, unknown>>;
      for (const field of fields) {
        const content = input[field.name];
        if (content === undefined || content === null) continue;
        field.write(form, prefix === "" ? field.key : `${prefix}.${field.key}`, content);
      }
    };
    structures.set(shape, write);
    return write;
  }

  function listWriter(shape: Shape, itemName: string | undefined): ParameterWriter {
    let writeItem: ParameterWriter | undefined;
    const between = itemName === undefined ? "." : `.${encodeUriComponent(itemName)}.`;
    return (form, name, value) => {
      writeItem ??= writerOf(shape.member);
      const items = value as readonly unknown[];
      if (items.length === 0 && naming.sendsEmptyLists) form.body += `&${name}=`;
      let number = 0;
      for (const item of items) {
        if (item !== undefined && item !== null) writeItem(form, `${name}${between}${++number}`, item);
      }
    };
  }

  function mapWriter(shape: Shape, flattened: boolean): ParameterWriter {
    let writeKey: ParameterWriter | undefined;
    let writeValue: ParameterWriter | undefined;
    const between = flattened ? "." : ".entry.";
    const keyName = encodeUriComponent(naming.memberName(shape.key));
    const valueName = encodeUriComponent(naming.memberName(shape.value));
    return (form, name, value) => {
      writeKey ??= writerOf(shape.key);
      writeValue ??= writerOf(shape.value);
      let number = 0;
      for (const [key, content] of Object.entries(value as Readonly<Record<string, unknown>>)) {
        if (content === undefined || content === null) continue;
        const entry = `${name}${between}${++number}`;
        writeKey(form, `${entry}.${keyName}`, key);
        writeValue(form, `${entry}.${valueName}`, content);
      }
    };
  }

  return structureWriter;
}
