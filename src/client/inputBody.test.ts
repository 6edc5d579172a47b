import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { SerializationError } from "../errors/index.ts";
import type { HttpRequestBody } from "../http/types.ts";
import { fileBody } from "./fileBody.ts";
import { inputBody, requireLength } from "./inputBody.ts";
import { StreamingBody } from "./streamingBody.ts";

const folder = mkdtempSync(join(tmpdir(), "tucuxi-input-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function textOf(body: HttpRequestBody): Promise<string> {
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  return new StreamingBody(body).text();
}

async function read(value: unknown): Promise<{ text: string; length: number | undefined; again: string | undefined }> {
  const { open, length, replayable } = inputBody(value);
  const text = await textOf(open());
  return { text, length, again: replayable ? await textOf(open()) : undefined };
}

const bytes = new TextEncoder().encode("cät");
const known = { text: "cät", length: 4, again: "cät" };

describe("inputBody", () => {
  it("knows the length of what is there, and reads it as often as is wanted", async () => {
    expect(await read("cät")).toEqual(known);
    expect(await read(bytes)).toEqual(known);
    expect(await read(bytes.buffer.slice(0))).toEqual(known);
    expect(await read(new DataView(bytes.buffer))).toEqual(known);
    expect(await read(Buffer.from(bytes))).toEqual(known);
    expect(await read(new Blob([bytes]))).toEqual(known);
    expect(await read(new File([bytes], "cat.txt"))).toEqual(known);
  });

  it("reads a stream once", async () => {
    const once = { text: "cät", length: undefined, again: undefined };
    expect(await read(new Blob([bytes]).stream())).toEqual(once);
    expect(await read(Readable.from([bytes]))).toEqual(once);
    expect(await read(Readable.from(["c", "ät"]))).toEqual(once);
    async function* generator(): AsyncGenerator<string | Uint8Array, void, undefined> {
      yield "c";
      yield bytes.subarray(1);
    }
    expect(await read(generator())).toEqual(once);
  });

  it("reads a list of pieces, or what a function makes, as often as is wanted", async () => {
    const again = { text: "cät", length: undefined, again: "cät" };
    expect(await read(["c", bytes.subarray(1)])).toEqual(again);
    expect(await read(() => Readable.from([bytes]))).toEqual(again);
    expect(await read(Object.assign(() => Readable.from([bytes]), { contentLength: 4 }))).toEqual(known);
  });

  it("takes whatever a function makes", async () => {
    const again = { text: "cät", length: undefined, again: "cät" };
    expect(await read(() => bytes)).toEqual(again);
    expect(await read(() => "cät")).toEqual(again);
    expect(await read(() => new Blob([bytes]))).toEqual(again);
    expect(await read(async () => Readable.from([bytes]))).toEqual(again);
    await expect(read(() => undefined)).rejects.toThrow(SerializationError);
  });

  it("tells whoever reads of a stream that failed before, and lets the process live", async () => {
    const failing = new Readable({ read() {} });
    const { open } = inputBody(failing);
    failing.destroy(new Error("the disk is gone"));
    await new Promise((resolve) => setImmediate(resolve));
    await expect(textOf(open())).rejects.toThrow("the disk is gone");
  });

  it("refuses a file's stream where there is no such file, not for its length", () => {
    expect(() => inputBody(createReadStream(join(folder, "nowhere")))).toThrow("ENOENT");
  });

  it("takes an answer's body with the length that it came with", async () => {
    const body = new StreamingBody(bytes, 4);
    expect(await read(body)).toEqual({ text: "cät", length: 4, again: undefined });
  });

  it("gives a Web stream back when it is left early", async () => {
    let cancelled = false;
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(bytes),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const _ of inputBody(stream).open() as AsyncIterable<Uint8Array>) break;
    expect(cancelled).toBe(true);
    expect(stream.locked).toBe(false);
  });

  it("refuses what cannot be sent", async () => {
    for (const value of [5, true, null, undefined, {}, Symbol("x")]) {
      expect(() => inputBody(value)).toThrow(SerializationError);
    }
    await expect(read([5])).rejects.toThrow("gave number");
    await expect(read(() => Readable.from([{ a: 1 }]))).rejects.toThrow(SerializationError);
  });
});

describe("requireLength", () => {
  it("refuses a stream that does not tell how long it is, unless a header does", () => {
    const stream = inputBody(Readable.from([bytes]));
    expect(() => requireLength(stream, {}, "UploadReadSetPart")).toThrow(/^UploadReadSetPart must know the length/);
    expect(() => requireLength(stream, { "content-length": "4" }, "UploadReadSetPart")).not.toThrow();
    expect(() => requireLength(inputBody(new Blob([bytes])), {}, "UploadReadSetPart")).not.toThrow();
  });
});

describe("fileBody", () => {
  const path = join(folder, "cat.txt");
  writeFileSync(path, "0123456789");
  writeFileSync(join(folder, "empty.txt"), "");

  it("is the file, of known length, read anew for each attempt", async () => {
    expect(await read(fileBody(path))).toEqual({ text: "0123456789", length: 10, again: "0123456789" });
    expect(await read(fileBody(join(folder, "empty.txt")))).toEqual({ text: "", length: 0, again: "" });
  });

  it("may be a part of the file", async () => {
    expect(await read(fileBody(path, { offset: 7 }))).toMatchObject({ text: "789", length: 3 });
    expect(await read(fileBody(path, { offset: 2, length: 3 }))).toMatchObject({ text: "234", length: 3 });
    expect(await read(fileBody(path, { offset: 8, length: 5 }))).toMatchObject({ text: "89", length: 2 });
    expect(await read(fileBody(path, { offset: 20 }))).toMatchObject({ text: "", length: 0 });
  });

  it("says at once that there is no such file", () => {
    expect(() => fileBody(join(folder, "dog.txt"))).toThrow("ENOENT");
    expect(() => fileBody(folder)).toThrow("is no file");
  });
});
