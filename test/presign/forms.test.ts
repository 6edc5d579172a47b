import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findPython } from "../peers/python.ts";
import { askBoto3, clientLikeBoto3s, now } from "./localSignatures.ts";

interface Case {
  readonly name: string;
  readonly service: string;
  /** Options of our client, and what boto3 calls them. */
  readonly options?: object;
  readonly boto3?: {
    readonly region?: string;
    readonly token?: string;
    readonly config?: object;
    readonly endpoint?: string;
  };
  readonly method: readonly [ours: string, boto3: string];
  readonly input: Readonly<Record<string, unknown>>;
  /** Where boto3 has other names. */
  readonly arguments?: Readonly<Record<string, unknown>>;
}

const legacy = { s3: { usEast1RegionalEndpoint: "legacy" } };
const virtual = { config: { s3: { addressing_style: "virtual" } } };
const path = { config: { s3: { addressing_style: "path" } } };
const post = ["generatePresignedPost", "generate_presigned_post"] as const;
const upload = { Bucket: "photos", Key: "incoming/cat.jpg" };

const forms: readonly Case[] = [
  { name: "a form", service: "s3", boto3: virtual, method: post, input: upload },
  { name: "of the global endpoint", service: "s3", options: legacy, method: post, input: upload },
  {
    name: "of a bucket in the path",
    service: "s3",
    options: { s3: { addressingStyle: "path" } },
    boto3: path,
    method: post,
    input: upload,
  },
  {
    name: "of another endpoint",
    service: "s3",
    options: { endpoint: "http://localhost:9000" },
    boto3: { endpoint: "http://localhost:9000" },
    method: post,
    input: upload,
  },
  {
    name: "by a session's keys",
    service: "s3",
    options: { token: "a token/+=" },
    boto3: { ...virtual, token: "a token/+=" },
    method: post,
    input: upload,
  },
  {
    name: "whose file has the name that its user gave it",
    service: "s3",
    boto3: virtual,
    method: post,
    input: { Bucket: "photos", Key: "incoming/${filename}" },
  },
  {
    name: "with fields and conditions",
    service: "s3",
    boto3: virtual,
    method: post,
    input: {
      Bucket: "photos",
      Key: "ünï ☃/${filename}",
      Fields: { acl: "public-read", "Content-Type": "image/jpeg", "x-amz-meta-who": 'Zoë "the cat"' },
      Conditions: [
        { acl: "public-read" },
        ["starts-with", "$Content-Type", "image/"],
        ["content-length-range", 2, 5_000_000],
        { "x-amz-meta-who": 'Zoë "the cat"' },
      ],
      expiresIn: 60,
    },
    arguments: {
      Bucket: "photos",
      Key: "ünï ☃/${filename}",
      Fields: { acl: "public-read", "Content-Type": "image/jpeg", "x-amz-meta-who": 'Zoë "the cat"' },
      Conditions: [
        { acl: "public-read" },
        ["starts-with", "$Content-Type", "image/"],
        ["content-length-range", 2, 5_000_000],
        { "x-amz-meta-who": 'Zoë "the cat"' },
      ],
      ExpiresIn: 60,
    },
  },
];

const tokens: readonly Case[] = [
  {
    name: "RDS",
    service: "rds",
    method: ["generateDbAuthToken", "generate_db_auth_token"],
    input: { DBHostname: "orders.abc.eu-west-1.rds.amazonaws.com", Port: 5432, DBUsername: "app@üser" },
  },
  {
    name: "RDS in another region, by a session's keys",
    service: "rds",
    options: { token: "a token/+=" },
    boto3: { token: "a token/+=" },
    method: ["generateDbAuthToken", "generate_db_auth_token"],
    input: { DBHostname: "orders", Port: 3306, DBUsername: "app", Region: "us-west-2" },
  },
  {
    name: "DSQL",
    service: "dsql",
    method: ["generateDbConnectAuthToken", "generate_db_connect_auth_token"],
    input: { Hostname: "abc.dsql.eu-west-1.on.aws" },
  },
  {
    name: "DSQL's admin",
    service: "dsql",
    method: ["generateDbConnectAdminAuthToken", "generate_db_connect_admin_auth_token"],
    input: { Hostname: "abc.dsql.eu-west-1.on.aws", Region: "us-east-1", expiresIn: 60 },
    arguments: { Hostname: "abc.dsql.eu-west-1.on.aws", Region: "us-east-1", ExpiresIn: 60 },
  },
];

const getObject = { Bucket: "photos", Key: "ünï ☃/a+b&c=d.jpg", ResponseContentType: "image/jpeg" };

/** boto3's arguments of `generate_presigned_url`. */
function url(name: string, operation: string, Params: object, options: object, boto3: object, more: object = {}) {
  const method = operation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const arguments_ = { ClientMethod: method, Params, ...more };
  return {
    name,
    operation,
    Params,
    options,
    more,
    call: { service: "s3", method: "generate_presigned_url", arguments: arguments_, ...boto3 },
  };
}

const urls = [
  url("regional", "getObject", getObject, {}, virtual),
  url("global", "getObject", getObject, legacy, {}),
  url(
    "us-east-1",
    "getObject",
    getObject,
    { region: "us-east-1" },
    { region: "us-east-1", config: { s3: { us_east_1_regional_endpoint: "regional" } } },
  ),
  url("global from us-east-1", "getObject", getObject, { ...legacy, region: "us-east-1" }, { region: "us-east-1" }),
  url("path", "getObject", getObject, { s3: { addressingStyle: "path" } }, path),
  url("a bucket with dots", "getObject", { ...getObject, Bucket: "my.photos" }, legacy, {}),
  url(
    "dual stack",
    "getObject",
    getObject,
    { useDualstackEndpoint: true },
    { config: { use_dualstack_endpoint: true, s3: { addressing_style: "virtual" } } },
  ),
  url(
    "accelerated",
    "getObject",
    getObject,
    { s3: { useAccelerateEndpoint: true } },
    { config: { s3: { use_accelerate_endpoint: true } } },
  ),
  url("China", "getObject", getObject, { region: "cn-north-1" }, { region: "cn-north-1" }),
  url(
    "an access point",
    "getObject",
    { ...getObject, Bucket: "arn:aws:s3:us-west-2:123456789012:accesspoint/mine" },
    {},
    {},
  ),
  url(
    "an emulator",
    "getObject",
    getObject,
    { endpoint: "http://localhost:9000" },
    { endpoint: "http://localhost:9000" },
  ),
  url(
    "headers",
    "putObject",
    {
      Bucket: "photos",
      Key: "k",
      ContentType: "text/plain",
      ACL: "private",
      Metadata: { a: "b" },
      ChecksumSHA256: "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
    },
    {},
    virtual,
  ),
  url("a part", "uploadPart", { Bucket: "photos", Key: "k", PartNumber: 3, UploadId: "u~1" }, {}, virtual),
  url("a range", "getObject", { ...getObject, Range: "bytes=0-9", IfModifiedSince: undefined }, {}, virtual),
  url("another method", "getObject", getObject, {}, virtual, { HttpMethod: "HEAD", ExpiresIn: 604_800 }),
];

const python = findPython("forms and tokens by boto3 and by tucuxi");

describe.skipIf(!python)("what is signed without a request is boto3's to the byte", () => {
  beforeEach(() => void vi.useFakeTimers({ now, toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  const cases = [...forms, ...tokens];
  const calls = cases.map(({ service, boto3, method, input, arguments: named }) => {
    const { expiresIn: _, ...same } = input;
    return { service, ...boto3, method: method[1], arguments: named ?? same };
  });
  const expected = python ? askBoto3(python, [...calls, ...urls.map(({ call }) => call)]) : [];

  it.each(cases.map((each, index) => [each.name, each, expected[index]] as const))(
    "%s",
    async (_name, each, wanted) => {
      const client = clientLikeBoto3s(each.service, each.options ?? {}) as unknown as Record<
        string,
        (input: unknown) => Promise<unknown>
      >;
      expect(await client[each.method[0]]!(each.input)).toEqual(wanted);
    },
  );

  it.each(urls.map((each, index) => [each.name, each, expected[cases.length + index]] as const))(
    "a URL: %s",
    async (_name, { operation, Params, options, more }, wanted) => {
      const { HttpMethod: httpMethod, ExpiresIn: expiresIn } = more as { HttpMethod?: string; ExpiresIn?: number };
      const client = clientLikeBoto3s("s3", options);
      expect(await client.generatePresignedUrl(operation, { ...Params }, { httpMethod, expiresIn })).toBe(wanted);
    },
  );
});
