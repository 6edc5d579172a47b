import type { Member, Operation, Shape } from "../../src/model/service.ts";

/** An answer as it goes over the wire. */
export interface CannedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Data = Readonly<Record<string, unknown>>;

/** What a service would answer with that output; the counterpart of the library's own parsers, for tests. */
export function cannedAnswer(operation: Operation, output: Data): CannedAnswer {
  const { protocol, jsonVersion } = operation.service.metadata;
  switch (protocol) {
    case "json":
      return {
        status: 200,
        headers: { "content-type": `application/x-amz-json-${jsonVersion ?? "1.0"}` },
        body: JSON.stringify(operation.output ? json(operation.output, output) : {}),
      };
    case "query":
    case "ec2":
      return { status: 200, headers: { "content-type": "text/xml" }, body: wrapped(operation, output) };
    default:
      return rest(operation, output);
  }
}

/** An answer that is an error of that status and code. */
export function cannedError(operation: Operation, status: number, code: string): CannedAnswer {
  const { protocol } = operation.service.metadata;
  if (protocol === "json" || protocol === "rest-json") {
    return { status, headers: { "x-amzn-errortype": code }, body: JSON.stringify({ __type: code, message: code }) };
  }
  if (operation.httpMethod === "HEAD") return { status, headers: {}, body: "" };
  const error = `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: {}, body: protocol === "query" ? `<ErrorResponse>${error}</ErrorResponse>` : error };
}

function wrapped({ name, output: shape, traits, service }: Operation, output: Data): string {
  const members = shape ? xmlMembers(shape, output) : "";
  const { resultWrapper } = traits;
  const result = resultWrapper ? `<${resultWrapper}>${members}</${resultWrapper}>` : members;
  const id =
    service.metadata.protocol === "ec2"
      ? "<requestId>1</requestId>"
      : "<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>";
  return `<${name}Response>${result}${id}</${name}Response>`;
}

function rest({ output: shape, service, httpMethod, traits }: Operation, output: Data): CannedAnswer {
  const headers: Record<string, string> = {};
  const inBody: Record<string, unknown> = {};
  if (!shape) return { status: 200, headers, body: "" };
  let status = traits.responseCode ?? 200;
  for (const [name, member] of shape.members) {
    const value = output[name];
    const { location, locationName = name } = member.traits;
    if (value === undefined) continue;
    if (location === "header") headers[locationName.toLowerCase()] = headerText(member.shape, value);
    else if (location === "headers")
      for (const [key, text] of Object.entries(value as object)) headers[`${locationName}${key}`] = text;
    else if (location === "statusCode") status = 200;
    else inBody[name] = value;
  }
  if (httpMethod === "HEAD" || status === 204) return { status, headers, body: "" };
  const { payload } = shape.traits;
  const isJson = service.metadata.protocol === "rest-json";
  if (payload === undefined) {
    const text = isJson
      ? JSON.stringify(json(shape, inBody))
      : `<${shape.name}>${xmlMembers(shape, inBody)}</${shape.name}>`;
    return { status, headers, body: text };
  }
  const member = shape.members.get(payload)!;
  const body = inBody[payload];
  if (member.shape.type !== "structure") return { status, headers, body: String(body) };
  return { status, headers, body: isJson ? JSON.stringify(json(member.shape, body)) : xml(member, body, payload) };
}

function headerText(shape: Shape, value: unknown): string {
  return shape.type === "timestamp" ? new Date(value as string).toUTCString() : String(value);
}

function json(shape: Shape, value: unknown): unknown {
  if (shape.type === "structure") {
    const members = Object.entries(value as Data).filter(([name]) => shape.members.has(name));
    return Object.fromEntries(
      members.map(([name, each]) => {
        const member = shape.members.get(name)!;
        return [member.traits.locationName ?? name, json(member.shape, each)];
      }),
    );
  }
  if (shape.type === "list") return (value as unknown[]).map((each) => json(shape.member.shape, each));
  if (shape.type === "map")
    return Object.fromEntries(Object.entries(value as Data).map(([key, each]) => [key, json(shape.value.shape, each)]));
  if (shape.type === "timestamp") return timestamp(shape, value as string);
  if (shape.type === "blob") return Buffer.from(value as string).toString("base64");
  return value;
}

function timestamp(shape: Shape, value: string): string | number {
  const isRestJson = shape.service.metadata.protocol === "rest-json";
  const format = shape.traits.timestampFormat ?? (isRestJson ? "unixTimestamp" : "unixTimestamp");
  return format === "unixTimestamp" ? Date.parse(value) / 1000 : value;
}

function xmlMembers(shape: Shape, value: Data): string {
  return [...shape.members]
    .map(([name, member]) => {
      return value[name] === undefined || member.traits.xmlAttribute ? "" : xml(member, value[name], name);
    })
    .join("");
}

function xml({ shape, traits }: Member, value: unknown, name: string): string {
  const tag = traits.locationName ?? name;
  const flattened = traits.flattened ?? shape.traits.flattened ?? false;
  if (shape.type === "list") {
    const itemTag = flattened
      ? (shape.member.traits.locationName ?? tag)
      : (shape.member.traits.locationName ?? "member");
    const items = (value as unknown[])
      .map((each) => element(flattened ? tag : itemTag, content(shape.member.shape, each)))
      .join("");
    return flattened ? items : element(tag, items);
  }
  if (shape.type === "map") {
    const keyTag = shape.key.traits.locationName ?? "key";
    const valueTag = shape.value.traits.locationName ?? "value";
    const entries = Object.entries(value as Data).map(([key, each]) => {
      return element(
        flattened ? tag : "entry",
        element(keyTag, key) + element(valueTag, content(shape.value.shape, each)),
      );
    });
    return flattened ? entries.join("") : element(tag, entries.join(""));
  }
  return element(tag, content(shape, value), attributes(shape, value));
}

/** What stands within the tag: the type of an S3 grantee. */
function attributes({ type, members }: Shape, value: unknown): string {
  if (type !== "structure") return "";
  const own = [...members].filter(([name, { traits }]) => traits.xmlAttribute && (value as Data)[name] !== undefined);
  return own
    .map(([name, { traits }]) => {
      const { locationName = name, xmlNamespace } = traits;
      const [prefix] = locationName.split(":");
      const namespace = xmlNamespace ?? { uri: "http://www.w3.org/2001/XMLSchema-instance" };
      return ` xmlns:${prefix}="${namespace.uri}" ${locationName}="${(value as Data)[name]}"`;
    })
    .join("");
}

function content(shape: Shape, value: unknown): string {
  if (shape.type === "structure") return xmlMembers(shape, value as Data);
  if (shape.type === "blob") return Buffer.from(value as string).toString("base64");
  if (shape.type === "list")
    return (value as unknown[])
      .map((each) => element(shape.member.traits.locationName ?? "member", content(shape.member.shape, each)))
      .join("");
  return String(value);
}

function element(tag: string, inner: string, within = ""): string {
  return `<${tag}${within}>${inner}</${tag}>`;
}
