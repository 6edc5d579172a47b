import { describe, expect, it } from "vitest";
import { sessionWith } from "../../test/client/stand.ts";
import { verifyRequest } from "../../test/conformance/signingVerifier.ts";
import { Session } from "../session/session.ts";
import type { PresignedRequest, UntypedClient } from "./types.ts";

const { session, requests } = sessionWith(() => ({}));
const s3 = session.client("s3");
const name = { Bucket: "photos", Key: "cat.jpg" };

function query(url: string): URLSearchParams {
  return new URL(url).searchParams;
}

function verify({ url, method, headers, body = "" }: PresignedRequest, isS3: boolean): void {
  const { host, pathname, search } = new URL(url);
  const received = { method, target: pathname + search, headers: { ...headers, host }, body: Buffer.from(body) };
  verifyRequest(received, { secrets: { AKID: "verySecret" }, now: new Date(), s3: isS3 });
}

describe("presigning", () => {
  it("sends nothing, and has nothing of a single attempt in it", async () => {
    const { headers, method, url } = await s3.presign("getObject", name);
    expect({ headers, method }).toEqual({ headers: {}, method: "GET" });
    expect(query(url).get("X-Amz-SignedHeaders")).toBe("host");
    expect(query(url).get("X-Amz-Expires")).toBe("3600");
    expect(requests).toEqual([]);
  });

  it("puts no checksum and no type of a body into a URL that the input does not name", async () => {
    const { headers, url } = await s3.presign("putObject", { ...name, Body: "meow" });
    expect(headers).toEqual({});
    expect(url).not.toMatch(/checksum/i);
    const bound = await s3.presign("putObject", { ...name, ContentType: "text/plain", ChecksumSHA256: "n4bQ" });
    expect(bound.headers).toEqual({ "content-type": "text/plain", "x-amz-checksum-sha256": "n4bQ" });
  });

  it("makes URLs whose signature holds, with every kind of signature", async () => {
    verify(await s3.presign("putObject", { ...name, Metadata: { a: "b  c" } }), true);
    verify(await session.client("sts").presign("getCallerIdentity", {}, { httpMethod: "GET" }), false);
    const Bucket = "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap";
    const everywhere = await s3.presign("getObject", { ...name, Bucket });
    expect(query(everywhere.url).get("X-Amz-Algorithm")).toBe("AWS4-ECDSA-P256-SHA256");
    expect(query(everywhere.url).get("X-Amz-Region-Set")).toBe("*");
    verify(everywhere, true);
  });

  it("gives the body that must be sent where the signature covers it", async () => {
    const route53 = session.client<string>("route53") as unknown as UntypedClient;
    const input = { Name: "example.com", CallerReference: "1" };
    const zone = await route53.presign("createHostedZone", input);
    expect(zone.body).toContain("<Name>example.com</Name>");
    verify(zone, false);
    expect((await s3.presign("putBucketVersioning", { Bucket: "b", VersioningConfiguration: {} })).body).toBe(
      undefined,
    );
  });

  it("asks the hooks for inputs, requests and signatures, and tells them what it is for", async () => {
    const told: unknown[] = [];
    const own = session.client("s3");
    own.hooks.register("provideClientParams", ({ input, presigning }) => {
      told.push(presigning);
      return { ...input, Key: "dog.jpg" };
    });
    own.hooks.register("beforeCall", ({ request }) => {
      request.headers["x-amz-meta-a"] = "b";
    });
    own.hooks.register("beforeSign", ({ request }) => {
      request.path += "&own=1";
    });
    const { url, headers } = await own.presign("getObject", { ...name, VersionId: "v" });
    expect(told).toEqual([true]);
    expect(new URL(url).pathname).toBe("/dog.jpg");
    expect(query(url).get("own")).toBe("1");
    expect(headers).toEqual({ "x-amz-meta-a": "b" });
  });

  it("signs by the service's clock, and by a date that is given", async () => {
    const date = new Date(Date.now() + 3_600_000);
    const late = sessionWith(() => ({ headers: { date: date.toUTCString() } })).session.client("s3");
    await late.headBucket({ Bucket: "photos" });
    const signed = query(await late.generatePresignedUrl("getObject", name)).get("X-Amz-Date")!;
    expect(signed.slice(0, 11)).toBe(date.toISOString().replace(/[-:]/g, "").slice(0, 11));
    const signingDate = new Date("2020-01-02T03:04:05Z");
    const url = await s3.generatePresignedUrl("getObject", name, { signingDate });
    expect(query(url).get("X-Amz-Date")).toBe("20200102T030405Z");
  });

  it("checks input and options", async () => {
    await expect(s3.presign("getObject", { Bucket: "b" } as never)).rejects.toThrow("Key: is required");
    await expect(s3.presign("getObjekt" as never, name as never)).rejects.toThrow('Did you mean "getObject"');
    await expect(s3.presign("getObject", name, { expires: 1 } as never)).rejects.toThrow('Did you mean "expiresIn"');
    await expect(s3.presign("getObject", name, { expiresIn: 0 })).rejects.toThrow("from 1 to 604800");
    const signingDate = new Date("x");
    await expect(s3.presign("getObject", name, { signingDate })).rejects.toThrow("signingDate: is an invalid Date");
  });

  it("signs nothing where there is nothing to sign with, and says what cannot be signed", async () => {
    const anonymous = new Session({ region: "us-east-1", credentials: "anonymous" }).client("s3");
    expect(await anonymous.generatePresignedUrl("getObject", name)).toBe(
      "https://photos.s3.us-east-1.amazonaws.com/cat.jpg",
    );
    const simpledb = session.client<string>("sdb") as unknown as UntypedClient;
    await expect(simpledb.presign("listDomains")).rejects.toThrow("sdb has no presigned URLs");
    const form = { Bucket: "photos", Key: "k" };
    await expect(anonymous.generatePresignedPost(form)).rejects.toThrow("a form cannot be signed without keys");
    await expect(s3.generatePresignedPost({ Bucket: "b", key: "k" } as never)).rejects.toThrow('Did you mean "Key"');
  });

  it("leaves out a query's body of speech, as Polly's players do", async () => {
    const polly = session.client<string>("polly") as unknown as UntypedClient;
    const speech = { OutputFormat: "mp3", VoiceId: "Joanna", Text: "a b", LexiconNames: ["l", "m"] };
    const { url, headers } = await polly.presign("synthesizeSpeech", speech, { httpMethod: "GET" });
    expect(headers).toEqual({});
    expect(query(url).getAll("LexiconNames")).toEqual(["l", "m"]);
    expect(query(url).get("Text")).toBe("a b");
  });

  it("names, where it is told to be like boto3, the global endpoint", async () => {
    const legacy = session.client("s3", { region: "eu-west-1", s3: { usEast1RegionalEndpoint: "legacy" } });
    expect(await legacy.generatePresignedUrl("getObject", name)).toMatch(/^https:\/\/photos\.s3\.amazonaws\.com\/cat/);
    const regional = session.client("s3", { region: "eu-west-1" });
    expect(await regional.generatePresignedUrl("getObject", name)).toMatch(/^https:\/\/photos\.s3\.eu-west-1\./);
  });
});

describe("a form", () => {
  it("has every field among its conditions, once", async () => {
    const { fields } = await s3.generatePresignedPost({
      ...name,
      Fields: { "Content-Type": "image/jpeg", acl: "private", success_action_status: "201" },
      Conditions: [["starts-with", "$content-type", "image/"], { acl: "private" }],
    });
    const { conditions } = JSON.parse(Buffer.from(fields.policy!, "base64").toString());
    expect(conditions.slice(0, 5)).toEqual([
      ["starts-with", "$content-type", "image/"],
      { acl: "private" },
      { success_action_status: "201" },
      { bucket: "photos" },
      { key: "cat.jpg" },
    ]);
  });
});

describe("a database's password", () => {
  it("is checked, and made without a request", async () => {
    const rds = session.client<string>("rds") as unknown as Record<string, (input: object) => Promise<string>>;
    const token = await rds.generateDbAuthToken!({ DBHostname: "h", Port: 1, DBUsername: "u" });
    expect(token).toMatch(/^h:1\/\?Action=connect&DBUser=u&X-Amz-Algorithm=/);
    await expect(rds.generateDbAuthToken!({ DBHostname: "h" })).rejects.toThrow(
      "Port: is required, and must be a number",
    );
  });
});
