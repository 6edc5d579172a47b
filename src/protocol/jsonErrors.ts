import { platform } from "#platform";
import type { Service, Shape } from "../model/service.ts";
import { messageFromText, parsedError } from "./errors.ts";
import { parseJson } from "./jsonReader.ts";
import type { BufferedResponse, CodecOptions, ParsedError } from "./types.ts";

/** Reads the error answers of the JSON protocols: the code from a header or the body, in every form that is in use. */
export function jsonErrorParser(
  service: Service,
  options: CodecOptions,
  readerOf: (shape: Shape) => (response: BufferedResponse) => Record<string, unknown>,
): (response: BufferedResponse) => ParsedError {
  const readers = new Map<string, (response: BufferedResponse) => Record<string, unknown>>();
  return (response) => {
    const body = bodyOf(response, options);
    return parsedError({
      service,
      response,
      body: body ?? {},
      code: codeOf(response, body ?? {}),
      fallbackMessage: body ? "" : messageFromText(platform.utf8Decode(response.body)),
      read: (shape) => compiled(shape)(response),
    });
  };

  function compiled(shape: Shape): (response: BufferedResponse) => Record<string, unknown> {
    const reader = readers.get(shape.name) ?? readerOf(shape);
    readers.set(shape.name, reader);
    return reader;
  }
}

function codeOf(response: BufferedResponse, body: Readonly<Record<string, unknown>>): string | undefined {
  for (const code of [response.headers["x-amzn-errortype"], body.__type, body.code, body.Code]) {
    if (typeof code === "string" && code !== "") return code;
    if (typeof code === "number") return String(code);
  }
  return undefined;
}

function bodyOf(response: BufferedResponse, options: CodecOptions): Record<string, unknown> | undefined {
  if (response.body.length === 0) return {};
  try {
    const body = parseJson(response.body, options);
    return typeof body === "object" && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
