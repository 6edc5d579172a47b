import { describe, expect, it } from "vitest";
import { testEnvironment } from "../../../test/session/testEnvironment.ts";
import { NoCredentialsError, ReadTimeoutError } from "../../errors/index.ts";
import type { HttpRequest } from "../../http/types.ts";
import type { SessionOptions } from "../options.ts";
import { Session } from "../session.ts";

/** An instance whose token does not come through, as in a container that is one hop too far. */
function setup(options: SessionOptions = {}) {
  const requests: HttpRequest[] = [];
  const session = new Session(
    {
      http: async (request) => {
        requests.push(request);
        if (request.method === "PUT") throw new ReadTimeoutError("no answer");
        const keys = {
          Code: "Success",
          AccessKeyId: "IMDS",
          SecretAccessKey: "s",
          Token: "t",
          Expiration: "2030-01-01T00:00:00Z",
        };
        const text = request.path.endsWith("/") ? "role" : JSON.stringify(keys);
        return { status: 200, headers: {}, body: new TextEncoder().encode(text) };
      },
      ...options,
    },
    testEnvironment(),
  );
  return { session, requests };
}

describe("an instance's metadata", () => {
  it("is asked for in its first version where the second does not answer", async () => {
    const { session, requests } = setup();
    expect((await session.getCredentials()).accessKeyId).toBe("IMDS");
    expect(requests.map(({ method, headers }) => [method, headers["x-aws-ec2-metadata-token"]])).toEqual([
      ["PUT", undefined],
      ["GET", undefined],
      ["GET", undefined],
    ]);
  });

  it("is not where the first version is disabled", async () => {
    const { session, requests } = setup({ ec2MetadataV1Disabled: true });
    await expect(session.getCredentials()).rejects.toThrow(NoCredentialsError);
    expect(requests).toHaveLength(1);
  });

  it("waits no longer than it is told, in seconds", async () => {
    const { session, requests } = setup({ metadataServiceTimeout: 3 });
    await session.getCredentials();
    expect(requests[0]!.timeouts).toEqual({ connect: 3000, headers: 3000, body: 3000 });
  });
});
