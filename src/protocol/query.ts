import type { Operation, Shape } from "../model/service.ts";
import { compileHostPrefix } from "./hostPrefix.ts";
import { compileTokens } from "./idempotency.ts";
import { guardParse } from "./parseFailure.ts";
import { compileForm, type QueryNaming } from "./queryWriter.ts";
import type { BufferedResponse, CodecOptions, OperationCodec, Protocol, SerializedRequest } from "./types.ts";
import { decodeUtf8 } from "./utf8.ts";
import { closeTag, skipElement, visitChildren, type XmlCursor } from "./xmlCursor.ts";
import { xmlErrorParser } from "./xmlErrors.ts";
import { createXmlReaders, readDocument, type XmlReaders } from "./xmlReader.ts";

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

/**
 * AWS query (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html): a form goes out, XML comes back, its members
 * within an element of their own (`<ListUsersResult>`).
 */
export const query: Protocol = {
  compile: (operation, options) => compileQuery(operation, options, queryNaming, operation.traits.resultWrapper),
};

const queryNaming: QueryNaming = {
  memberName: (member) => {
    const { traits, shape } = member;
    const flattened = traits.flattened ?? shape.traits.flattened ?? false;
    const listed = flattened && shape.type === "list" ? shape.member.traits.locationName : undefined;
    return traits.locationName ?? listed ?? shape.traits.locationName ?? member.name;
  },
  itemName: (list) => list.member.traits.locationName ?? "member",
  sendsEmptyLists: true,
};

/** What query and EC2's variant of it share; `wrapper` is the element within the root that holds the output. */
export function compileQuery(
  operation: Operation,
  options: CodecOptions,
  naming: QueryNaming,
  wrapper: string | undefined,
): OperationCodec {
  const { service, output } = operation;
  const readers = createXmlReaders(options);
  return {
    serialize: compileSerialize(operation, options, naming),
    parse: guardParse(`${service.name}.${operation.name}`, compileParse(output, readers, wrapper)),
    parseError: xmlErrorParser(service, (shape, _response, cursor) => readException(shape, readers, cursor)),
  };
}

function compileSerialize(
  operation: Operation,
  options: CodecOptions,
  naming: QueryNaming,
): (input: Input) => SerializedRequest {
  const fillTokens = compileTokens(operation.input, options);
  const writeForm = compileForm(operation, naming);
  const writeHostPrefix = compileHostPrefix(operation);
  return (input) => {
    const request: SerializedRequest = {
      method: operation.httpMethod,
      path: "/",
      query: "",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: writeForm(fillTokens(input)),
    };
    if (writeHostPrefix) request.hostPrefix = writeHostPrefix(input);
    return request;
  };
}

function compileParse(
  shape: Shape | undefined,
  readers: XmlReaders,
  wrapper: string | undefined,
): (response: BufferedResponse) => Output {
  if (!shape) return expectAnyDocument;
  const readMembers = readers.structure(shape);
  const mayLack = shape.members.size === 0;
  return ({ body }) => {
    const output: Output = {};
    readDocument(decodeUtf8(body), (cursor, close) => {
      if (wrapper === undefined) return readMembers(cursor, close, output);
      let found = false;
      visitChildren(cursor, close, (name) => {
        if (name !== wrapper) return false;
        found = true;
        readMembers(cursor, closeTag(cursor), output);
        return true;
      });
      if (!found && !mayLack) throw new TypeError(`expected an element ${wrapper}, found none`);
    });
    return output;
  };
}

/** An operation that returns nothing still answers with a document; another kind of answer comes from another server. */
function expectAnyDocument({ body }: BufferedResponse): Output {
  if (body.length > 0) readDocument(decodeUtf8(body), skipElement);
  return {};
}

function readException(shape: Shape, readers: XmlReaders, cursor: XmlCursor | undefined): Output {
  const output: Output = {};
  if (cursor) readers.structure(shape)(cursor, closeTag(cursor), output);
  return output;
}
