import { metadataTraits, operationTraits } from "../../src/model/botocore.ts";
import { memberTraits, shapeTraits } from "../../src/model/botocoreShapes.ts";
import { type Json, object } from "../../src/model/json.ts";

/** What is prose, or of no consequence to a client; each with its reason. */
const left = {
  service: ["documentation", "version", "deprecatedMessage", "examples"],
  // The protocols are chosen from; `uid` and `ripServiceName` name the model itself.
  metadata: ["protocol", "protocols", "uid", "ripServiceName"],
  operation: ["documentation", "deprecatedMessage"],
  // `box` and `synthetic` speak to generators of other languages; `wrapper` and `xmlOrder` are read by no protocol.
  shape: ["documentation", "deprecatedMessage", "box", "synthetic", "wrapper", "xmlOrder"],
  // Members that restrict their shape's errors repeat what the shape says.
  member: ["documentation", "deprecatedMessage", "box"],
};

const known = {
  service: [...left.service, "metadata", "operations", "shapes", "clientContextParams", "deprecated"],
  metadata: [
    ...left.metadata,
    ...metadataTraits,
    "apiVersion",
    "serviceId",
    "serviceFullName",
    "serviceAbbreviation",
    "endpointPrefix",
    "awsQueryCompatible",
  ],
  operation: [...left.operation, ...operationTraits, "name", "http", "input", "output", "errors", "endpoint"],
  shape: [...left.shape, ...shapeTraits, "type", "members", "member", "key", "value"],
  member: [...left.member, ...memberTraits, "shape"],
};

/** The traits of a botocore model that neither are kept nor are known to be of no consequence: new ones, to be decided. */
export function unknownTraits(service: unknown): string[] {
  const found = new Set<string>();
  const check = (kind: keyof typeof known, record: unknown) => {
    for (const name of Object.keys(object(record, kind))) if (!known[kind].includes(name)) found.add(`${kind}.${name}`);
  };
  const model = object(service, "service") as { metadata: Json; operations: Json; shapes: Json };
  check("service", model);
  check("metadata", model.metadata);
  for (const operation of Object.values(model.operations)) check("operation", operation);
  for (const shape of Object.values(model.shapes) as Json[]) {
    check("shape", shape);
    for (const member of Object.values((shape.members ?? {}) as Json)) check("member", member);
    for (const role of ["member", "key", "value"]) if (shape[role]) check("member", shape[role]);
  }
  return [...found];
}
