import type { Member, Operation } from "../model/service.ts";
import { eventCodec } from "./eventStreams.ts";
import { type BodyFormat, compileRequest, compileResponse, inputStreamOf, outputStreamOf } from "./httpBindings.ts";
import { compileTokens } from "./idempotency.ts";
import { guardParse } from "./parseFailure.ts";
import type { CodecOptions, OperationCodec, Protocol } from "./types.ts";
import { decodeUtf8 } from "./utf8.ts";
import { closeTag, localName, readText, type XmlCursor } from "./xmlCursor.ts";
import { xmlErrorParser } from "./xmlErrors.ts";
import { elementName } from "./xmlNames.ts";
import { createXmlReaders, readDocument, type XmlReaders } from "./xmlReader.ts";
import { createXmlWriters } from "./xmlWriter.ts";

/** AWS restXml (https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html): HTTP bindings around XML bodies. */
export const restXml: Protocol = { compile };

function compile(operation: Operation, options: CodecOptions): OperationCodec {
  const { service, input, output } = operation;
  const readers = createXmlReaders(options);
  const format = xmlBodyFormat(readers);
  const inputStream = inputStreamOf(input);
  const outputStream = outputStreamOf(output);
  const fillTokens = compileTokens(input, options);
  const writeRequest = compileRequest(operation, format);
  return {
    serialize: (given) => writeRequest(fillTokens(given)),
    parse: guardParse(`${service.name}.${operation.name}`, compileResponse(output, format, options)),
    parseError: xmlErrorParser(service, (shape, response, cursor) =>
      compileResponse(shape, exceptionFormat(format, readers, cursor), options)(response),
    ),
    ...(inputStream ? { inputStream } : {}),
    ...(outputStream ? { outputStream } : {}),
    ...eventCodec(operation, format, options),
  };
}

function xmlBodyFormat(readers: XmlReaders): BodyFormat {
  const writers = createXmlWriters();
  return {
    contentType: "application/xml",
    bodyWriter: (operation, shape, members) => {
      // An event is written by this as well, and has nothing of the operation's input.
      const { inputLocationName, inputXmlNamespace } = shape === operation.input ? operation.traits : {};
      const root = shape.traits.locationName ?? inputLocationName ?? shape.name;
      const namespace = inputXmlNamespace ?? shape.traits.xmlNamespace ?? operation.service.metadata.xmlNamespace;
      return writers.document(members, root, namespace);
    },
    payloadWriter: (_operation, member) => {
      const write = writers.element(member, rootName(member));
      return (value) => (value === undefined ? "" : write(value));
    },
    bodyReader: (shape, members) => {
      const read = readers.members(shape, members);
      const alone = members.length === 1 && members[0]!.shape.type === "string" ? members[0] : undefined;
      return (body, output) => {
        if (body.length === 0) return;
        readDocument(decodeUtf8(body), (cursor, close) => {
          if (alone && localName(cursor) === elementName(alone)) readUnwrapped(cursor, alone, output);
          else read(cursor, close, output);
        });
      };
    },
    payloadReader: (member) => {
      const read = readers.content(member.shape);
      return (body) => readDocument(decodeUtf8(body), read);
    },
  };
}

/** S3's GetBucketLocation answers with its one member as the root; empty, it says nothing (us-east-1). */
function readUnwrapped(cursor: XmlCursor, member: Member, output: Record<string, unknown>): void {
  const text = readText(cursor);
  if (text !== "") output[member.name] = text;
}

/** An exception's members stand within the element that was found to hold the error. */
function exceptionFormat(format: BodyFormat, readers: XmlReaders, cursor: XmlCursor | undefined): BodyFormat {
  return {
    ...format,
    bodyReader: (shape, members) => {
      const read = readers.members(shape, members);
      return (_body, output) => {
        if (cursor) read(cursor, closeTag(cursor), output);
      };
    },
  };
}

function rootName({ name, traits, shape }: Member): string {
  return traits.locationName ?? shape.traits.locationName ?? name;
}
