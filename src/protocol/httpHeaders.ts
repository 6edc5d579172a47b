import { ParamValidationError } from "../errors/index.ts";
import { headerText } from "../headerText.ts";
import type { Member, Operation } from "../model/service.ts";
import { headerReader, headerWriter } from "./httpText.ts";
import { setOwn } from "./setOwn.ts";
import { wireName } from "./traits.ts";
import type { BufferedResponse, CodecOptions } from "./types.ts";

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

/** Compiles the writer of a request's headers, which refuses a value that would break the line. */
export function compileHeaders(
  operation: Operation,
  members: readonly Member[],
): (input: Input, headers: Record<string, string>) => void {
  const prefixed = members
    .filter(({ traits }) => traits.location === "headers")
    .map((member) => ({ name: member.name, prefix: headerPrefix(member) }));
  const single = members
    .filter(({ traits }) => traits.location === "header")
    .map((member) => ({ name: member.name, key: wireName(member).toLowerCase(), write: headerWriter(member) }));
  return (input, headers) => {
    for (const { name, prefix } of prefixed) {
      const map = input[name];
      if (map === undefined || map === null) continue;
      for (const [key, value] of Object.entries(map)) {
        if (value !== undefined && value !== null) set(headers, `${prefix}${key.toLowerCase()}`, String(value), name);
      }
    }
    for (const { name, key, write } of single) {
      const value = input[name];
      if (value !== undefined && value !== null) set(headers, key, write(value), name);
    }
  };

  function set(headers: Record<string, string>, key: string, value: string, name: string): void {
    if (!headerName.test(key)) throw invalid(operation, name, `${JSON.stringify(key)} is no name of a header`);
    if (forbiddenInHeader.test(value)) throw invalid(operation, name, "is a header and must have no line break");
    headers[key] = value;
  }
}

const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
const forbiddenInHeader = /[\r\n\0]/;

/** The reader of a member that stands in an answer's head: a header, a map of headers or the status. */
export function responseReader(
  member: Member,
  options: CodecOptions,
): ((response: BufferedResponse, output: Output) => void) | undefined {
  const { name } = member;
  switch (member.traits.location) {
    case "statusCode":
      return (response, output) => {
        output[name] = response.status;
      };
    case "headers":
      return prefixReader(name, headerPrefix(member));
    case "header": {
      const key = wireName(member).toLowerCase();
      const read = headerReader(member, options);
      const isText = member.shape.type === "string";
      return ({ headers }, output) => {
        const text = headers[key];
        // An empty header says nothing, but for text, which may be empty.
        if (text !== undefined && (isText || text !== "")) output[name] = within(key, read, text);
      };
    }
    default:
      return undefined;
  }
}

function prefixReader(name: string, prefix: string): (response: BufferedResponse, output: Output) => void {
  return ({ headers }, output) => {
    const found: Record<string, string> = {};
    for (const key in headers)
      if (key.startsWith(prefix)) setOwn(found, key.slice(prefix.length), headerText(headers[key]!));
    output[name] = found;
  };
}

/** The start of the names of a map's headers; an empty one means all headers. */
function headerPrefix({ traits, shape }: Member): string {
  return (traits.locationName ?? shape.traits.locationName ?? "").toLowerCase();
}

function within(header: string, read: (text: string) => unknown, text: string): unknown {
  try {
    return read(text);
  } catch (error) {
    throw new TypeError(`the header ${header}: ${(error as Error).message}`, { cause: error });
  }
}

function invalid(operation: Operation, path: string, message: string): ParamValidationError {
  return new ParamValidationError(operation.name, [{ path, message }]);
}
