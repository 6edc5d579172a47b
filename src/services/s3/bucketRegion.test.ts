import { describe, expect, it } from "vitest";
import { type Answer, sessionWith } from "../../../test/client/stand.ts";

const region = (name: string) => ({ "x-amz-bucket-region": name });
const error = (code: string, more = "") => `<Error><Code>${code}</Code>${more}</Error>`;
const moved = { status: 301, headers: region("eu-west-1"), body: error("PermanentRedirect") };

/** The regions that were asked, in order. */
async function asked(answer: Answer, options: object, ...calls: readonly [string, object][]): Promise<string[]> {
  const { session, requests } = sessionWith(answer, options);
  for (const [method, input] of calls)
    await session.client("s3" as string)[method]!(input as never).catch(() => undefined);
  return requests.map(
    ({ headers }) => /\/(\S+?)\/s3\/aws4_request/.exec(headers.authorization!)![1]!.split("/").at(-1)!,
  );
}

const acl: [string, object] = ["getBucketAcl", { Bucket: "photos" }];
const head: [string, object] = ["headObject", { Bucket: "photos", Key: "k" }];

describe("a bucket's region", () => {
  it.each([
    ["a redirect", moved],
    ["a redirect for a time", { ...moved, status: 307, body: error("TemporaryRedirect") }],
    ["an error's text", { status: 400, body: error("AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>") }],
    ["a region that must be opted into", { ...moved, status: 400, body: error("IllegalLocationConstraintException") }],
  ])("is learnt from %s", async (_, answer) => {
    expect(await asked((__, number) => (number === 1 ? answer : {}), {}, acl, acl)).toEqual([
      "us-east-1",
      "eu-west-1",
      "eu-west-1",
    ]);
  });

  it("is learnt from HEAD, which has no body", async () => {
    const answer: Answer = (_, number) => (number === 1 ? { status: 400, headers: region("eu-west-1") } : {});
    expect(await asked(answer, {}, head, acl)).toEqual(["us-east-1", "eu-west-1", "eu-west-1"]);
    expect(await asked(answer, {}, ["headBucket", { Bucket: "photos" }])).toEqual(["us-east-1", "eu-west-1"]);
  });

  it("is asked for where an answer does not say it", async () => {
    const answer: Answer = ({ method }, number) =>
      number === 1 ? { ...moved, headers: {} } : method === "HEAD" ? { status: 403, headers: region("eu-west-1") } : {};
    const heads: Answer = (request, number) => {
      const { status = 200, ...rest } = answer(request, number) as { status?: number };
      return { ...rest, status: request.method === "HEAD" ? 200 : status };
    };
    expect(await asked(heads, {}, acl)).toEqual(["us-east-1", "us-east-1", "eu-west-1"]);
  });

  it("is not what any other error says", async () => {
    const answers = [
      { status: 403, headers: region("eu-west-1"), body: error("AccessDenied") },
      { status: 400, headers: region("eu-west-1"), body: error("InvalidRequest") },
      { status: 400, body: error("AuthorizationHeaderMalformed") },
    ];
    for (const answer of answers) expect(await asked(() => answer, {}, acl)).toEqual(["us-east-1"]);
  });

  it("is believed once a call, and never for an ARN or where it is no region", async () => {
    expect(await asked(() => moved, {}, acl)).toEqual(["us-east-1", "eu-west-1"]);
    const Bucket = "arn:aws:s3:us-east-1:123456789012:accesspoint/p";
    expect(await asked(() => moved, {}, ["getObject", { Bucket, Key: "k" }])).toEqual(["us-east-1"]);
    const evil = { ...moved, headers: region("evil.example/") };
    expect(await asked(() => evil, {}, acl)).toEqual(["us-east-1"]);
  });

  it("moves the signature alone where the endpoint is the user's own", async () => {
    const { session, requests } = sessionWith((_, number) => (number === 1 ? moved : {}), {
      endpoint: "http://store.example:9000",
    });
    await session.client("s3").getBucketAcl({ Bucket: "photos" });
    expect(requests.map(({ origin }) => origin)).toEqual(Array(2).fill("http://store.example:9000"));
    expect(requests[1]!.headers.authorization).toContain("/eu-west-1/s3/");
  });
});
