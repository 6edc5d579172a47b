import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sampleOperation } from "../../test/protocol/sampleService.ts";
import { compileCompression } from "./requestCompression.ts";
import type { SerializedRequest } from "./types.ts";

const operation = sampleOperation({
  protocol: "json",
  shapes: {},
  operation: { requestcompression: { encodings: ["br", "gzip"] } },
});
const request = (body: unknown, headers = {}): SerializedRequest => ({
  method: "POST",
  path: "/",
  query: "",
  headers,
  body,
});

describe("compileCompression", () => {
  it("is nothing where the operation has no such trait", () => {
    expect(compileCompression(sampleOperation({ protocol: "json", shapes: {} }))).toBeUndefined();
  });

  it("compresses a body that is long enough, after other encodings", async () => {
    const compress = compileCompression(operation)!;
    const text = request("é".repeat(10), { "content-encoding": "custom" });
    await compress(text, 20);
    expect(text.headers).toEqual({ "content-encoding": "custom, gzip" });
    expect(gunzipSync(text.body as Uint8Array).toString()).toBe("é".repeat(10));
  });

  it("leaves short bodies and streams alone", async () => {
    const compress = compileCompression(operation)!;
    for (const body of ["short", new ReadableStream()]) {
      const left = request(body);
      await compress(left, 20);
      expect(left).toEqual(request(body));
    }
  });
});
