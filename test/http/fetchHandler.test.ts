import { describe, expect, it } from "vitest";
import { fetchHandler } from "../../src/http/fetch.ts";
import { describeHandler } from "./handlerSuite.ts";
import { failure, httpLab, opened, request, text } from "./lab.ts";

describeHandler({ name: "fetchHandler", make: (options) => opened(fetchHandler(options)), ownsConnections: false });

/** What only fetch's handler does. */
describe("fetchHandler alone", () => {
  it.each(["/a/../b", "/a/./b", "/..", "/%2e%2e/a", "/a/%2E/b", "/a\\b", "/a#b"])(
    "refuses the path %s, which fetch would change",
    async (path) => {
      const lab = await httpLab((_incoming, response) => response.end());
      const error = await failure(opened(fetchHandler())(request(lab, { path })));
      expect([error.name, error.message]).toEqual(["SerializationError", expect.stringContaining("would change")]);
      expect(lab.requests).toBe(0);
    },
  );

  it.each(["/a..b", "/a/...", "/a//b", "/?a=../b"])("sends the path %s as it is", async (path) => {
    const lab = await httpLab((incoming, response) => response.end(incoming.url));
    expect(await text(await opened(fetchHandler())(request(lab, { path })))).toBe(path);
  });

  it("takes a body that fetch has decoded, whose length is another", async () => {
    const response = {
      status: 200,
      headers: new Headers({ "content-encoding": "gzip", "content-length": "5" }),
      body: new Response("a longer text").body,
    };
    const answer = await opened(fetchHandler({ fetch: async () => response as never }))(
      request({ origin: "http://127.0.0.1" } as never),
    );
    expect(await text(answer)).toBe("a longer text");
  });
});
