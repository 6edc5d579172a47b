import type { Operation } from "../model/service.ts";
import { eventCodec } from "./eventStreams.ts";
import { compileRequest, compileResponse, inputStreamOf, outputStreamOf } from "./httpBindings.ts";
import { compileTokens } from "./idempotency.ts";
import { jsonBodyFormat } from "./jsonBody.ts";
import { jsonErrorParser } from "./jsonErrors.ts";
import { guardParse } from "./parseFailure.ts";
import type { CodecOptions, OperationCodec, Protocol } from "./types.ts";

/** AWS restJson1 (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html): HTTP bindings around JSON bodies. */
export const restJson: Protocol = { compile };

function compile(operation: Operation, options: CodecOptions): OperationCodec {
  const { service, input, output } = operation;
  const format = jsonBodyFormat(options);
  const inputStream = inputStreamOf(input);
  const outputStream = outputStreamOf(output);
  const fillTokens = compileTokens(input, options);
  const writeRequest = compileRequest(operation, format);
  return {
    serialize: (given) => writeRequest(fillTokens(given)),
    parse: guardParse(`${service.name}.${operation.name}`, compileResponse(output, format, options)),
    parseError: jsonErrorParser(service, options, (shape) => compileResponse(shape, format, options)),
    ...(inputStream ? { inputStream } : {}),
    ...(outputStream ? { outputStream } : {}),
    ...eventCodec(operation, format, options),
  };
}
