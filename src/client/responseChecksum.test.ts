import { describe, expect, it, vi } from "vitest";
import { FlexibleChecksumError } from "../errors/index.ts";
import type { HttpResponse } from "../http/types.ts";
import { loadService } from "../model/loader.ts";
import { checkedResponse, responseChecksum } from "./responseChecksum.ts";
import { collectBody } from "./streamingBody.ts";

const rule = responseChecksum(loadService("s3").operation("GetObject"))!;
const digits = new TextEncoder().encode("123456789");
const inHex = (hex: string): string => Buffer.from(hex, "hex").toString("base64");
const right = { "x-amz-checksum-crc32": inHex("cbf43926") };
const wrong = { "x-amz-checksum-crc32": inHex("cbf43927") };

async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
  yield digits.subarray(0, 4);
  yield digits.subarray(4);
}

async function bodyOf(headers: Record<string, string>, body: HttpResponse["body"], more: Partial<HttpResponse> = {}) {
  return (await checkedResponse({ status: 200, headers, body, ...more }, rule)).body;
}

async function iterated(body: HttpResponse["body"]): Promise<string> {
  let text = "";
  for await (const piece of body as AsyncIterable<Uint8Array>) text += new TextDecoder().decode(piece);
  return text;
}

describe("the checksum of an answer", () => {
  it("is compared at the end, whole or piece by piece", async () => {
    expect(await iterated(await bodyOf(right, pieces()))).toBe("123456789");
    expect(await iterated(await bodyOf(right, digits))).toBe("123456789");
    expect(await collectBody(await bodyOf(right, pieces()))).toEqual(digits);
    expect(await collectBody(await bodyOf(right, digits))).toEqual(digits);
  });

  it("that differs is an error that may be gone by the next call", async () => {
    for (const read of [iterated, collectBody]) {
      const failure = Promise.resolve(read(await bodyOf(wrong, pieces())));
      await expect(failure).rejects.toThrow(FlexibleChecksumError);
      await expect(failure).rejects.toMatchObject({ retryable: true, message: /CRC32 checksum is y\/Q5Jg==/ });
    }
  });

  it("gives all pieces before it says that they are wrong", async () => {
    const seen: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const piece of (await bodyOf(wrong, pieces())) as AsyncIterable<Uint8Array>) seen.push(piece.length);
    };
    await expect(reading()).rejects.toThrow(FlexibleChecksumError);
    expect(seen).toEqual([4, 5]);
  });

  it("is the preferred one of several", async () => {
    const body = await bodyOf({ ...wrong, "x-amz-checksum-crc64nvme": inHex("ae8b14860a799888") }, digits);
    expect(await iterated(body)).toBe("123456789");
  });

  it("of parts says nothing of the whole", async () => {
    const composite = { "x-amz-checksum-crc64nvme": "aGVsbG8=-3" };
    expect(await bodyOf(composite, digits)).toBe(digits);
    await expect(bodyOf({ ...composite, ...wrong }, digits).then(collectBody)).rejects.toThrow(FlexibleChecksumError);
  });

  it("is not asked of a body that the platform has decoded", async () => {
    expect(await bodyOf(wrong, digits, { decoded: true })).toBe(digits);
  });

  it("leaves an answer without one as it is", async () => {
    const body = pieces();
    expect(await bodyOf({}, body)).toBe(body);
    expect(await bodyOf({ "x-amz-checksum-crc16": "AA==" }, body)).toBe(body);
  });

  it.each(["before its first piece", "after it"])("lets go of a body that is left %s", async (when) => {
    const left = vi.fn(async () => ({ done: true as const, value: undefined }));
    const source = { next: async () => ({ done: false as const, value: digits }), return: left };
    const body = await bodyOf(right, { [Symbol.asyncIterator]: () => source });
    const iterator = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    if (when === "after it") await iterator.next();
    await iterator.return?.();
    expect(left).toHaveBeenCalledOnce();
  });

  it("is asked for by operations that have the trait", () => {
    expect(rule).toMatchObject({ modeHeader: "x-amz-checksum-mode" });
    expect(rule.algorithms.slice(0, 3)).toEqual(["xxhash128", "xxhash3", "crc64nvme"]);
    expect(responseChecksum(loadService("s3").operation("HeadObject"))).toBeUndefined();
    expect(responseChecksum(loadService("s3").operation("ListObjectsV2"))).toBeUndefined();
  });
});
