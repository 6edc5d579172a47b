import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { percentEncode } from "../../src/auth/percentEncode.ts";
import { presign } from "../../src/auth/presign.ts";
import { signPostPolicy } from "../../src/auth/presignPost.ts";
import { signV2 } from "../../src/auth/sigv2.ts";
import { signV4 } from "../../src/auth/sigv4.ts";
import type { SigningContext } from "../../src/auth/types.ts";
import type { HttpRequest } from "../../src/http/types.ts";

const projectPython = join(import.meta.dirname, "../../.venv/bin/python");
const python = process.env.TUCUXI_PYTHON ?? (existsSync(projectPython) ? projectPython : undefined);
if (!python) console.log("skipped: no Python with boto3 (set TUCUXI_PYTHON), whose signer ours is compared with");

const CASES = 600;
const date = new Date("2026-01-20T10:30:15Z");

interface Case {
  readonly style: "sigv2" | "sigv4" | "s3" | "s3express";
  readonly kind: "headers" | "query" | "post" | "form";
  readonly service: string;
  readonly region: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly form: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiresIn: number;
  readonly policy?: { readonly expiration: string; readonly conditions: readonly Record<string, string>[] };
}

describe.skipIf(!python)("Signature Version 4 beside botocore's signer", () => {
  const cases = makeCases();
  const input = JSON.stringify(cases);
  const output = python ? execFileSync(python, [join(import.meta.dirname, "botocore_signer.py")], { input }) : "[]";
  const expected = JSON.parse(String(output)) as {
    url: string;
    headers: Record<string, string>;
    fields: unknown;
    form: unknown;
  }[];

  it(`makes the same headers, URLs and policies of ${CASES} random requests`, async () => {
    for (const [index, signingCase] of cases.entries()) await check(signingCase, expected[index]!);
  });
});

async function check(
  signingCase: Case,
  expected: { url: string; headers: Record<string, string>; fields: unknown; form: unknown },
) {
  const { style, kind, url, service, region, accessKeyId, secretAccessKey, sessionToken, expiresIn } = signingCase;
  const origin = /^https:\/\/[^/]+/.exec(url)![0];
  const request: HttpRequest = {
    method: signingCase.method,
    origin,
    path: url.slice(origin.length),
    headers: { host: origin.slice(8), ...signingCase.headers },
    body: signingCase.body,
  };
  const context: SigningContext = {
    identity: { accessKeyId, secretAccessKey, sessionToken },
    scheme: {
      name: style === "s3express" ? "sigv4-s3express" : "sigv4",
      signingName: service,
      signingRegion: region,
      disableDoubleEncoding: style !== "sigv4",
    },
    date,
  };
  if (kind === "form") {
    request.method = "POST";
    request.path = "/";
    request.body = new URLSearchParams(signingCase.form).toString();
    await signV2(request, context);
    expect(Object.fromEntries(new URLSearchParams(String(request.body)))).toEqual(expected.form);
  } else if (kind === "post") {
    const conditions = signingCase.policy!.conditions;
    const fields = await signPostPolicy({ ...context, fields: {}, conditions, expiresIn });
    expect(fields).toEqual(expected.fields);
  } else if (kind === "query") {
    const body = undefined;
    expect((await presign({ ...request, body }, { ...context, expiresIn })).url).toBe(expected.url);
  } else {
    await signV4(request, context);
    const { host: _, ...headers } = request.headers;
    expect(headers).toEqual(expected.headers);
  }
}

function makeCases(): Case[] {
  const random = randomFrom(20_260_120);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const text = (characters: string, length: number): string =>
    Array.from({ length: 1 + Math.floor(random() * length) }, () => pick([...characters])).join("");
  const names = "abcXYZ019-._~";
  const values = `${names} /:+=&?%!'()*,;@$#[]"<>|\\^\`{}äß漢😀`;
  return Array.from({ length: CASES }, (): Case => {
    const [style, kind] = pick([
      ["sigv2", "form"],
      ["sigv4", "headers"],
      ["sigv4", "query"],
      ["s3", "headers"],
      ["s3", "query"],
      ["s3", "post"],
      ["s3express", "headers"],
      ["s3express", "query"],
    ] as const);
    const segments = Array.from({ length: Math.floor(random() * 5) }, () =>
      pick(["", ".", "..", percentEncode(text(values, 8)), text(names, 8)]),
    );
    const parameters = new Map(
      Array.from({ length: Math.floor(random() * 4) }, () => [text(names, 5), text(values, 8)] as const),
    );
    const query = [...parameters].map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&");
    const headers: Record<string, string> = { "content-type": pick(["application/json", "text/plain"]) };
    for (const name of ["user-agent", "x-amzn-trace-id", "expect", "x-amz-meta-b", "x-amz-meta-a", "x-amz-target"]) {
      if (random() < 0.5) headers[name] = text(`${names}  `, 12).trim() || "x";
    }
    const expiresIn = 1 + Math.floor(random() * 604_800);
    const expiration = new Date(date.getTime() + expiresIn * 1_000).toISOString().replace(".000Z", "Z");
    const accessKeyId = `AKIA${text("ABCDEFGH", 12)}`;
    return {
      style,
      kind,
      service: style === "sigv4" ? pick(["dynamodb", "lambda", "execute-api"]) : style,
      region: pick(["us-east-1", "eu-west-1", "cn-north-1"]),
      method: pick(["GET", "PUT", "POST", "DELETE"]),
      url:
        kind === "form"
          ? "https://sdb.amazonaws.com/"
          : `https://${pick(["host.example.com", "host.example.com:8443"])}/${segments.join("/")}${query && `?${query}`}`,
      headers,
      form: { Action: "Select", ...Object.fromEntries(parameters) },
      body: kind === "headers" ? pick(["", text(values, 40)]) : "",
      accessKeyId,
      secretAccessKey: text(`${names}/+`, 40),
      ...((style === "s3express" || random() < 0.5) && { sessionToken: text(`${names}/+=`, 80) }),
      expiresIn,
      ...(kind === "post" && {
        policy: { expiration, conditions: [{ bucket: text("abc", 9) }, { key: text(values, 9) }] },
      }),
    };
  });
}

/** A generator of numbers that are the same in each run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
