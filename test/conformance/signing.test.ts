import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canonicalRequest, hashPayload } from "../../src/auth/canonicalRequest.ts";
import { signV4, stringToSign } from "../../src/auth/sigv4.ts";
import type { SigningContext } from "../../src/auth/types.ts";
import type { HttpRequest } from "../../src/http/types.ts";

const oracles = process.env.TUCUXI_ORACLES ?? join(import.meta.dirname, "../../../shared/oracles");

/** A raw request of the suites: a start line, headers that may go on over lines, a body. */
export function parseRawRequest(raw: string): HttpRequest {
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

describe.skipIf(!missing("botocore-sigv4"))("botocore's Signature Version 4 suite", () => {
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

function scopeOf(request: HttpRequest): string {
  return /Credential=[^/]+\/([^,]+)/.exec(request.headers.authorization!)![1]!;
}

function folders(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** Whether the oracle is there; says so where it is not. */
function missing(name: string): boolean {
  const found = existsSync(join(oracles, name));
  if (!found) console.log(`skipped: no oracle ${name} (set TUCUXI_ORACLES)`);
  return found;
}
