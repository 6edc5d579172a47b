import { ModelError } from "../errors/index.ts";
import { type Json, keep, object, optionalObject } from "./json.ts";
import type { MemberModel, ProtocolName, ShapeModel } from "./types.ts";

const scalarTypes = ["string", "integer", "long", "float", "double", "boolean", "timestamp", "blob"];

/** The traits of a shape that are copied as they are. */
export const shapeTraits: readonly string[] = [
  "required",
  "payload",
  "min",
  "max",
  "pattern",
  "enum",
  "timestampFormat",
  "sensitive",
  "streaming",
  "requiresLength",
  "locationName",
  "flattened",
  "sparse",
  "union",
  "document",
  "xmlNamespace",
  "exception",
  "error",
  "fault",
  "retryable",
  "eventstream",
  "event",
  "deprecated",
  "deprecatedSince",
];

/** The traits of a member that are copied as they are; any of them goes before the same trait of the member's shape. */
export const memberTraits: readonly string[] = [
  "location",
  "locationName",
  "queryName",
  "enum",
  "streaming",
  "flattened",
  "xmlAttribute",
  "xmlNamespace",
  "timestampFormat",
  "sensitive",
  "jsonvalue",
  "idempotencyToken",
  "hostLabel",
  "contextParam",
  "endpointdiscoveryid",
  "eventpayload",
  "eventheader",
  "eventstream",
  "deprecated",
  "deprecatedSince",
];

/** One shape from botocore's form. `shapes` are all shapes of the service, in botocore's form. */
export function fromBotocoreShape(shape: Json, protocol: ProtocolName, shapes: Json, where: string): ShapeModel {
  const traits = keep(shape, shapeTraits);
  const { type, members = {} } = shape;
  if (type === "structure") {
    // The order of the members is the order on the wire.
    const converted = Object.entries(object(members, where)).map(([name, member]) => {
      const ref = placed(object(member, `${where}.${name}`), shapes);
      return [name, convertMember(ref, namesItself(name, ref, protocol, shapes))];
    });
    return { structure: Object.fromEntries(converted), ...traits } as ShapeModel;
  }
  const role = (name: string) => convertMember(object(shape[name], `${where}: ${name}`), false);
  if (type === "list") return { list: role("member"), ...traits } as ShapeModel;
  if (type === "map") return { map: [role("key"), role("value")], ...traits } as ShapeModel;
  const scalar = type === "character" || type === "char" ? "string" : type;
  if (!scalarTypes.includes(scalar as string)) throw new ModelError(`${where} is of the unknown type ${type}.`);
  return (Object.keys(traits).length === 0 ? scalar : { type: scalar, ...traits }) as ShapeModel;
}

/** The shape that a reference names. */
export function shapeName(ref: Json): string {
  const name = ref.shape;
  if (typeof name !== "string")
    throw new ModelError(`A reference lacks the name of its shape: ${JSON.stringify(ref)}.`);
  return name;
}

/** Models of old say of a shape where its members stand, rather than of each member. */
function placed(ref: Json, shapes: Json): Json {
  const location = optionalObject(shapes[shapeName(ref)])?.location;
  return location === undefined ? ref : { location, ...ref };
}

function convertMember(ref: Json, dropName: boolean): MemberModel {
  const shape = shapeName(ref);
  const kept = keep(ref, dropName ? memberTraits.filter((trait) => trait !== "locationName") : memberTraits);
  return Object.keys(kept).length === 0 ? shape : ({ shape, ...kept } as MemberModel);
}

/**
 * Whether a member's location name says no more than the member's own name would. It does say more where it overrules
 * the shape's, where it is the prefix of a map of headers, and in the ec2 protocol, which capitalizes the one only.
 */
function namesItself(name: string, ref: Json, protocol: ProtocolName, shapes: Json): boolean {
  if (ref.locationName !== name || ref.location === "headers") return false;
  if (protocol === "ec2" && name[0] !== name[0]?.toUpperCase()) return false;
  return optionalObject(shapes[shapeName(ref)])?.locationName === undefined;
}
