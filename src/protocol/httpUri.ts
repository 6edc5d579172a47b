import { ParamValidationError } from "../errors/index.ts";
import type { Member, Operation } from "../model/service.ts";
import { scalarTextWriter, type TextWriter } from "./httpText.ts";
import { wireName } from "./traits.ts";
import { encodeUriComponent, encodeUriPath } from "./uri.ts";

type Input = Readonly<Record<string, unknown>>;

/** Compiles the writer of a request's path: the template's labels are filled from the input and encoded. */
export function compilePath(operation: Operation, members: readonly Member[]): (input: Input) => string {
  const labels = new Map(members.filter((m) => m.traits.location === "uri").map((m) => [wireName(m), m]));
  const parts = operation.requestPath.split(/\{([^{}]+)\}/g).map((part, index) => {
    if (index % 2 === 0) return part;
    const greedy = part.endsWith("+");
    const member = labels.get(greedy ? part.slice(0, -1) : part);
    // A label that no member fills stands as it is.
    return member ? labelWriter(operation, member, greedy) : `{${part}}`;
  });
  return (input) => {
    let path = "";
    for (const part of parts) path += typeof part === "string" ? part : part(input);
    return path;
  };
}

function labelWriter(operation: Operation, member: Member, greedy: boolean): (input: Input) => string {
  const { name } = member;
  const write = scalarTextWriter(member, "iso8601");
  const encode = greedy ? encodeUriPath : encodeUriComponent;
  return (input) => {
    const value = input[name];
    const text = value === undefined || value === null ? "" : write(value);
    // An empty label would make the path another operation's: a bucket's instead of a key's.
    if (text === "") {
      const message = "stands in the path and must not be empty";
      throw new ParamValidationError(operation.name, [{ path: name, message }]);
    }
    return encode(text);
  };
}

/** Compiles the writer of a request's query: the template's fixed part, then the input's. */
export function compileQuery(operation: Operation, members: readonly Member[]): (input: Input) => string {
  const { requestQuery } = operation;
  const inQuery = members.filter(({ traits }) => traits.location === "querystring");
  if (inQuery.length === 0) return () => requestQuery;
  const single = inQuery.filter(({ shape }) => shape.type !== "map").map(compileParameter);
  const maps = inQuery.filter(({ shape }) => shape.type === "map").map(({ name }) => name);
  const fixed = requestQuery === "" ? [] : requestQuery.split("&");
  return (input) => {
    const pairs = [...fixed];
    for (const { name, key, write } of single) {
      const value = input[name];
      if (value === undefined || value === null) continue;
      if (!Array.isArray(value)) pairs.push(`${key}=${encodeUriComponent(write(value))}`);
      else for (const item of value) if (item !== null && item !== undefined) pairs.push(pair(key, write(item)));
    }
    for (const name of maps) writeQueryMap(input[name], pairs);
    return pairs.join("&");
  };

  // What has a name of its own goes before what a map says (Smithy's httpQueryParams).
  function writeQueryMap(map: unknown, pairs: string[]): void {
    if (map === undefined || map === null) return;
    const taken = new Set(pairs.map((text) => text.split("=", 1)[0]));
    for (const [name, value] of Object.entries(map)) {
      const key = encodeUriComponent(name);
      if (taken.has(key) || value === null || value === undefined) continue;
      for (const item of Array.isArray(value) ? value : [value]) {
        if (item !== null && item !== undefined) pairs.push(pair(key, String(item)));
      }
    }
  }
}

function pair(key: string, value: string): string {
  return `${key}=${encodeUriComponent(value)}`;
}

function compileParameter(member: Member): { name: string; key: string; write: TextWriter } {
  const written = member.shape.type === "list" ? member.shape.member : member;
  return {
    name: member.name,
    key: encodeUriComponent(wireName(member)),
    write: scalarTextWriter(written, "iso8601"),
  };
}
