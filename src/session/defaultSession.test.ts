import { afterEach, expect, it } from "vitest";
import { client, defaultSession, resource, setupDefaultSession } from "./defaultSession.ts";

afterEach(() => {
  setupDefaultSession();
});

it("the default session is one, and clients and resources are its own", () => {
  const session = setupDefaultSession({ region: "eu-west-1" });
  expect(defaultSession()).toBe(session);
  const s3 = client("s3");
  expect(s3.meta.session).toBe(session);
  expect(s3.meta.region).toBe("eu-west-1");
  const { meta } = resource("s3") as unknown as { meta: { client: { meta: { session: object } } } };
  expect(meta.client.meta.session).toBe(session);
});

it("clients of an older default session stay with it", () => {
  setupDefaultSession({ region: "eu-west-1" });
  const older = client("s3");
  setupDefaultSession({ region: "us-east-1" });
  expect(older.meta.region).toBe("eu-west-1");
  expect(client("s3").meta.region).toBe("us-east-1");
});
