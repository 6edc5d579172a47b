import { describe, expect, it } from "vitest";
import { presign } from "./presign.ts";
import { signPostPolicy } from "./presignPost.ts";
import type { AuthScheme } from "./types.ts";

const identity = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const date = new Date("2013-05-24T00:00:00Z");
const scheme: AuthScheme = {
  name: "sigv4",
  signingName: "s3",
  signingRegion: "us-east-1",
  disableDoubleEncoding: true,
};
const request = {
  method: "GET",
  origin: "https://examplebucket.s3.amazonaws.com",
  path: "/test.txt",
  headers: { host: "examplebucket.s3.amazonaws.com" },
};

describe("presign", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  it("makes the URL of S3's example", async () => {
    const { url, method, headers } = await presign(request, { identity, scheme, date, expiresIn: 86_400 });
    expect(url).toBe(
      "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256" +
        "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request" +
        "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host" +
        "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    );
    expect({ method, headers }).toEqual({ method: "GET", headers: {} });
  });

  it("gives back the headers that must be sent, and signs those that are asked for", async () => {
    const headers = { ...request.headers, "content-type": "image/png", "x-amz-acl": "private", "user-agent": "x" };
    const all = await presign({ ...request, method: "PUT", headers }, { identity, scheme, date });
    expect(new URL(all.url).searchParams.get("X-Amz-SignedHeaders")).toBe("content-type;host;x-amz-acl");
    expect(all.headers).toMatchObject({ "content-type": "image/png", "x-amz-acl": "private" });
    const some = await presign({ ...request, headers }, { identity, scheme, date, signedHeaders: [] });
    expect(new URL(some.url).searchParams.get("X-Amz-SignedHeaders")).toBe("host;x-amz-acl");
  });

  it("puts a form into the URL", async () => {
    const form = {
      ...request,
      path: "/",
      headers: { ...request.headers, "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body: "Action=GetCallerIdentity&Version=2011-06-15",
    };
    const sts: AuthScheme = { name: "sigv4", signingName: "sts", signingRegion: "us-east-1" };
    const { url, headers } = await presign(form, { identity, scheme: sts, date });
    expect(new URL(url).searchParams.get("Action")).toBe("GetCallerIdentity");
    expect(headers).toEqual({});
  });

  it("leaves the request as it was", async () => {
    const before = structuredClone(request);
    await presign(request, { identity, scheme, date });
    expect(request).toEqual(before);
  });

  it.each([0, -1, 1.5, 604_801, Number.NaN])("refuses to expire in %s seconds", async (expiresIn) => {
    await expect(presign(request, { identity, scheme, date, expiresIn })).rejects.toThrow("from 1 to 604800");
  });
});

describe("signPostPolicy", () => {
  it("adds the signature's own fields and conditions", async () => {
    const fields = await signPostPolicy({
      identity: { ...identity, sessionToken: "token" },
      scheme,
      date,
      fields: { key: "cat.jpg" },
      conditions: [{ bucket: "photos" }, ["content-length-range", 1, 1_000]],
      expiresIn: 60,
    });
    const policy = JSON.parse(Buffer.from(fields.policy!, "base64").toString()) as Record<string, unknown>;
    expect(policy).toEqual({
      expiration: "2013-05-24T00:01:00Z",
      conditions: [
        { bucket: "photos" },
        ["content-length-range", 1, 1_000],
        { "x-amz-algorithm": "AWS4-HMAC-SHA256" },
        { "x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request" },
        { "x-amz-date": "20130524T000000Z" },
        { "x-amz-security-token": "token" },
      ],
    });
    expect(fields).toMatchObject({ key: "cat.jpg", "x-amz-security-token": "token" });
    expect(fields["x-amz-signature"]).toMatch(/^[0-9a-f]{64}$/);
  });

  it("refuses what S3 would refuse", async () => {
    const policy = { identity, date, fields: {}, conditions: [] };
    await expect(signPostPolicy({ ...policy, scheme: { ...scheme, name: "sigv4a" } })).rejects.toThrow("SigV4a");
    await expect(signPostPolicy({ ...policy, scheme, expiresIn: 0 })).rejects.toThrow("whole number of seconds");
  });
});
