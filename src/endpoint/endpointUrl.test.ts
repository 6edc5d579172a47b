import { describe, expect, it } from "vitest";
import { EndpointError } from "../errors/index.ts";
import { parseEndpointUrl, withHostPrefix } from "./endpointUrl.ts";
import type { Endpoint } from "./types.ts";

const endpoint: Endpoint = {
  origin: "https://s3-control.eu-west-1.amazonaws.com",
  host: "s3-control.eu-west-1.amazonaws.com",
  path: "/base",
  properties: {},
};

describe("parseEndpointUrl", () => {
  it("leaves out what a host header leaves out", () => {
    expect(parseEndpointUrl("https://host:443").host).toBe("host");
    expect(parseEndpointUrl("http://host:80/").origin).toBe("http://host");
    expect(parseEndpointUrl("http://host:443").host).toBe("host:443");
  });

  it("knows addresses", () => {
    expect(parseEndpointUrl("http://[::1]:9000/x")).toEqual({
      origin: "http://[::1]:9000",
      host: "[::1]:9000",
      path: "/x",
    });
    expect(parseEndpointUrl("http://127.0.0.1:9000").host).toBe("127.0.0.1:9000");
  });
});

describe("withHostPrefix", () => {
  it("puts the prefix before the host", () => {
    expect(withHostPrefix(endpoint, "123456789012.")).toEqual({
      ...endpoint,
      origin: "https://123456789012.s3-control.eu-west-1.amazonaws.com",
      host: "123456789012.s3-control.eu-west-1.amazonaws.com",
    });
    expect(withHostPrefix(endpoint, "data-").host).toBe("data-s3-control.eu-west-1.amazonaws.com");
  });

  it("makes one endpoint of a prefix", () => {
    expect(withHostPrefix(endpoint, "data.")).toBe(withHostPrefix(endpoint, "data."));
  });

  it.each(["evil.com/", "a b.", ".", "x@y.", `${"a".repeat(64)}.`, "a..b.", "-a."])("refuses %j", (prefix) => {
    expect(() => withHostPrefix(endpoint, prefix)).toThrow(EndpointError);
  });

  it("leaves addresses alone, which have no subdomains", () => {
    const local = { ...endpoint, origin: "http://127.0.0.1:9000", host: "127.0.0.1:9000" };
    expect(withHostPrefix(local, "data.")).toBe(local);
  });
});
