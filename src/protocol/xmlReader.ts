import type { Member, Shape } from "../model/service.ts";
import { requiredCollections, wireName } from "./traits.ts";
import type { CodecOptions } from "./types.ts";
import { closeTag, localName, openXml, readEnd, readRoot, visitChildren, type XmlCursor } from "./xmlCursor.ts";
import { elementName, isFlattened } from "./xmlNames.ts";
import {
  type Child,
  type ContentReader,
  childrenByTag,
  type Entry,
  type MembersReader,
  namedChild,
  readContent,
  readItems,
  readMembers,
  type StructurePlan,
  setEntry,
  store,
} from "./xmlPull.ts";
import { scalarReader } from "./xmlScalars.ts";

type Output = Record<string, unknown>;

/**
 * Compiles readers of a service's shapes. They pull their values out of the document as the model directs, straight
 * into the output; elements that the model does not know are passed over. Order does not matter; of elements that
 * stand twice where one is meant, the last counts.
 */
export function createXmlReaders(options: CodecOptions): XmlReaders {
  const structures = new Map<Shape, MembersReader>();

  function membersReader(shape: Shape): MembersReader {
    const known = structures.get(shape);
    if (known) return known;
    // A shape may contain itself: it is planned when it is first met in an answer.
    let plan: StructurePlan | undefined;
    const read: MembersReader = (cursor, close, output) => {
      plan ??= planStructure(shape, [...shape.members.values()]);
      readMembers(plan, cursor, close, output);
    };
    structures.set(shape, read);
    return read;
  }

  function planStructure(shape: Shape, members: readonly Member[]): StructurePlan {
    const attributes = members.filter(({ traits }) => traits.xmlAttribute);
    const elements = members.filter(({ traits }) => !traits.xmlAttribute);
    return {
      children: childrenByTag(elements.flatMap(memberChildren)),
      attributes: attributes.map((member) => ({ name: wireName(member), member: member.name })),
      collections: requiredCollections(shape),
      first: undefined,
    };
  }

  function memberChildren(member: Member): Child[] {
    const { name, shape, traits } = member;
    const tag = elementName(member);
    if (isFlattened(member) && shape.type === "list") return [child(tag, name, shape.member.shape, "list")];
    if (isFlattened(member) && shape.type === "map")
      return [namedChild(tag, name, "map", undefined, entryReader(shape))];
    // ElastiCache's model names a list after its items; botocore looks for that name, the API reference has the member's.
    const isNamedByShape = shape.type === "list" && traits.locationName === undefined && tag !== name;
    return (isNamedByShape ? [tag, name] : [tag]).map((known) => child(known, name, shape, "one"));
  }

  function child(tag: string, member: string, shape: Shape, collect: Child["collect"]): Child {
    const scalar = scalarReader(shape.type, options);
    return namedChild(tag, member, collect, scalar, scalar ? undefined : contentReader(shape));
  }

  function contentReader(shape: Shape): ContentReader {
    if (shape.type === "list") return listReader(shape);
    if (shape.type === "map") return mapReader(shape);
    if (shape.traits.union) return unionReader(shape);
    const read = membersReader(shape);
    return (cursor, close) => {
      const output: Output = {};
      read(cursor, close, output);
      return output;
    };
  }

  /** A union holds one member; one that the model does not know is named, as botocore names it. */
  function unionReader(shape: Shape): ContentReader {
    let plan: StructurePlan | undefined;
    return (cursor, close) => {
      plan ??= planStructure(shape, [...shape.members.values()]);
      const { children } = plan;
      const names = new Set<string>();
      const output: Output = {};
      visitChildren(cursor, close, (name) => {
        names.add(name);
        const found = children.get(name);
        if (found) store(output, found, readContent(found, cursor));
        return found !== undefined;
      });
      const [name] = names;
      if (name === undefined || names.size > 1) {
        throw new TypeError(`expected the union ${shape.name} to have one member, found ${names.size}`);
      }
      return children.has(name) ? output : { SDK_UNKNOWN_MEMBER: { name } };
    };
  }

  function listReader(shape: Shape): ContentReader {
    let item: Child | undefined;
    return (cursor, close) => {
      item ??= child(shape.member.traits.locationName ?? "member", "", shape.member.shape, "one");
      return readItems(item, cursor, close);
    };
  }

  function mapReader(shape: Shape): ContentReader {
    const entry = namedChild("entry", "", "one", undefined, entryReader(shape));
    return (cursor, close) => {
      const map: Output = {};
      for (const found of readItems(entry, cursor, close)) setEntry(map, found as Entry);
      return map;
    };
  }

  /** An entry is read as a structure of a key and a value. */
  function entryReader(shape: Shape): ContentReader {
    let plan: StructurePlan | undefined;
    return (cursor, close) => {
      plan ??= {
        children: childrenByTag([
          child(shape.key.traits.locationName ?? "key", "key", shape.key.shape, "one"),
          child(shape.value.traits.locationName ?? "value", "value", shape.value.shape, "one"),
        ]),
        attributes: [],
        collections: [],
        first: undefined,
      };
      const entry: Output = {};
      readMembers(plan, cursor, close, entry);
      return entry;
    };
  }

  return {
    structure: membersReader,
    members: (shape, members) => {
      const plan = planStructure(shape, members);
      return (cursor, close, output) => readMembers(plan, cursor, close, output);
    },
    content: contentReader,
  };
}

export interface XmlReaders {
  /** All members of a structure. */
  structure(shape: Shape): MembersReader;
  /** Some members of a structure: those that a rest protocol has in the body. */
  members(shape: Shape, members: readonly Member[]): MembersReader;
  /** Any structure, list or map. */
  content(shape: Shape): ContentReader;
}

/** Reads a whole document with the reader of its root element. */
export function readDocument<T>(document: string, read: (cursor: XmlCursor, close: string) => T): T {
  const cursor = openXml(document);
  readRoot(cursor);
  if (localName(cursor).toLowerCase() === "html") {
    throw new TypeError("it is a page of HTML, as a proxy or a login page sends it, and not the service's XML");
  }
  const value = read(cursor, closeTag(cursor));
  readEnd(cursor);
  return value;
}
