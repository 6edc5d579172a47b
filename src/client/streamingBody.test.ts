import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { IncompleteReadError, TucuxiError } from "../errors/index.ts";
import { StreamingBody } from "./streamingBody.ts";

const folder = mkdtempSync(join(tmpdir(), "tucuxi-body-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A body in pieces, and whether whoever gives it was told that nobody wants the rest. */
function pieces(...texts: readonly (string | Error)[]): {
  body: StreamingBody;
  state: { ended: boolean; given: number };
} {
  const state = { ended: false, given: 0 };
  async function* source(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (const text of texts) {
        if (text instanceof Error) throw text;
        state.given++;
        yield new TextEncoder().encode(text);
      }
    } finally {
      state.ended = true;
    }
  }
  return { body: new StreamingBody(source()), state };
}

describe("StreamingBody", () => {
  it("frees its connection where it has nowhere to go", async () => {
    const locked = new WritableStream();
    locked.getWriter();
    for (const [write, problem] of [
      [(body: StreamingBody) => body.toFile(join(folder, "nowhere", "file")), "ENOENT"],
      [(body: StreamingBody) => body.pipeTo(locked), "locked"],
      [(body: StreamingBody) => body.pipeTo("file" as never), "given neither"],
    ] as const) {
      let freed = 0;
      const source = {
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise<never>(() => {}),
          return: async () => {
            freed++;
            return { done: true, value: undefined } as const;
          },
        }),
      };
      const body = new StreamingBody(source);
      await expect(write(body)).rejects.toThrow(problem);
      expect(freed).toBe(1);
      await expect(body.text()).rejects.toThrow(/already read by (toFile|pipeTo)\(\)/);
    }
  });

  it("gives the whole in the form that is wanted", async () => {
    expect(await pieces("ca", "t").body.bytes()).toEqual(new TextEncoder().encode("cat"));
    expect(await pieces("c", "", "at").body.text()).toBe("cat");
    expect(await pieces('{"cat"', ":1}").body.json()).toEqual({ cat: 1 });
    expect(await pieces('\ufeff{"cat":1}').body.json()).toEqual({ cat: 1 });
    expect(await (await pieces("ca", "t").body.blob()).text()).toBe("cat");
    expect(await pieces().body.text()).toBe("");
    expect(await new StreamingBody(new TextEncoder().encode("cat")).text()).toBe("cat");
  });

  it("gives characters whole that came in two pieces", async () => {
    const bytes = new TextEncoder().encode("ä𝒳\nö");
    async function* one(): AsyncGenerator<Uint8Array, void, undefined> {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    const lines: string[] = [];
    for await (const line of new StreamingBody(one()).lines()) lines.push(line);
    expect(lines).toEqual(["ä𝒳", "ö"]);
  });

  it("gives lines, whatever pieces they came in", async () => {
    const all = async (...texts: string[]): Promise<string[]> => {
      const lines: string[] = [];
      for await (const line of pieces(...texts).body.lines()) lines.push(line);
      return lines;
    };
    expect(await all("a\nb", "c\r", "\n", "\nd")).toEqual(["a", "bc", "", "d"]);
    expect(await all("a\n")).toEqual(["a"]);
    expect(await all("\n\n")).toEqual(["", ""]);
    expect(await all("a\r\nb\rc")).toEqual(["a", "b\rc"]);
    expect(await all("")).toEqual([]);
  });

  it("ends what it comes from when lines are left early", async () => {
    const { body, state } = pieces("a\nb\n", "c\n", "d\n");
    for await (const line of body.lines()) if (line === "b") break;
    expect(state).toEqual({ ended: true, given: 1 });
  });

  it("ends what it comes from when an iteration is left early, or throws", async () => {
    const first = pieces("a", "b");
    for await (const _ of first.body) break;
    expect(first.state).toEqual({ ended: true, given: 1 });
    const second = pieces("a", "b");
    const reading = async (): Promise<void> => {
      for await (const _ of second.body) throw new RangeError("enough");
    };
    await expect(reading()).rejects.toThrow("enough");
    expect(second.state.ended).toBe(true);
  });

  it("is read once, and says by whom it was", async () => {
    const { body } = pieces("a");
    expect(body.used).toBe(false);
    await body.text();
    expect(body.used).toBe(true);
    await expect(body.bytes()).rejects.toThrow("already read by text()");
    await expect(body.bytes()).rejects.toThrow(TucuxiError);
    expect(() => body.stream()).toThrow(TucuxiError);
    expect(() => body[Symbol.asyncIterator]()).toThrow(TucuxiError);
  });

  it("as a Web stream reads nothing before it is asked to, and ends when it is cancelled", async () => {
    const { body, state } = pieces("a", "b", "c");
    const reader = body.stream().getReader();
    await Promise.resolve();
    expect(state.given).toBe(0);
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("a");
    expect(state.given).toBe(1);
    await reader.cancel();
    expect(state.ended).toBe(true);
    expect(await new Response(pieces("a", "b").body.stream() as ReadableStream).text()).toBe("ab");
  });

  it("as a Node stream gives all, passes on what fails, and ends when it is destroyed", async () => {
    let text = "";
    for await (const piece of pieces("a", "b").body.toNodeReadable()) text += Buffer.from(piece).toString();
    expect(text).toBe("ab");
    const failing = pieces("a", new RangeError("broken")).body.toNodeReadable();
    await expect(
      (async () => {
        for await (const _ of failing);
      })(),
    ).rejects.toThrow("broken");
    const { body, state } = pieces("a", "b", "c");
    const readable = body.toNodeReadable();
    await new Promise<void>((resolve) => readable.on("data", () => resolve()));
    readable.destroy();
    await expect.poll(() => state.ended).toBe(true);
  });

  it("is piped to Node and Web streams, which are closed", async () => {
    const written: string[] = [];
    const target = new Writable({
      write(chunk, _encoding, callback) {
        written.push(String(chunk));
        setImmediate(callback);
      },
    });
    await pieces("a", "b").body.pipeTo(target);
    expect(written).toEqual(["a", "b"]);
    expect(target.writableFinished).toBe(true);
    const web: string[] = [];
    let closed = false;
    const stream = new WritableStream<Uint8Array>({
      write: (chunk) => void web.push(new TextDecoder().decode(chunk)),
      close: () => {
        closed = true;
      },
    });
    await pieces("a", "b").body.pipeTo(stream);
    expect({ web, closed }).toEqual({ web: ["a", "b"], closed: true });
  });

  it("is ended where the stream that it is piped to fails", async () => {
    const { body, state } = pieces("a", "b", "c");
    const target = new Writable({ write: (_chunk, _encoding, callback) => callback(new Error("disk full")) });
    await expect(body.pipeTo(target)).rejects.toThrow("disk full");
    expect(state.ended).toBe(true);
    const source = pieces("a", "b", "c");
    const web = new WritableStream({
      write() {
        throw new Error("no room");
      },
    });
    await expect(source.body.pipeTo(web)).rejects.toThrow("no room");
    expect(source.state.ended).toBe(true);
  });

  it("ends the stream that it is piped to where it fails itself", async () => {
    const target = new Writable({ write: (_chunk, _encoding, callback) => callback() });
    target.on("error", () => undefined);
    await expect(pieces("a", new RangeError("broken")).body.pipeTo(target)).rejects.toThrow("broken");
    expect(target.destroyed).toBe(true);
    let reason: unknown;
    const web = new WritableStream({
      abort(given) {
        reason = given;
      },
    });
    await expect(pieces("a", new RangeError("broken")).body.pipeTo(web)).rejects.toThrow("broken");
    expect(reason).toBeInstanceOf(RangeError);
  });

  it("is written to a file that appears whole or not at all", async () => {
    const path = join(folder, "cat.txt");
    await pieces("ca", "t").body.toFile(path);
    expect(readFileSync(path, "utf8")).toBe("cat");
    await expect(pieces("do", new RangeError("broken")).body.toFile(path)).rejects.toThrow("broken");
    expect(readFileSync(path, "utf8")).toBe("cat");
    expect(readdirSync(folder)).toEqual(["cat.txt"]);
  });

  it("is discarded without being read, also half-read, and by leaving its scope", async () => {
    const unread = pieces("a", "b");
    await unread.body.discard();
    await unread.body.discard();
    expect(unread.state.given).toBe(0);
    expect(unread.body.used).toBe(true);
    const half = pieces("a", "b");
    await half.body[Symbol.asyncIterator]().next();
    {
      await using body = half.body;
      expect(body.used).toBe(true);
    }
    expect(half.state).toEqual({ ended: true, given: 1 });
  });

  it("tells whoever gives it that nobody wants it, also before the first piece", async () => {
    for (const leave of [(body: StreamingBody) => body.discard(), (body: StreamingBody) => body.stream().cancel()]) {
      let ended = false;
      const iterator = {
        next: async () => ({ done: true as const, value: undefined }),
        return: async () => {
          ended = true;
          return { done: true as const, value: undefined };
        },
      };
      await leave(new StreamingBody({ [Symbol.asyncIterator]: () => iterator }));
      expect(ended).toBe(true);
    }
  });

  it("that is shorter or longer than its headers promise is an error", async () => {
    const bytes = new TextEncoder().encode("cat");
    async function* source(): AsyncGenerator<Uint8Array, void, undefined> {
      yield bytes;
    }
    for (const length of [2, 4]) {
      await expect(new StreamingBody(bytes, length).text()).rejects.toThrow(IncompleteReadError);
      await expect(new StreamingBody(source(), length).text()).rejects.toThrow(IncompleteReadError);
      const reading = async (): Promise<void> => {
        for await (const _ of new StreamingBody(source(), length));
      };
      await expect(reading()).rejects.toThrow(`3 bytes, and its headers promised ${length}`);
    }
    expect(await new StreamingBody(source(), 3).text()).toBe("cat");
  });
});
