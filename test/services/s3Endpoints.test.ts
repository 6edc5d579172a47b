import { describe, expect, it } from "vitest";
import { cannedServer, type Received } from "./cannedServer.ts";

const account = "123456789012";

/** What AWS's documents say of each kind of endpoint: its host, and the scope of its signature. */
const kinds = [
  {
    name: "an access point",
    bucket: `arn:aws:s3:eu-west-1:${account}:accesspoint/point`,
    host: `point-${account}.s3-accesspoint.eu-west-1.amazonaws.com`,
    scope: "/eu-west-1/s3/aws4_request",
  },
  {
    name: "an access point of Object Lambda",
    bucket: `arn:aws:s3-object-lambda:eu-west-1:${account}:accesspoint/banner`,
    host: `banner-${account}.s3-object-lambda.eu-west-1.amazonaws.com`,
    scope: "/eu-west-1/s3-object-lambda/aws4_request",
  },
  {
    name: "an access point on Outposts",
    bucket: `arn:aws:s3-outposts:eu-west-1:${account}:outpost/op-01234567890123456/accesspoint/point`,
    host: `point-${account}.op-01234567890123456.s3-outposts.eu-west-1.amazonaws.com`,
    scope: "/s3-outposts/aws4_request",
    regions: "*",
  },
  {
    name: "a multi-region access point",
    bucket: `arn:aws:s3::${account}:accesspoint/mfzwi23gnjvgw.mrap`,
    host: "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com",
    scope: "/s3/aws4_request",
    regions: "*",
  },
] as const;

describe("an ARN in place of a bucket's name", () => {
  for (const { name, bucket, host, scope, ...rest } of kinds) {
    it(`leads to ${name}, whole and in pieces`, async () => {
      const { session, received } = await cannedServer(() => ({}), { s3: { addressingStyle: "path" } });
      const s3 = session.client("s3");
      await s3.getObject({ Bucket: bucket, Key: "a b/ü+c" });
      await s3.putObject({ Bucket: bucket, Key: "k", Body: "cat" });
      await s3.putObject({ Bucket: bucket, Key: "k", Body: pieces(), ContentLength: 3 });
      const signed = session.client("s3", { s3: { payloadSigningEnabled: true } });
      await signed.putObject({ Bucket: bucket, Key: "k", Body: pieces(), ContentLength: 3 });
      expect(received.map((request) => request.target)).toEqual(
        ["/a%20b/%C3%BC%2Bc?x-id=GetObject", "/k", "/k", "/k"].map(bare),
      );
      for (const request of received) {
        expect(request.host).toBe(host);
        expect(request.verified!.scope.slice(8)).toBe(scope);
        expect(request.headers["x-amz-region-set"]).toBe("regions" in rest ? rest.regions : undefined);
      }
      expect(received.slice(1).map((request) => request.verified!.body.toString())).toEqual(["cat", "cat", "cat"]);
      expect(received.at(-1)!.headers["x-amz-content-sha256"]).toMatch(/^STREAMING-AWS4-/);
    });
  }

  it("leads nowhere where it is switched off", async () => {
    const { session } = await cannedServer(() => ({}), {
      s3: { disableMultiregionAccessPoints: true, useArnRegion: false },
    });
    const s3 = session.client("s3");
    await expect(s3.getObject({ Bucket: kinds[3].bucket, Key: "k" })).rejects.toThrow(/Multi-Region Access Point/);
    await expect(s3.getObject({ Bucket: kinds[0].bucket, Key: "k" })).rejects.toThrow(/region/);
  });
});

describe("a function of Object Lambda", () => {
  it("answers to the route that asked it, with a body that is not signed", async () => {
    const { session, received } = await cannedServer(() => ({}));
    await session
      .client("s3")
      .writeGetObjectResponse({ RequestRoute: "io-cell1", RequestToken: "token", StatusCode: 200, Body: "cat" });
    const [{ host, target, headers, verified }] = received as [Received];
    expect(host).toBe("io-cell1.s3-object-lambda.us-west-2.amazonaws.com");
    expect(target).toBe("/WriteGetObjectResponse");
    expect(headers["x-amz-content-sha256"]).toBe("UNSIGNED-PAYLOAD");
    expect(headers["x-amz-request-token"]).toBe("token");
    expect(verified!.scope).toContain("/us-west-2/s3-object-lambda/");
    expect(verified!.body.toString()).toBe("cat");
  });
});

describe("a bucket of another region", () => {
  it("is called there, signed for there, and by all clients of the session from then on", async () => {
    const { session, received } = await cannedServer(({ verified }) =>
      verified!.scope.includes("/eu-central-1/")
        ? {}
        : {
            status: 301,
            headers: { "x-amz-bucket-region": "eu-central-1" },
            body: "<Error><Code>PermanentRedirect</Code></Error>",
          },
    );
    await session.client("s3").putObject({ Bucket: "photos", Key: "k", Body: "cat" });
    await session.client("s3").getObject({ Bucket: "photos", Key: "k" });
    expect(received.map(({ host }) => host)).toEqual([
      "photos.s3.us-west-2.amazonaws.com",
      "photos.s3.eu-central-1.amazonaws.com",
      "photos.s3.eu-central-1.amazonaws.com",
    ]);
    expect(received[1]!.body.toString()).toBe("cat");
  });

  const redirect = {
    status: 307,
    headers: { "x-amz-bucket-region": "eu-central-1" },
    body: "<Error><Code>TemporaryRedirect</Code></Error>",
  };
  const put = { Bucket: "photos", Key: "k", Body: pieces(), ContentLength: 3 };

  it("gets a stream that waited for leave to be sent", async () => {
    const early = ({ host }: { readonly host?: string | undefined }) =>
      host!.includes("us-west-2") ? redirect : undefined;
    const { session, received } = await cannedServer(() => ({}), {}, { early });
    await session.client("s3").putObject(put);
    expect(received.map(({ host, verified }) => [host, verified!.body.toString()])).toEqual([
      ["photos.s3.eu-central-1.amazonaws.com", "cat"],
    ]);
  });

  it("does not get a stream that was sent; the error says so", async () => {
    const { session } = await cannedServer(() => redirect);
    const sent = session.client("s3").putObject({ ...put, Body: pieces() });
    await expect(sent).rejects.toThrow(/stream that can be read once/);
  });
});

async function* pieces(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode("c");
  yield new TextEncoder().encode("at");
}

/** The model's own query, which S3 does not need. */
function bare(target: string): string {
  return target.replace(/\?x-id=.*/, "");
}
