import { describe, expect, it, vi } from "vitest";
import { type CannedAnswer, type CannedServer, cannedServer, keys, type Received } from "./cannedServer.ts";

const bucket = "photos--usw2-az1--x-s3";
const zone = "s3express-usw2-az1.us-west-2.amazonaws.com";

/** A server that gives sessions, each good for so many seconds, and takes what is signed by one. */
async function expressServer(seconds = 300, options = {}) {
  let sessions = 0;
  const server: CannedServer = await cannedServer((request): CannedAnswer => {
    if (!request.target.includes("?session")) return { headers: { etag: '"e"' } };
    sessions += 1;
    server.secrets[`EXPRESS${sessions}`] = `secret ${sessions}`;
    const expiration = new Date(Date.now() + seconds * 1_000).toISOString();
    return {
      body:
        `<CreateSessionResult><Credentials><AccessKeyId>EXPRESS${sessions}</AccessKeyId>` +
        `<SecretAccessKey>secret ${sessions}</SecretAccessKey><SessionToken>token ${sessions}</SessionToken>` +
        `<Expiration>${expiration}</Expiration></Credentials></CreateSessionResult>`,
    };
  }, options);
  return { ...server, s3: server.session.client("s3") };
}

const isSession = ({ target }: Received) => target.includes("?session");
const signer = ({ headers }: Received) => /Credential=(\w+)/.exec(headers.authorization!)![1];

describe("a directory bucket's session", () => {
  it("is created once for all calls that wait, and signs them", async () => {
    const { s3, received } = await expressServer();
    await Promise.all(Array.from({ length: 8 }, (_, index) => s3.headObject({ Bucket: bucket, Key: `k${index}` })));
    expect(received.filter(isSession)).toHaveLength(1);
    const [session, ...calls] = received as [Received, ...Received[]];
    expect(session.host).toBe(`${bucket}.${zone}`);
    expect(session.verified!.scope).toMatch(/\/us-west-2\/s3express\/aws4_request$/);
    expect(signer(session)).toBe(keys.accessKeyId);
    expect(calls).toHaveLength(8);
    for (const call of calls) {
      expect(signer(call)).toBe("EXPRESS1");
      expect(call.verified!.scope).toMatch(/\/us-west-2\/s3express\/aws4_request$/);
      expect(call.headers["x-amz-s3session-token"]).toBe("token 1");
      expect(call.headers).not.toHaveProperty("x-amz-security-token");
    }
  });

  it("is one for each bucket, and for each identity", async () => {
    const { s3, session, received, secrets } = await expressServer();
    secrets.OTHER = "other secret";
    const other = session.client("s3", { credentials: { accessKeyId: "OTHER", secretAccessKey: "other secret" } });
    for (const client of [s3, other, session.client("s3")]) {
      await client.headObject({ Bucket: bucket, Key: "k" });
      await client.headObject({ Bucket: "videos--usw2-az1--x-s3", Key: "k" });
    }
    const created = received.filter(isSession).map((request) => `${signer(request)} ${request.host.split("--")[0]}`);
    expect(created).toEqual([
      `${keys.accessKeyId} photos`,
      `${keys.accessKeyId} videos`,
      "OTHER photos",
      "OTHER videos",
    ]);
  });

  it("is renewed ahead of its end, while it goes on to serve", async () => {
    const { s3, received } = await expressServer(30);
    const call = () => s3.headObject({ Bucket: bucket, Key: "k" });
    await call();
    await call();
    await vi.waitFor(() => expect(received.filter(isSession).length).toBeGreaterThanOrEqual(2));
    expect(signer(received.filter((request) => !isSession(request))[1]!)).toBe("EXPRESS1");
    await vi.waitFor(async () => {
      await call();
      expect(signer(received.filter((request) => !isSession(request)).at(-1)!)).not.toBe("EXPRESS1");
    });
  });

  it("that has ended is waited for anew", async () => {
    const { s3, received } = await expressServer(0.2);
    await s3.headObject({ Bucket: bucket, Key: "k" });
    await new Promise((resolve) => setTimeout(resolve, 250));
    await s3.headObject({ Bucket: bucket, Key: "k" });
    expect(received.filter((request) => !isSession(request)).map(signer)).toEqual(["EXPRESS1", "EXPRESS2"]);
  });

  it("is asked for again after a failure", async () => {
    let refusals = 1;
    const server = await cannedServer((request) => {
      if (!isSession(request)) return {};
      if (refusals-- > 0) return { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" };
      server.secrets.E = "s";
      const end = new Date(Date.now() + 300_000).toISOString();
      return {
        body: `<R><Credentials><AccessKeyId>E</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${end}</Expiration></Credentials></R>`,
      };
    });
    const s3 = server.session.client("s3");
    await expect(s3.headObject({ Bucket: bucket, Key: "k" })).rejects.toMatchObject({ code: "AccessDenied" });
    await s3.headObject({ Bucket: bucket, Key: "k" });
  });

  it("signs bodies that stream, and their checksums", async () => {
    const { s3, received } = await expressServer();
    async function* body() {
      yield new TextEncoder().encode("cat");
    }
    await s3.putObject({ Bucket: bucket, Key: "k", Body: body(), ContentLength: 3 });
    const put = received.at(-1)!;
    expect(put.headers["x-amz-content-sha256"]).toBe("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    expect(put.verified!.body.toString()).toBe("cat");
    expect(put.verified!.trailer).toHaveProperty("x-amz-checksum-crc32");
  });

  it("signs URLs too", async () => {
    const { s3, received, origin } = await expressServer();
    const url = await s3.generatePresignedUrl("getObject", { Bucket: bucket, Key: "k" });
    const { host, pathname, search } = new URL(url);
    expect(host).toBe(`${bucket}.${zone}`);
    expect(search).toContain("X-Amz-S3session-Token=token%201");
    const { get } = await import("node:http");
    const status = await new Promise((resolve) =>
      get(`${origin}${pathname}${search}`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode)),
    );
    expect(status).toBe(200);
    expect(received.at(-1)!.verified!.scope).toContain("s3express");
  });

  it("is left out where the user wants none, and for what concerns the zone", async () => {
    const { session, received } = await expressServer();
    const s3 = session.client("s3", { s3: { disableExpressSessionAuth: true } });
    await s3.headObject({ Bucket: bucket, Key: "k" });
    await session.client("s3").listDirectoryBuckets();
    expect(received.map(signer)).toEqual([keys.accessKeyId, keys.accessKeyId]);
    expect(received.map(({ host }) => host)).toEqual([
      `${bucket}.${zone}`,
      "s3express-control.us-west-2.amazonaws.com",
    ]);
    expect(received[0]!.headers).not.toHaveProperty("x-amz-s3session-token");
  });
});
