import type { Operation, Shape } from "../model/service.ts";
import { eventCodec } from "./eventStreams.ts";
import { compileHostPrefix } from "./hostPrefix.ts";
import { compileTokens } from "./idempotency.ts";
import { jsonBodyFormat } from "./jsonBody.ts";
import { jsonErrorParser } from "./jsonErrors.ts";
import { jsonReaders, parseJson } from "./jsonReader.ts";
import { jsonMembersWriter, jsonStructureWriter } from "./jsonWriter.ts";
import { guardParse } from "./parseFailure.ts";
import { eventStreamMember, rpcStreams } from "./traits.ts";
import type { BufferedResponse, CodecOptions, OperationCodec, Protocol, SerializedRequest } from "./types.ts";

type Input = Readonly<Record<string, unknown>>;
type Output = Record<string, unknown>;

/**
 * AWS JSON 1.0 and 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html): everything is a `POST /`, the
 * operation stands in `x-amz-target`, all members in the body.
 */
export const jsonRpc: Protocol = { compile };

function compile(operation: Operation, options: CodecOptions): OperationCodec {
  const { service, output } = operation;
  return {
    serialize: compileSerialize(operation, options),
    parse: guardParse(`${service.name}.${operation.name}`, compileParse(output, options)),
    parseError: jsonErrorParser(service, options, (shape) => compileParse(shape, options)),
    ...rpcStreams(operation),
    ...eventCodec(operation, jsonBodyFormat(options), options),
  };
}

function compileSerialize(operation: Operation, options: CodecOptions): (input: Input) => SerializedRequest {
  const { metadata } = operation.service;
  const contentType = `application/x-amz-json-${metadata.jsonVersion ?? "1.0"}`;
  const headers: Record<string, string> = {
    "content-type": contentType,
    "x-amz-target": `${metadata.targetPrefix}.${operation.name}`,
  };
  if (metadata.awsQueryCompatible) headers["x-amzn-query-mode"] = "true";
  const writeBody = bodyWriter(operation.input);
  const fillTokens = compileTokens(operation.input, options);
  const writeHostPrefix = compileHostPrefix(operation);
  return (input) => {
    const request: SerializedRequest = {
      method: "POST",
      path: operation.requestPath,
      query: operation.requestQuery,
      headers: { ...headers },
      body: writeBody(fillTokens(input)),
    };
    if (writeHostPrefix) request.hostPrefix = writeHostPrefix(input);
    return request;
  };
}

function bodyWriter(shape: Shape | undefined): (input: Input) => string {
  if (!shape) return () => "{}";
  const events = eventStreamMember(shape);
  if (!events) return jsonStructureWriter(shape);
  return jsonMembersWriter([...shape.members.values()].filter((member) => member.name !== events.name));
}

function compileParse(shape: Shape | undefined, options: CodecOptions): (response: BufferedResponse) => Output {
  if (!shape) return () => ({});
  const events = eventStreamMember(shape);
  const members = [...shape.members.values()].filter((member) => member.name !== events?.name);
  const read = jsonReaders(options).ofMembers(shape, members);
  return ({ body }) => {
    const value = body.length === 0 ? {} : parseJson(body, options);
    return read(value ?? {}, 0) as Output;
  };
}
