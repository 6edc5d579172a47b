import { describe, expect, it } from "vitest";
import { testEnvironment } from "../../test/session/testEnvironment.ts";
import type { ClientOptions } from "../client/options.ts";
import type { HttpHandler } from "../http/types.ts";
import { type Options, SessionConfig } from "./config.ts";
import { Transport } from "./transport.ts";

function setup(http?: HttpHandler) {
  const config = new SessionConfig({ ...(http && { http }) }, testEnvironment());
  const transport = new Transport(config);
  const forClient = (options: ClientOptions) =>
    transport.forClient(options as Options, config.settings(options as Options));
  return { transport, forClient };
}

const given: HttpHandler = async () => ({ status: 200, headers: {}, body: new Uint8Array() });

describe("a session's connections", () => {
  it("are one pool for all clients that want no other", () => {
    const { transport, forClient } = setup();
    expect(forClient({})).toEqual({ http: transport.shared, ownsHttp: false });
    expect(forClient({ maxConnections: 50, region: "eu-west-1" })).toEqual({ http: transport.shared, ownsHttp: false });
  });

  it.each([{ maxConnections: 7 }, { connectTimeout: 7 }, { proxy: false as const }])(
    "are not those of a client with %j",
    (options) => {
      const { transport, forClient } = setup();
      const { http, ownsHttp } = forClient(options);
      expect(http).not.toBe(transport.shared);
      expect(ownsHttp).toBe(true);
    },
  );

  it("are those of a handler that was given, which stays its giver's", () => {
    expect(setup(given).forClient({ maxConnections: 7 })).toEqual({ http: given, ownsHttp: false });
    expect(setup().forClient({ http: given })).toEqual({ http: given, ownsHttp: false });
  });

  it("end with the session, but not those of a handler that was given", async () => {
    let closed = 0;
    const closing = Object.assign(async () => given({} as never), { close: async () => void closed++ });
    await setup(closing).transport.close();
    expect(closed).toBe(0);
    const { transport } = setup();
    const { shared } = transport;
    await transport.close();
    const request = { method: "GET", origin: "http://127.0.0.1:1", path: "/", headers: { host: "127.0.0.1" } };
    await expect(shared(request)).rejects.toThrow("closed");
  });

  it("are closed connections once the session is, also where it had none before", async () => {
    const { transport, forClient } = setup();
    await transport.close();
    const request = { method: "GET", origin: "http://127.0.0.1:1", path: "/", headers: { host: "127.0.0.1" } };
    for (const handler of [transport.shared, transport.local, forClient({ maxConnections: 7 }).http]) {
      await expect(handler(request)).rejects.toThrow("closed");
    }
  });
});
