import type { Operation, Shape } from "../model/service.ts";
import { compileHostPrefix } from "./hostPrefix.ts";
import { compileTokens } from "./idempotency.ts";
import { guardParse } from "./parseFailure.ts";
import { compileForm, type QueryNaming } from "./queryWriter.ts";
import type { BufferedResponse, CodecOptions, OperationCodec, Protocol, SerializedRequest } from "./types.ts";
import { decodeUtf8 } from "./utf8.ts";
import { closeTag, skipElement, visitChildren, type XmlCursor } from "./xmlCursor.ts";
import { xmlErrorParser } from "./xmlErrors.ts";
import { elementName } from "./xmlNames.ts";
import { createXmlReaders, readDocument, type XmlReaders } from "./xmlReader.ts";

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

/**
 * AWS query (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html): a form goes out, XML comes back, its members
 * within an element of their own (`<ListUsersResult>`).
 */
export const query: Protocol = {
  compile: (operation, options) =>
    compileQuery(operation, options, queryNaming, (readers) => compileWrapped(operation, readers)),
};

const queryNaming: QueryNaming = {
  memberName: elementName,
  itemName: (list) => list.member.traits.locationName ?? "member",
  sendsEmptyLists: true,
};

/** Reads the output's members from a document's root. */
export type OutputReader = (cursor: XmlCursor, close: string, output: Output) => void;

/** What query and EC2's variant of it share. */
export function compileQuery(
  operation: Operation,
  options: CodecOptions,
  naming: QueryNaming,
  compileOutput: (readers: XmlReaders, output: Shape) => OutputReader,
): OperationCodec {
  const { service, output } = operation;
  const readers = createXmlReaders(options);
  const parse = output ? compileParse(output, compileOutput(readers, output)) : expectAnyDocument;
  return {
    serialize: compileSerialize(operation, options, naming),
    parse: guardParse(`${service.name}.${operation.name}`, parse),
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

function compileParse(shape: Shape, read: OutputReader): (response: BufferedResponse) => Output {
  return (response) => {
    if (shape.members.size === 0) return expectAnyDocument(response);
    const output: Output = {};
    readDocument(decodeUtf8(response.body), (cursor, close) => read(cursor, close, output));
    return output;
  };
}

function compileWrapped(operation: Operation, readers: XmlReaders): OutputReader {
  const { resultWrapper } = operation.traits;
  const wrapper = resultWrapper ?? `${operation.name}Result`;
  const readMembers = readers.structure(operation.output!);
  return (cursor, close, output) => {
    const root = { ...cursor };
    let found = false;
    visitChildren(cursor, close, (name) => {
      if (name !== wrapper) return false;
      found = true;
      readMembers(cursor, closeTag(cursor), output);
      return true;
    });
    if (found) return;
    if (resultWrapper !== undefined) throw new TypeError(`expected an element ${wrapper}, found none`);
    // The model speaks of no wrapper, and there is none.
    readMembers(root, close, output);
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
