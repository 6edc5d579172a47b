import { createPrivateKey, createPublicKey, verify } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canonicalRequest, EMPTY_PAYLOAD_HASH, hashPayload } from "../../src/auth/canonicalRequest.ts";
import { presign } from "../../src/auth/presign.ts";
import { derivePrivateKey } from "../../src/auth/signingKeyV4a.ts";
import { signV4, stringToSign } from "../../src/auth/sigv4.ts";
import { signV4a } from "../../src/auth/sigv4a.ts";
import type { SigningContext } from "../../src/auth/types.ts";
import type { HttpRequest } from "../../src/http/types.ts";

const oracles = process.env.TUCUXI_ORACLES ?? join(import.meta.dirname, "../../../shared/oracles");

/** A raw request of the suites: a start line, headers that may go on over lines, a body. */
function parseRawRequest(raw: string): HttpRequest {
  const text = raw.replaceAll("\r\n", "\n");
  const end = text.indexOf("\n\n");
  const head = end < 0 ? text.trimEnd() : text.slice(0, end);
  const [start = "", ...lines] = head.replace(/\n(?=[ \t])/g, "").split("\n");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]},${value}` : value;
  }
  const [, method = "", path = ""] = /^(\S+) (.*) HTTP\/1\.1$/.exec(start) ?? [];
  return { method, origin: `https://${headers.host}`, path, headers, body: end < 0 ? undefined : text.slice(end + 2) };
}

const read = (...parts: string[]): string => readFileSync(join(...parts), "utf8").replaceAll("\r\n", "\n");

describe.skipIf(!isThere("botocore-sigv4"))("botocore's Signature Version 4 suite", () => {
  const root = join(oracles, "botocore-sigv4");
  for (const folder of folders(root)) {
    const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".req"));
    // `normalize-path` holds a folder a case.
    const cases = names.length > 0 ? [folder] : folders(join(root, folder)).map((name) => `${folder}/${name}`);
    for (const path of cases) it(path, () => checkBotocoreCase(join(root, path), path.split("/").pop()!));
  }
});

function checkBotocoreCase(folder: string, name: string): void {
  const file = (extension: string) => read(folder, `${name}.${extension}`);
  const request = parseRawRequest(file("req"));
  // The token is not in the request; where the signature covers it, the signed request has it.
  const signedToken = /^x-amz-security-token:(.*)$/m.exec(file("creq"))?.[1];
  const context: SigningContext = {
    identity: {
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      sessionToken: signedToken,
    },
    scheme: { name: "sigv4", signingName: "service", signingRegion: "us-east-1" },
    date: new Date("2015-08-30T12:36:00Z"),
  };
  signV4(request, context);
  const canonical = canonicalRequest(request, hashPayload(request.body), false).text;
  expect(canonical).toBe(file("creq"));
  expect(stringToSign("AWS4-HMAC-SHA256", "20150830T123600Z", scopeOf(request), canonical)).toBe(file("sts"));
  expect(request.headers.authorization).toBe(file("authz"));
}

interface SuiteContext {
  readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string; readonly token?: string };
  readonly expiration_in_seconds: number;
  readonly normalize: boolean;
  readonly region: string;
  readonly service: string;
  readonly sign_body: boolean;
  readonly timestamp: string;
  readonly omit_session_token?: boolean;
}

for (const [version, name, algorithm] of [
  ["v4", "sigv4", "AWS4-HMAC-SHA256"],
  ["v4a", "sigv4a", "AWS4-ECDSA-P256-SHA256"],
] as const) {
  describe.skipIf(!isThere("aws-c-auth-sigv4"))(`aws-c-auth's suite of ${name}`, () => {
    const root = join(oracles, "aws-c-auth-sigv4", version);
    for (const folder of folders(root)) {
      if (!existsSync(join(root, folder, "header-canonical-request.txt"))) {
        // Two folders of v4a hold only a request, whose parameters are to be sorted.
        it(`${folder}: sorted parameters`, () => checkOrder(join(root, folder), name));
        continue;
      }
      it(`${folder}: headers`, () => checkHeaders(join(root, folder), name, algorithm));
      it(`${folder}: query`, () => checkQuery(join(root, folder), name, algorithm));
    }
  });
}

function suiteRequest(folder: string, name: "sigv4" | "sigv4a"): [HttpRequest, SigningContext, SuiteContext] {
  const suite = JSON.parse(read(folder, "context.json")) as SuiteContext;
  const request = parseRawRequest(read(folder, "request.txt"));
  // A path that is signed as it is sent is sent encoded; one that is normalised may be given as it is.
  if (!suite.normalize) request.path = encodeURI(request.path);
  const context: SigningContext = {
    identity: {
      accessKeyId: suite.credentials.access_key_id,
      secretAccessKey: suite.credentials.secret_access_key,
      // Where the suite adds the token after the signature, what is signed is the request without it.
      ...(!suite.omit_session_token && { sessionToken: suite.credentials.token }),
    },
    scheme: {
      name,
      signingName: suite.service,
      signingRegion: suite.region,
      signingRegionSet: [suite.region],
      disableDoubleEncoding: !suite.normalize,
    },
    date: new Date(suite.timestamp),
    contentSha256Header: suite.sign_body,
  };
  return [request, context, suite];
}

async function checkHeaders(folder: string, name: "sigv4" | "sigv4a", algorithm: string): Promise<void> {
  const [request, context, suite] = suiteRequest(folder, name);
  await (name === "sigv4" ? signV4 : signV4a)(request, context);
  const canonical = canonicalRequest(request, hashPayload(request.body), !suite.normalize).text;
  expect(canonical).toBe(read(folder, "header-canonical-request.txt").trimEnd());
  const text = stringToSign(algorithm, "20150830T123600Z", scopeOf(request), canonical);
  expect(text).toBe(read(folder, "header-string-to-sign.txt").trimEnd());
  const authorization = request.headers.authorization!;
  const signature = authorization.slice(authorization.indexOf("Signature=") + 10);
  const expected = /^Authorization:(.*)$/m.exec(read(folder, "header-signed-request.txt"))![1]!;
  expect(authorization.replace(signature, "")).toBe(expected.slice(0, expected.indexOf("Signature=") + 10));
  if (name === "sigv4") expect(signature).toBe(read(folder, "header-signature.txt").trimEnd());
  else checkEcdsa(folder, context, text, signature, "header-signature.txt");
}

function checkOrder(folder: string, name: "sigv4" | "sigv4a"): void {
  const [request] = suiteRequest(folder, name);
  const query = request.path.slice(request.path.indexOf("?") + 1);
  const canonical = canonicalRequest(request, EMPTY_PAYLOAD_HASH, false).text;
  expect(canonical.split("\n")[2]).toBe(query.split("&").sort().join("&"));
}

async function checkQuery(folder: string, name: "sigv4" | "sigv4a", algorithm: string): Promise<void> {
  const [request, context, suite] = suiteRequest(folder, name);
  // Bytes, so that a form stays the body: the suite leaves it there.
  if (typeof request.body === "string") request.body = new TextEncoder().encode(request.body);
  const payloadHash = suite.sign_body ? hashPayload(request.body) : EMPTY_PAYLOAD_HASH;
  const { url } = await presign(request, { ...context, payloadHash, expiresIn: suite.expiration_in_seconds });
  const [unsigned = "", signature = ""] = url.split("&X-Amz-Signature=");
  const path = unsigned.slice(request.origin.length);
  const canonical = canonicalRequest({ ...request, path }, payloadHash, !suite.normalize).text;
  expect(canonical).toBe(read(folder, "query-canonical-request.txt").trimEnd());
  const scope = decodeURIComponent(/X-Amz-Credential=AKIDEXAMPLE%2F([^&]+)/.exec(url)![1]!);
  const text = stringToSign(algorithm, "20150830T123600Z", scope, canonical);
  expect(text).toBe(read(folder, "query-string-to-sign.txt").trimEnd());
  const [, expectedPath = ""] = /^\S+ (.*) HTTP\/1\.1$/m.exec(read(folder, "query-signed-request.txt"))!;
  const ignored = ["X-Amz-Signature", ...(suite.omit_session_token ? ["X-Amz-Security-Token"] : [])];
  expect(parameters(path, ignored)).toEqual(parameters(expectedPath, ignored));
  if (name === "sigv4") expect(signature).toBe(read(folder, "query-signature.txt").trimEnd());
  else checkEcdsa(folder, context, text, signature, "query-signature.txt");
}

function parameters(path: string, ignored: readonly string[]): [string, string][] {
  return [...new URLSearchParams(path.slice(path.indexOf("?") + 1))].filter(([name]) => !ignored.includes(name)).sort();
}

/** ECDSA's signatures differ each time: ours and the suite's are both verified by the suite's public key. */
function checkEcdsa(folder: string, context: SigningContext, text: string, signature: string, file: string): void {
  const { X, Y } = JSON.parse(read(folder, "public-key.json")) as { X: string; Y: string };
  const base64url = (hex: string) => Buffer.from(hex, "hex").toString("base64url");
  const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x: base64url(X), y: base64url(Y) }, format: "jwk" });
  const d = Buffer.from(derivePrivateKey(context.identity)).toString("base64url");
  const derived = createPrivateKey({
    key: { kty: "EC", crv: "P-256", x: base64url(X), y: base64url(Y), d },
    format: "jwk",
  });
  expect(createPublicKey(derived).equals(key)).toBe(true);
  expect(verify("sha256", Buffer.from(text), key, Buffer.from(signature, "hex"))).toBe(true);
  const theirs = Buffer.from(read(folder, file).trimEnd(), "hex");
  expect(verify("sha256", Buffer.from(text), key, theirs)).toBe(true);
}

function scopeOf(request: HttpRequest): string {
  return /Credential=[^/]+\/([^,]+)/.exec(request.headers.authorization!)![1]!;
}

function folders(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** Whether the oracle is there; says so where it is not. */
function isThere(name: string): boolean {
  const found = existsSync(join(oracles, name));
  if (!found) console.log(`skipped: no oracle ${name} (set TUCUXI_ORACLES)`);
  return found;
}
