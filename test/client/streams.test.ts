import { getEventListeners } from "node:events";
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { fileBody } from "../../src/client/fileBody.ts";
import { AbortError, ConnectionError, IncompleteReadError, SerializationError } from "../../src/errors/index.ts";
import { fetchHandler } from "../../src/http/fetch.ts";
import { nodeHttpHandler } from "../../src/http/node.ts";
import type { HttpHandler } from "../../src/http/types.ts";
import { undiciHandler } from "../../src/http/undici.ts";
import { serverWith } from "./stand.ts";

const handlers: Readonly<Record<string, (options: { maxConnections: number }) => HttpHandler>> = {
  node: (options) => nodeHttpHandler(options),
  undici: (options) => undiciHandler(options),
  fetch: (options) => fetchHandler(options),
};

const folder = mkdtempSync(join(tmpdir(), "tucuxi-streams-"));
afterAll(() => rmSync(folder, { recursive: true }));

const large = new Uint8Array(4 * 1024 * 1024).fill(97);
const object = { Bucket: "photos", Key: "cat" };
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** S3's streams go out in signed chunks; what is in them, and its length. */
function unframed({ headers }: IncomingMessage, body: string): { length: string | undefined; body: string } {
  const decoded = headers["x-amz-decoded-content-length"];
  if (decoded === undefined) return { length: headers["content-length"], body };
  const [, size, rest] = /^([0-9a-f]+);[^\r]*\r\n([\s\S]*)$/.exec(body)!;
  return { length: String(decoded), body: rest!.slice(0, Number.parseInt(size!, 16)) };
}

describe.each(Object.keys(handlers))("streams over the %s handler", (name) => {
  async function clientOf(handle: (request: IncomingMessage, response: ServerResponse) => void, maxAttempts = 1) {
    const http = handlers[name]!({ maxConnections: 1 });
    const { session, close } = await serverWith(handle, { http, maxAttempts });
    closing.push(async () => {
      await http.close?.();
      await close();
    });
    return session.client("s3");
  }

  it("come whole, in each form", async () => {
    const client = await clientOf((_, response) => void response.end("one\ntwo"));
    const body = async () => (await client.getObject(object)).Body;
    expect(await (await body()).text()).toBe("one\ntwo");
    expect((await (await body()).bytes()).length).toBe(7);
    const lines: string[] = [];
    for await (const line of (await body()).lines()) lines.push(line);
    expect(lines).toEqual(["one", "two"]);
    expect(await new Response((await body()).stream() as ReadableStream).text()).toBe("one\ntwo");
    await (await body()).toFile(join(folder, "out"));
    expect(readFileSync(join(folder, "out"), "utf8")).toBe("one\ntwo");
    expect((await body()).contentLength).toBe(7);
    expect(await (await body()).text()).toBe("one\ntwo");
  });

  it("free their connection when they are left early", async () => {
    const client = await clientOf((request, response) => {
      response.end(request.url?.startsWith("/photos/large") ? large : "cat");
    });
    const { Body } = await client.getObject({ ...object, Key: "large" });
    for await (const piece of Body) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    // There is one connection: this would wait for ever for it.
    expect(await (await client.getObject(object)).Body.text()).toBe("cat");
    await (await client.getObject({ ...object, Key: "large" })).Body.discard();
    expect(await (await client.getObject(object)).Body.text()).toBe("cat");
  });

  it("end when the call's signal is aborted", async () => {
    const client = await clientOf((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("the beginning");
    });
    const controller = new AbortController();
    const { Body } = await client.getObject(object, { signal: controller.signal });
    const reading = Body.text();
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(reading).rejects.toThrow(AbortError);
  });

  it("end by the signal also where the call had a time limit, which ends with the call", async () => {
    const client = await clientOf((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("the beginning");
    });
    const controller = new AbortController();
    const { Body } = await client.getObject(object, { signal: controller.signal, timeout: 30 });
    let failed = false;
    const reading = Body.text().catch((error: unknown) => {
      failed = true;
      throw error;
    });
    reading.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(failed).toBe(false);
    controller.abort();
    await expect(reading).rejects.toThrow(AbortError);
  });

  it("let go of the signal when they are over, however they end", async () => {
    const client = await clientOf((request, response) => {
      response.writeHead(200, { "content-length": "3" });
      if (request.url?.endsWith("broken")) response.write("ca", () => response.destroy());
      else response.end("cat");
    });
    const { signal } = new AbortController();
    const body = async (Key = "cat") => (await client.getObject({ ...object, Key }, { signal, timeout: 5_000 })).Body;
    const left = async (): Promise<void> => {
      for await (const _ of await body()) break;
    };
    await (await body()).text();
    for await (const _ of await body());
    await left();
    await (await body()).discard();
    await expect(body("broken").then((broken) => broken.bytes())).rejects.toThrow(IncompleteReadError);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  // `fetch` undoes encodings.
  it.skipIf(name === "fetch")(
    "tell their length also where they are encoded, so that they can be sent on",
    async () => {
      const sent: string[] = [];
      const client = await clientOf((request, response) => {
        request.on("data", (chunk) => sent.push(String(chunk)));
        request.on("end", () => {
          response.writeHead(200, { "content-length": "3", "content-encoding": "aws-chunked" });
          response.end("cat");
        });
      });
      const { Body } = await client.getObject(object);
      expect(Body.contentLength).toBe(3);
      await client.putObject({ ...object, Body });
      expect(sent.join("")).toContain("cat");
    },
  );

  it("that break off are an error of the reader", async () => {
    const client = await clientOf((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("the beginning", () => setTimeout(() => response.destroy(), 20));
    });
    await expect((await client.getObject(object)).Body.text()).rejects.toThrow(IncompleteReadError);
    const reading = async (): Promise<void> => {
      for await (const _ of (await client.getObject(object)).Body);
    };
    await expect(reading()).rejects.toThrow(ConnectionError);
  });

  it("lead back to the line that reads them", async () => {
    const client = await clientOf((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("the beginning", () => setTimeout(() => response.destroy(), 20));
    });
    async function whoReads(): Promise<void> {
      await (await client.getObject(object)).Body.text();
    }
    await expect(whoReads().catch((error: Error) => error.stack)).resolves.toContain("whoReads");
  });

  it("go out from whatever they are, with their length where it is known", async () => {
    const seen: { length: string | undefined; body: string }[] = [];
    const client = await clientOf(async (request, response) => {
      let body = "";
      for await (const piece of request) body += piece;
      seen.push(unframed(request, body));
      response.end();
    });
    writeFileSync(join(folder, "in"), "cat");
    const bytes = new TextEncoder().encode("cat");
    const known = ["cat", bytes, new Blob([bytes]), new File([bytes], "cat"), fileBody(join(folder, "in"))];
    for (const Body of known) await client.putObject({ ...object, Body });
    expect(seen).toEqual(known.map(() => ({ length: "3", body: "cat" })));
    seen.length = 0;
    const streams = [
      new Blob([bytes]).stream(),
      createReadStream(join(folder, "in")),
      (async function* () {
        yield bytes;
      })(),
    ];
    for (const Body of streams) await client.putObject({ ...object, Body, ContentLength: 3 });
    expect(seen).toEqual(streams.map(() => ({ length: "3", body: "cat" })));
  });

  it("of unknown length are refused where the service must know it", async () => {
    let requests = 0;
    const client = await clientOf((_, response) => {
      requests++;
      response.end();
    });
    const Body = (async function* () {
      yield "cat";
    })();
    await expect(client.putObject({ ...object, Body })).rejects.toThrow("PutObject must know the length of its body");
    expect(requests).toBe(0);
  });

  it("that are read once are not sent twice; files and functions are", async () => {
    let requests = 0;
    const client = await clientOf(async (request, response) => {
      for await (const _ of request);
      response.writeHead(++requests % 2 === 1 ? 503 : 200).end();
    }, 3);
    writeFileSync(join(folder, "again"), "cat");
    await client.putObject({ ...object, Body: fileBody(join(folder, "again")) });
    expect(requests).toBe(2);
    const Body = createReadStream(join(folder, "again"));
    await expect(client.putObject({ ...object, Body, ContentLength: 3 })).rejects.toThrow(
      "a stream that can be read once",
    );
    expect(requests).toBe(3);
  });

  it("may have headers beyond ASCII, which go and come as UTF-8", async () => {
    const file = 'attachment; filename="cät 日本.txt"';
    const seen: string[] = [];
    const client = await clientOf((request, response) => {
      const value = request.headers["content-disposition"];
      if (value) seen.push(Buffer.from(value, "latin1").toString("utf8"));
      request.resume().on("end", () => {
        response.writeHead(200, { "content-disposition": Buffer.from(file).toString("latin1") });
        response.end();
      });
    });
    await client.putObject({ ...object, Body: "cat", ContentDisposition: file });
    expect(seen).toEqual([file]);
    expect((await client.headObject(object)).ContentDisposition).toBe(file);
  });

  it("that are empty go without chunks, which not every store understands", async () => {
    const seen: unknown[] = [];
    const client = await clientOf(async (request, response) => {
      let body = "";
      for await (const piece of request) body += piece;
      seen.push([body, request.headers["content-length"], request.headers["content-encoding"]]);
      response.end();
    });
    writeFileSync(join(folder, "empty"), "");
    const empty = [new Blob([]), fileBody(join(folder, "empty")), createReadStream(join(folder, "empty"))];
    for (const Body of empty) await client.putObject({ ...object, Body });
    await client.putObject({ ...object, Body: new Blob([]).stream(), ContentLength: 0 });
    expect(seen).toEqual(Array.from({ length: 4 }, () => ["", "0", undefined]));
    const tooLong = client.putObject({ ...object, Body: new Blob(["cat"]).stream(), ContentLength: 0 });
    await expect(tooLong).rejects.toThrow("the body has 3 bytes, and ContentLength says 0");
  });

  it("that cannot be sent again take nothing from the quota of those that can", async () => {
    let requests = 0;
    const client = await clientOf((request, response) => {
      requests += 1;
      request.resume().on("end", () => response.writeHead(500).end());
    }, 2);
    const stream = async function* () {
      yield "cat";
    };
    // A retry takes 14 of 500 tokens.
    for (let call = 1; call <= 40; call++) {
      await expect(client.putObject({ ...object, Body: stream(), ContentLength: 3 })).rejects.toThrow("not sent again");
    }
    expect(requests).toBe(40);
    await expect(client.putObject({ ...object, Body: "cat" })).rejects.toThrow("2 attempts");
  });

  it("that are longer or shorter than they were said to be are an error", async () => {
    const client = await clientOf(async (request, response) => {
      try {
        for await (const _ of request);
        response.end();
      } catch {
        response.destroy();
      }
    });
    for (const ContentLength of [2, 5]) {
      const Body = (async function* () {
        yield new TextEncoder().encode("cat");
      })();
      const sending = client.putObject({ ...object, Body, ContentLength });
      await expect(sending).rejects.toThrow(SerializationError);
      await expect(sending).rejects.toThrow(
        ContentLength === 2 ? "its content-length of 2 bytes" : "after 3 bytes; its content-length is 5",
      );
    }
  });
});
