import { describe, expect, it } from "vitest";
import { SigningError } from "../errors/index.ts";
import type { HttpRequest } from "../http/types.ts";
import { signerFor } from "./signer.ts";
import { signV4 } from "./sigv4.ts";
import { signV4a } from "./sigv4a.ts";
import type { AuthScheme, SigningContext } from "./types.ts";

const s3: AuthScheme = { name: "sigv4", signingName: "s3", signingRegion: "us-east-1", disableDoubleEncoding: true };
const iam: AuthScheme = { name: "sigv4", signingName: "iam", signingRegion: "us-east-1" };

const context = (scheme: AuthScheme, more: Partial<SigningContext> = {}): SigningContext => ({
  identity: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
  scheme,
  date: new Date("2013-05-24T00:00:00.789Z"),
  ...more,
});

const get = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  origin: "https://examplebucket.s3.amazonaws.com",
  path: "/test.txt",
  headers: { host: "examplebucket.s3.amazonaws.com" },
  ...more,
});

const signatureOf = (request: HttpRequest): string => request.headers.authorization!.split("Signature=")[1]!;

describe("signV4", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
  it("signs S3's example of a GET with a range", async () => {
    const request = get({ headers: { host: "examplebucket.s3.amazonaws.com", range: "bytes=0-9" } });
    await signV4(request, context(s3));
    expect(request.headers.authorization).toBe(
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, " +
        "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, " +
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    );
  });

  it("signs S3's example of a PUT, whose path has a dollar sign", async () => {
    const request = get({
      method: "PUT",
      path: "/test%24file.text",
      headers: {
        host: "examplebucket.s3.amazonaws.com",
        date: "Fri, 24 May 2013 00:00:00 GMT",
        "x-amz-storage-class": "REDUCED_REDUNDANCY",
      },
      body: "Welcome to Amazon S3.",
    });
    await signV4(request, context(s3));
    expect(signatureOf(request)).toBe("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  });

  it("signs S3's examples of queries", async () => {
    const lifecycle = get({ path: "/?lifecycle" });
    await signV4(lifecycle, context(s3));
    expect(signatureOf(lifecycle)).toBe("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    const list = get({ path: "/?max-keys=2&prefix=J" });
    await signV4(list, context(s3));
    expect(signatureOf(list)).toBe("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  });

  it("replaces what an earlier signature set", async () => {
    const request = get();
    const token = { accessKeyId: "AKID", secretAccessKey: "secret", sessionToken: "token" };
    await signV4(request, context(iam, { identity: token }));
    expect(request.headers["x-amz-security-token"]).toBe("token");
    await signV4(request, context(iam));
    const fresh = get();
    await signV4(fresh, context(iam));
    expect(request.headers).toEqual(fresh.headers);
  });

  it("says the body's hash to S3 only, or where it is none", async () => {
    const [bucket, user, unsigned] = [get(), get(), get()];
    await signV4(bucket, context(s3));
    expect(bucket.headers["x-amz-content-sha256"]).toHaveLength(64);
    await signV4(user, context(iam));
    expect(user.headers).not.toHaveProperty("x-amz-content-sha256");
    await signV4(unsigned, context(iam, { payloadHash: "UNSIGNED-PAYLOAD" }));
    expect(unsigned.headers["x-amz-content-sha256"]).toBe("UNSIGNED-PAYLOAD");
  });

  it("signs the hash that a header names, as Glacier's uploads have one", async () => {
    const hash = "0".repeat(64);
    const [named, given] = [get(), get()];
    named.headers["x-amz-content-sha256"] = hash;
    await signV4(named, context(iam));
    await signV4(given, context(iam, { payloadHash: hash, contentSha256Header: true }));
    expect(signatureOf(named)).toBe(signatureOf(given));
  });

  it("gives S3 Express the session's token under its own name", async () => {
    const request = get();
    const identity = { accessKeyId: "AKID", secretAccessKey: "secret", sessionToken: "session" };
    await signerFor("sigv4-s3express")(request, context({ ...s3, name: "sigv4-s3express" }, { identity }));
    expect(request.headers["x-amz-s3session-token"]).toBe("session");
    expect(request.headers).not.toHaveProperty("x-amz-security-token");
  });

  it("adds the host where there is none", async () => {
    const request = get({ origin: "http://localhost:4566", headers: {} });
    await signV4(request, context(s3));
    expect(request.headers.host).toBe("localhost:4566");
  });

  it("derives a key anew for credentials that were changed in place", async () => {
    const identity = { accessKeyId: "AKID", secretAccessKey: "one" };
    const [first, second, other] = [get(), get(), get()];
    await signV4(first, context(iam, { identity }));
    identity.secretAccessKey = "two";
    await signV4(second, context(iam, { identity }));
    await signV4(other, context(iam, { identity: { accessKeyId: "AKID", secretAccessKey: "two" } }));
    expect(signatureOf(second)).not.toBe(signatureOf(first));
    expect(signatureOf(second)).toBe(signatureOf(other));
  });

  it("says what is missing", () => {
    expect(() => signV4(get(), context({ name: "sigv4", signingName: "iam" }))).toThrow("set `region`");
    expect(() => signV4(get(), context({ name: "sigv4", signingRegion: "us-east-1" }))).toThrow("signingName");
    expect(() => signV4a(get(), context({ name: "sigv4a", signingName: "s3" }))).toThrow(SigningError);
    async function* stream(): AsyncGenerator<Uint8Array> {}
    expect(() => signV4(get({ body: stream() }), context(s3))).toThrow("streaming body");
  });
});
