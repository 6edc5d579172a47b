import { type Operation, Service } from "../../src/model/service.ts";
import type { OperationModel, ProtocolName, ServiceMetadata, ShapeModel } from "../../src/model/types.ts";
import { protocolFor } from "../../src/protocol/index.ts";
import type { BufferedResponse, CodecOptions, OperationCodec } from "../../src/protocol/types.ts";

/** A service of one operation, `Call`, whose input and output are the shapes `Input` and `Output` where there are such. */
export interface Sample {
  readonly protocol: ProtocolName;
  readonly shapes: Readonly<Record<string, ShapeModel>>;
  readonly operation?: OperationModel;
  readonly metadata?: Partial<ServiceMetadata>;
}

export function sampleOperation({ protocol, shapes, operation, metadata }: Sample): Operation {
  const service = new Service("sample", {
    format: 1,
    metadata: {
      apiVersion: "2020-01-01",
      serviceId: "Sample",
      serviceFullName: "Sample",
      endpointPrefix: "sample",
      signatureVersion: "v4",
      targetPrefix: "Sample",
      jsonVersion: "1.0",
      protocol,
      ...metadata,
    },
    operations: {
      Call: {
        ...(shapes.Input !== undefined && { input: "Input" }),
        ...(shapes.Output !== undefined && { output: "Output" }),
        ...operation,
      },
    },
    shapes: { String: "string", Integer: "integer", Long: "long", Double: "double", Boolean: "boolean", ...shapes },
  });
  return service.operation("Call");
}

export function sampleCodec(sample: Sample, options: CodecOptions = { bigints: false }): OperationCodec {
  const operation = sampleOperation(sample);
  return protocolFor(operation.service).compile(operation, options);
}

/** An answer; text is its body as UTF-8. */
export function answer(
  body: string | Uint8Array,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): BufferedResponse {
  return { status, headers, body: typeof body === "string" ? new TextEncoder().encode(body) : body };
}
