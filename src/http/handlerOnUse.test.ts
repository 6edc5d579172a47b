import { describe, expect, it } from "vitest";
import { handlerOnUse } from "./handlerOnUse.ts";
import { nodeHttpHandler } from "./node.ts";
import type { MakeHandler } from "./parts.ts";
import type { HttpRequest } from "./types.ts";

const request: HttpRequest = { method: "GET", origin: "http://127.0.0.1:1", path: "/", headers: {} };

/** A handler on use, and what was done of what it stands for. */
function setup(make?: MakeHandler) {
  const done: string[] = [];
  const makeHandler: MakeHandler = () => {
    done.push("made");
    let isClosed = false;
    const send = async () => {
      if (isClosed) throw new Error("closed already");
      done.push("sent");
      return { status: 200, headers: {}, body: new Uint8Array() };
    };
    const close = async () => {
      isClosed = true;
      done.push("closed");
    };
    return Object.assign(send, { close });
  };
  const read = async () => {
    done.push("read");
    return make ?? makeHandler;
  };
  return { handler: handlerOnUse(read, {}), done };
}

describe("a handler on use", () => {
  it("is read and made once, however many requests are the first", async () => {
    const { handler, done } = setup();
    await Promise.all(Array.from({ length: 1000 }, () => handler(request)));
    await handler(request);
    expect(done.slice(0, 3)).toEqual(["read", "made", "sent"]);
    expect(done.filter((each) => each === "sent")).toHaveLength(1001);
    await handler.close!();
    expect(done.at(-1)).toBe("closed");
  });

  it("is not read to be closed, and refuses requests from then on", async () => {
    const { handler, done } = setup();
    await handler.close!();
    expect(done).toEqual([]);
    await expect(handler(request)).rejects.toThrow("closed already");
    await expect(handler(request)).rejects.toThrow("closed already");
    expect(done).toEqual(["read", "made", "closed"]);
  });

  it("sends nothing that waits for its code when it is closed", async () => {
    const { handler, done } = setup();
    const sending = expect(handler(request)).rejects.toThrow("closed already");
    await handler.close!();
    await sending;
    expect(done).toEqual(["read", "made", "closed"]);
  });

  it("tells requests, and not who closes it, of options that no handler can be made of", async () => {
    const make: MakeHandler = () => nodeHttpHandler({ tls: { caBundle: "/no/such/file.pem" } });
    const { handler } = setup(make);
    await expect(handler(request)).rejects.toThrow("caBundle names the file /no/such/file.pem");
    await handler.close!();
    const unused = setup(make).handler;
    await unused.close!();
    await expect(unused(request)).rejects.toThrow("caBundle names the file /no/such/file.pem");
  });
});
