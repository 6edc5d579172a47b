/** A service whose answers are read whole and carry a checksum, as none of AWS's are today: in botocore's form. */
export const checkedModel: object = {
  version: "2.0",
  metadata: {
    apiVersion: "2026-01-01",
    endpointPrefix: "checked",
    protocol: "rest-json",
    serviceFullName: "Checked",
    serviceId: "Checked",
    signatureVersion: "v4",
    uid: "checked-2026-01-01",
  },
  operations: {
    GetThing: {
      name: "GetThing",
      http: { method: "GET", requestUri: "/thing" },
      input: { shape: "GetThingInput" },
      output: { shape: "GetThingOutput" },
      httpChecksum: { requestValidationModeMember: "ChecksumMode", responseAlgorithms: ["CRC32"] },
    },
  },
  shapes: {
    GetThingInput: {
      type: "structure",
      members: { ChecksumMode: { shape: "Text", location: "header", locationName: "x-amz-checksum-mode" } },
    },
    GetThingOutput: { type: "structure", members: { Content: { shape: "Bytes" } }, payload: "Content" },
    Text: { type: "string" },
    Bytes: { type: "blob" },
  },
};

/** Rules that know the endpoint which is set, and no other. */
export const anyEndpoint: object = {
  version: "1.0",
  parameters: {
    Region: { builtIn: "AWS::Region", required: false, type: "String" },
    Endpoint: { builtIn: "SDK::Endpoint", required: false, type: "String" },
  },
  rules: [
    {
      conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }],
      endpoint: { url: { ref: "Endpoint" }, properties: {}, headers: {} },
      type: "endpoint",
    },
  ],
};
