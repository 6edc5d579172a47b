import type { Operation } from "../model/service.ts";
import type { SerializedRequest } from "../protocol/types.ts";
import { encodeUriComponent } from "../protocol/uri.ts";

type Input = Readonly<Record<string, unknown>>;

const formType = "application/x-www-form-urlencoded";
const jsonType = /^application\/(?:json|x-amz-json-1\.[01])$/;

/**
 * A URL is all that its user has, so what the body says goes into the query: a form as a whole, a JSON object member by
 * member, in place. Other bodies stay. The query gets the form that boto3 gives it: `?acl` is `?acl=`.
 * Source: boto3's `SigV4QueryAuth`.
 */
export function bodyInQuery(request: SerializedRequest): void {
  const pairs = request.query === "" ? [] : request.query.split("&").map(withEqualsSign);
  const { body, headers } = request;
  const type = headers["content-type"] ?? "";
  if (typeof body === "string" && body !== "") {
    if (type.startsWith(formType)) {
      pairs.push(...body.split("&"));
      delete headers["content-type"];
      request.body = undefined;
    } else if (jsonType.test(type) && body.startsWith("{")) {
      pairs.push(...memberPairs(JSON.parse(body) as Record<string, unknown>));
      request.body = undefined;
    }
  }
  request.query = pairs.join("&");
}

function withEqualsSign(pair: string): string {
  return pair.includes("=") ? pair : `${pair}=`;
}

function memberPairs(members: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(members).flatMap(([name, value]) =>
    [value].flat().map((each) => `${encodeUriComponent(name)}=${encodeUriComponent(textOf(each))}`),
  );
}

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * Bytes and text have a type that is ours where the input names none: it would bind whoever sends them later, and knows
 * better what they are.
 */
export function dropDefaultType({ input: shape }: Operation, input: Input, { headers }: SerializedRequest): void {
  const payload = shape?.traits.payload === undefined ? undefined : shape.members.get(shape.traits.payload);
  if (!payload || !(payload.shape.type === "blob" || payload.shape.type === "string")) return;
  for (const [name, { traits }] of shape!.members) {
    if (traits.locationName?.toLowerCase() === "content-type" && input[name] !== undefined) return;
  }
  delete headers["content-type"];
}
