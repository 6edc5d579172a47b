import type { Service, Shape } from "../model/service.ts";
import { requestIdOf } from "./parseFailure.ts";
import type { BufferedResponse, ParsedError } from "./types.ts";

type Values = Readonly<Record<string, unknown>>;

const indexes = new WeakMap<Service, ReadonlyMap<string, Shape>>();

/** The modelled exception for a code, by the shape's name or by the code that its `error` trait gives it. */
export function exceptionFor(service: Service, code: string): Shape | undefined {
  let index = indexes.get(service);
  if (!index) {
    index = indexExceptions(service);
    indexes.set(service, index);
  }
  return index.get(code);
}

function indexExceptions(service: Service): ReadonlyMap<string, Shape> {
  const index = new Map<string, Shape>();
  const exceptions = Object.keys(service.model.shapes)
    .filter((name) => isException(service, name))
    .map((name) => service.shape(name));
  for (const shape of exceptions) index.set(shape.name, shape);
  for (const shape of exceptions) {
    const code = shape.traits.error?.code;
    if (code !== undefined && !index.has(code)) index.set(code, shape);
  }
  return index;
}

function isException(service: Service, name: string): boolean {
  const shape = service.model.shapes[name];
  return typeof shape === "object" && shape.exception === true;
}

/** A code without what services put around it: `aws.protocoltests#FooError:http://…` is `FooError`. */
export function cleanCode(code: string): string {
  const end = code.indexOf(":");
  const name = end < 0 ? code : code.slice(0, end);
  return name.slice(name.lastIndexOf("#") + 1).trim();
}

/** What is told apart in an error answer whose body is an object (JSON or CBOR), or nothing that can be read. */
export interface ErrorAnswer {
  readonly service: Service;
  readonly response: BufferedResponse;
  /** The body's members; empty where the body is no object. */
  readonly body: Values;
  /** The code as it was sent, wherever it stood. */
  readonly code: string | undefined;
  /** What to say where the body has no message. */
  readonly fallbackMessage: string;
  /** Reads the modelled exception's members. */
  read(shape: Shape): Record<string, unknown>;
}

/** Puts an error together from its parts. Never throws: what cannot be read is left out. */
export function parsedError(answer: ErrorAnswer): ParsedError {
  const { service, response, body } = answer;
  const sent = answer.code === undefined ? "" : cleanCode(answer.code);
  const query = parseQueryError(response.headers["x-amzn-query-error"]);
  const code = query?.code ?? (sent === "" ? String(response.status) : sent);
  const shape = exceptionFor(service, sent) ?? exceptionFor(service, code);
  const data = shape && readQuietly(answer, shape);
  const requestId = requestIdOf(response.headers) === undefined ? textOf(body.RequestId ?? body.requestId) : undefined;
  return {
    code,
    message: messageOf(body) ?? answer.fallbackMessage,
    ...(shape ? { shape: shape.name } : {}),
    ...(data ? { data } : {}),
    ...(query?.fault ? { fault: query.fault } : {}),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** The message of an error's body, in either case. */
export function messageOf(body: Values): string | undefined {
  return textOf(body.message) ?? textOf(body.Message) ?? textOf(body.errorMessage);
}

/** A body that is not what the protocol says (a proxy's page, a text), cut to what a message can hold. */
export function messageFromText(text: string): string {
  return text
    .slice(0, 4_000)
    .replace(/<(?:style|script)[\s\S]*?(?:<\/(?:style|script)>|$)/gi, " ")
    .replace(/<[^>]*>?/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 500);
}

/** `AWS.SimpleQueueService.NonExistentQueue;Sender`: the code that the service had when it still spoke query. */
function parseQueryError(
  header: string | undefined,
): { code: string; fault: "client" | "server" | undefined } | undefined {
  const [code, type, more] = header?.split(";") ?? [];
  if (!code || type === undefined || more !== undefined) return undefined;
  const fault = type === "Sender" ? "client" : type === "Receiver" ? "server" : undefined;
  return { code, fault };
}

function readQuietly(answer: ErrorAnswer, shape: Shape): Record<string, unknown> | undefined {
  try {
    return answer.read(shape);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
