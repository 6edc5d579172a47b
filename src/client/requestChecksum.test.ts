import { describe, expect, it } from "vitest";
import { loadService } from "../model/loader.ts";
import type { SerializedRequest } from "../protocol/types.ts";
import { type ChecksumPolicy, compileRequestChecksum, setChecksumHeader } from "./requestChecksum.ts";

function ask(operation: string, input: object, policy: ChecksumPolicy, headers: Record<string, string> = {}) {
  const request: SerializedRequest = { method: "PUT", path: "/", query: "", headers, body: "text" };
  const rule = compileRequestChecksum(loadService("s3").operation(operation));
  return { checksum: rule?.(input as never, request, policy), headers: request.headers };
}

const crc32 = { algorithm: "crc32", header: "x-amz-checksum-crc32", required: false };
const named = { "x-amz-sdk-checksum-algorithm": "CRC32" };

describe("the checksum of a request", () => {
  it("is CRC32 where the service takes one, and the header names it", () => {
    expect(ask("PutObject", {}, "when_supported")).toEqual({ checksum: crc32, headers: named });
  });

  it("is none where only required ones are wanted, and the service requires none", () => {
    expect(ask("PutObject", {}, "when_required")).toEqual({ checksum: undefined, headers: {} });
  });

  it("is there where the service requires it", () => {
    expect(ask("DeleteObjects", {}, "when_required")).toEqual({
      checksum: { ...crc32, required: true },
      headers: named,
    });
  });

  it("is the user's choice, whatever the policy", () => {
    const checksum = { algorithm: "sha256", header: "x-amz-checksum-sha256", required: false };
    expect(ask("PutObject", { ChecksumAlgorithm: "SHA256" }, "when_required").checksum).toEqual(checksum);
  });

  it("is none besides one that the user gives", () => {
    const given = { "x-amz-checksum-sha1": "x" };
    expect(ask("DeleteObjects", {}, "when_supported", { ...given })).toEqual({ checksum: undefined, headers: given });
    const mode = { "x-amz-checksum-mode": "ENABLED", "x-amz-checksum-type": "FULL_OBJECT" };
    expect(ask("PutObject", {}, "when_supported", mode).checksum).toEqual(crc32);
  });

  it("is unknown to operations without the trait", () => {
    expect(compileRequestChecksum(loadService("s3").operation("ListObjectsV2"))).toBeUndefined();
    expect(compileRequestChecksum(loadService("dynamodb").operation("GetItem"))).toBeUndefined();
  });

  it("stands in a header at once, or as soon as its code is there", async () => {
    const request: SerializedRequest = { method: "PUT", path: "/", query: "", headers: {}, body: "123456789" };
    expect(setChecksumHeader(request, crc32)).toBeUndefined();
    const pending = setChecksumHeader(request, {
      algorithm: "crc64nvme",
      header: "x-amz-checksum-crc64nvme",
      required: false,
    });
    expect(pending).toBeInstanceOf(Promise);
    await pending;
    expect(request.headers).toEqual({
      "x-amz-checksum-crc32": Buffer.from("cbf43926", "hex").toString("base64"),
      "x-amz-checksum-crc64nvme": Buffer.from("ae8b14860a799888", "hex").toString("base64"),
    });
  });
});
