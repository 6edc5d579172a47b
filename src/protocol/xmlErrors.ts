import type { Service, Shape } from "../model/service.ts";
import { exceptionFor, messageFromText, parsedError } from "./errors.ts";
import type { BufferedResponse, ParsedError } from "./types.ts";
import { decodeUtf8 } from "./utf8.ts";
import { closeTag, localName, openXml, readRoot, readText, visitChildren, type XmlCursor } from "./xmlCursor.ts";

/** Reads the members of a modelled exception; the cursor stands within the element that holds them. */
export type ExceptionReader = (
  shape: Shape,
  response: BufferedResponse,
  cursor: XmlCursor | undefined,
) => Record<string, unknown>;

/**
 * Reads the error answers of the XML protocols. All their forms are understood wherever they come from, for services
 * mix them: `<Error>` (S3), `<ErrorResponse><Error>` (query, CloudFront, Route 53), `<Response><Errors><Error>` (EC2,
 * SimpleDB), and an element that is named like the exception itself (Route 53's `<InvalidChangeBatch>`).
 */
export function xmlErrorParser(
  service: Service,
  readException: ExceptionReader,
): (response: BufferedResponse) => ParsedError {
  return (response) => {
    const found = findError(response, service);
    const { fields } = found;
    const error = parsedError({
      service,
      response,
      body: { RequestId: found.requestId ?? fields.RequestId, message: fields.Message ?? fields.message },
      code: fields.Code ?? fields.code,
      fallbackMessage: found.fallbackMessage,
      read: (shape) =>
        withMessage(shape, fields, readException(shape, response, found.element && { ...found.element })),
    });
    const fault = faults.get(fields.Type ?? "");
    const extendedRequestId = response.headers["x-amz-id-2"] === undefined ? fields.HostId : undefined;
    return {
      ...error,
      ...(fault ? { fault } : {}),
      ...(extendedRequestId === undefined ? {} : { extendedRequestId }),
    };
  };
}

/** Models and answers do not agree on the first letter of an exception's message. */
function withMessage(shape: Shape, fields: Partial<Fields>, data: Record<string, unknown>): Record<string, unknown> {
  const message = fields.Message ?? fields.message;
  for (const name of ["message", "Message"]) {
    if (message !== undefined && shape.members.has(name)) data[name] ??= message;
  }
  return data;
}

const faults: ReadonlyMap<string, "client" | "server"> = new Map([
  ["Sender", "client"],
  ["Receiver", "server"],
]);

type Fields = Record<"Code" | "code" | "Message" | "message" | "Type" | "RequestId" | "HostId", string | undefined>;

interface FoundError {
  /** A cursor behind the start tag of the element that holds the error. */
  element?: XmlCursor;
  fields: Partial<Fields>;
  requestId?: string;
  fallbackMessage: string;
}

/** Whatever can be told of an error, also where the document breaks off or is none. */
function findError(response: BufferedResponse, service: Service): FoundError {
  const found: FoundError = { fields: {}, fallbackMessage: "" };
  if (response.body.length === 0) return found;
  try {
    const cursor = openXml(decodeUtf8(response.body));
    readRoot(cursor);
    findElement(cursor, found, service);
  } catch {
    // What was found before the fault is kept.
  }
  if (!found.element) found.fallbackMessage = messageFromText(new TextDecoder().decode(response.body));
  return found;
}

function findElement(cursor: XmlCursor, found: FoundError, service: Service): void {
  const root = localName(cursor);
  if (root === "Error") {
    readError(cursor, found);
    return;
  }
  const whole = { ...cursor };
  visitChildren(cursor, closeTag(cursor), (name) => {
    if (name === "Errors") {
      visitChildren(cursor, closeTag(cursor), (inner) => inner === "Error" && readFirst(cursor, found));
      return true;
    }
    if (requestIds.has(name)) {
      found.requestId = readText(cursor);
      return true;
    }
    return name === "Error" && readFirst(cursor, found);
  });
  if (found.element || !exceptionFor(service, root)) return;
  readError(whole, found);
  found.fields.Code ??= root;
}

/** Of several errors the first is the one that is told. */
function readFirst(cursor: XmlCursor, found: FoundError): boolean {
  if (found.element) return false;
  readError(cursor, found);
  return true;
}

const requestIds: ReadonlySet<string> = new Set(["RequestId", "RequestID", "requestId", "requestID"]);
const simpleFields: ReadonlySet<string> = new Set([
  "Code",
  "code",
  "Message",
  "message",
  "Type",
  "RequestId",
  "HostId",
]);

function readError(cursor: XmlCursor, found: FoundError): void {
  found.element = { ...cursor };
  visitChildren(cursor, closeTag(cursor), (name) => {
    if (!simpleFields.has(name)) return false;
    found.fields[name as keyof Fields] = readText(cursor);
    return true;
  });
}
