import type { Member, Operation, Shape } from "../model/service.ts";
import type { ShapeTraits } from "../model/types.ts";
import type { OperationCodec } from "./types.ts";

export type TimestampFormat = NonNullable<ShapeTraits["timestampFormat"]>;

/** A member's name on the wire: its own `locationName`, else its shape's, else its name. */
export function wireName(member: Member): string {
  return member.traits.locationName ?? member.shape.traits.locationName ?? member.name;
}

/** The format of a timestamp member: its own, else its shape's, else the one that its place implies. */
export function timestampFormatOf(member: Member, implied: TimestampFormat): TimestampFormat {
  return member.traits.timestampFormat ?? member.shape.traits.timestampFormat ?? implied;
}

/** Whether a blob member is a stream rather than a value. */
export function isStreamingBlob(member: Member): boolean {
  return member.shape.type === "blob" && (member.traits.streaming ?? member.shape.traits.streaming ?? false);
}

/** The member that is an event stream, where a structure has one. */
export function eventStreamMember(shape: Shape | undefined): Member | undefined {
  if (shape?.type !== "structure") return undefined;
  for (const member of shape.members.values()) if (member.shape.traits.eventstream) return member;
  return undefined;
}

/** The event streams of an rpc operation, whose other members travel in the first message. */
export function rpcStreams({ input, output }: Operation): Pick<OperationCodec, "inputStream" | "outputStream"> {
  const inputStream = eventStreamMember(input);
  const outputStream = eventStreamMember(output);
  return {
    ...(inputStream ? { inputStream: { name: inputStream.name, kind: "events" } } : {}),
    ...(outputStream ? { outputStream: { name: outputStream.name, kind: "events" } } : {}),
  };
}

/** The members of a structure that the wire may lack and the output must have: required lists and maps. */
export function requiredCollections(shape: Shape): Array<{ readonly name: string; readonly type: "list" | "map" }> {
  const found: Array<{ name: string; type: "list" | "map" }> = [];
  if (shape.traits.union) return found;
  for (const name of shape.traits.required ?? []) {
    const type = shape.members.get(name)?.shape.type;
    if (type === "list" || type === "map") found.push({ name, type });
  }
  return found;
}
