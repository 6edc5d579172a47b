import type { BodyFormat } from "./httpBindings.ts";
import { jsonReaders, parseJson } from "./jsonReader.ts";
import { jsonMembersWriter, jsonWriter } from "./jsonWriter.ts";
import type { CodecOptions } from "./types.ts";

/** JSON as the body of a rest protocol's message, or of an event. */
export function jsonBodyFormat(options: CodecOptions): BodyFormat {
  return {
    contentType: "application/json",
    bodyWriter: (_operation, _shape, members) => jsonMembersWriter(members),
    payloadWriter: (_operation, member) => {
      const write = jsonWriter(member);
      // A structure may be empty; a union has one member or is not there.
      const absent = member.shape.traits.union ? "" : "{}";
      return (value) => (value === undefined ? absent : write(value));
    },
    bodyReader: (shape, members) => {
      const read = jsonReaders(options).ofMembers(shape, members);
      return (body, output) => {
        const value = body.length === 0 ? {} : parseJson(body, options);
        Object.assign(output, read(value ?? {}, 0));
      };
    },
    payloadReader: (member) => {
      const read = jsonReaders(options).of(member);
      return (body) => {
        const value = parseJson(body, options);
        return value === null ? undefined : read(value, 0);
      };
    },
  };
}
