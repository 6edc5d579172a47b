import { describe, expect, it } from "vitest";
import { ConfigError, EndpointError } from "../errors/index.ts";
import { Service } from "../model/service.ts";
import type { EndpointRuleSet, OperationModel, ServiceModel, ShapeModel } from "../model/types.ts";
import type { Partitions } from "./partitions.ts";
import { createEndpointResolver } from "./resolver.ts";
import type { EndpointConfig } from "./types.ts";

const partitions: Partitions = {
  partitions: [
    {
      id: "aws",
      outputs: {
        dnsSuffix: "amazonaws.com",
        dualStackDnsSuffix: "api.aws",
        supportsFIPS: true,
        supportsDualStack: true,
        implicitGlobalRegion: "us-east-1",
      },
      regionRegex: "^(us|eu)\\-\\w+\\-\\d+$",
      regions: { "eu-west-1": { description: "Ireland" } },
    },
  ],
};

const ruleSet: EndpointRuleSet = {
  parameters: {
    Region: { type: "string", builtIn: "AWS::Region" },
    Endpoint: { type: "string", builtIn: "SDK::Endpoint" },
    AccountId: { type: "string", builtIn: "AWS::Auth::AccountId" },
    Bucket: { type: "string" },
    Key: { type: "string" },
    Names: { type: "stringArray" },
  },
  conditions: [
    ["isSet", "{Endpoint}"],
    ["isSet", "{Bucket}"],
    { part: ["aws.partition", "{Region}"] },
    ["stringEquals", "{Bucket}", "forbidden"],
    ["isSet", "{Names}"],
    { first: "{Names#[0]}" },
    ["isSet", "{AccountId}"],
  ],
  properties: [{ authSchemes: [{ name: "sigv4", signingName: "things", signingRegion: "{Region}" }] }],
  results: [
    ["{Endpoint}"],
    { error: "The bucket `{Bucket}` is refused" },
    ["https://{Bucket}.things.{Region}.{part#dnsSuffix}/base/", 0, { "x-amz-bucket": ["{Bucket}"] }],
    ["https://{first}.things.aws"],
    ["https://{AccountId}.things.aws"],
    ["https://things.{Region}.amazonaws.com"],
  ],
  rules: [[0, 0], [1, 2, [[3, 1], [2]]], [4, 5, 3], [6, 4], [5]],
};

const operations: Record<string, OperationModel> = {
  List: {},
  Get: { input: "Input" },
  Batch: { operationContextParams: { Names: { path: "keys(Items)" } } },
};
const shapes: Record<string, ShapeModel> = {
  Input: {
    structure: {
      Bucket: { shape: "Text", contextParam: { name: "Bucket" } },
      Key: { shape: "Text", contextParam: { name: "Key" } },
    },
  },
  Text: "string",
};
const service = new Service("things", { metadata: {}, operations, shapes } as unknown as ServiceModel);

function resolver(config: Partial<EndpointConfig> = {}) {
  const resolve = createEndpointResolver({
    ruleSet,
    partitions,
    service: "things",
    config: {
      region: "eu-west-1",
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
      endpoint: undefined,
      accountIdEndpointMode: "preferred",
      builtIns: {},
      clientContextParams: {},
      ...config,
    },
  });
  return (operation: string, input: Record<string, unknown> = {}, accountId?: string) =>
    resolve(service.operation(operation), input, accountId);
}

describe("createEndpointResolver", () => {
  it("gives origin, host, path, headers and auth schemes", () => {
    expect(resolver()("Get", { Bucket: "photos" })).toEqual({
      origin: "https://photos.things.eu-west-1.amazonaws.com",
      host: "photos.things.eu-west-1.amazonaws.com",
      path: "/base",
      headers: { "x-amz-bucket": ["photos"] },
      authSchemes: [{ name: "sigv4", signingName: "things", signingRegion: "eu-west-1" }],
      properties: { authSchemes: [{ name: "sigv4", signingName: "things", signingRegion: "eu-west-1" }] },
    });
  });

  it("resolves once for the same values, whatever else the input has", () => {
    const resolve = resolver();
    const first = resolve("Get", { Bucket: "photos", Key: "a" });
    expect(resolve("Get", { Bucket: "photos", Key: "b" })).toBe(first);
    expect(resolve("Get", { Bucket: "other", Key: "a" })).not.toBe(first);
    expect(resolve("List")).toBe(resolve("List", { Anything: 1 }));
  });

  it("resolves anew after more buckets than it remembers", () => {
    const resolve = resolver();
    const first = resolve("Get", { Bucket: "b0" });
    for (let index = 1; index <= 256; index++) resolve("Get", { Bucket: `b${index}` });
    expect(resolve("Get", { Bucket: "b0" })).not.toBe(first);
    expect(resolve("Get", { Bucket: "b0" })).toEqual(first);
  });

  it("reads lists out of the input", () => {
    expect(resolver()("Batch", { Items: { table: [], other: [] } }).host).toBe("table.things.aws");
    expect(resolver()("Batch", {}).host).toBe("things.eu-west-1.amazonaws.com");
  });

  it("takes the account's endpoint where one is known and wanted", () => {
    expect(resolver()("List", {}, "123456789012").host).toBe("123456789012.things.aws");
    expect(resolver()("List").host).toBe("things.eu-west-1.amazonaws.com");
    const disabled = resolver({ accountIdEndpointMode: "disabled" });
    expect(disabled("List", {}, "123456789012").host).toBe("things.eu-west-1.amazonaws.com");
  });

  it("keeps a custom endpoint's port and path", () => {
    const { origin, host, path } = resolver({ endpoint: "http://LocalHost:4566/base/path/" })("List");
    expect({ origin, host, path }).toEqual({
      origin: "http://localhost:4566",
      host: "localhost:4566",
      path: "/base/path",
    });
  });

  it("says what the rules say, of what, and what it was set to", () => {
    const call = () => resolver()("Get", { Bucket: "forbidden" });
    expect(call).toThrow(EndpointError);
    expect(call).toThrow("things.Get: The bucket `forbidden` is refused (region eu-west-1)");
  });

  it("refuses a value of another type than the rules want", () => {
    expect(() => resolver()("Get", { Bucket: 7 })).toThrow("need a string for Bucket, not a value of type number");
  });

  it.each(["eu west 1", "us-east-1/", "us-east-1.evil.com", "@host", "", "-a", "a-", "123", "a".repeat(64)])(
    "refuses the region %j when the client is made",
    (region) => {
      expect(() => resolver({ region })).toThrow(ConfigError);
      expect(() => resolver({ region })).toThrow("is no region");
    },
  );

  it.each(["localhost:4566", "ftp://host", "https://", "https://host:99999", "https://host/?a=b", "https://ho st"])(
    "refuses the endpoint %j when the client is made",
    (endpoint) => {
      expect(() => resolver({ endpoint })).toThrow(EndpointError);
      expect(() => resolver({ endpoint })).toThrow("must be a URL like");
    },
  );

  it("shows no password of a URL that it refuses", () => {
    expect(() => resolver({ endpoint: "https://user:secret@host" })).toThrow(/^(?!.*secret).*cannot be used/s);
  });
});
