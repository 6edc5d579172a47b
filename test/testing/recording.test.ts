import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { HttpHandler } from "../../src/http/types.ts";
import { Session } from "../../src/session/session.ts";
import { ReplayError, recordTo, replayFrom } from "../../src/testing/index.ts";
import { startCheckingStore } from "../presign/checkingStore.ts";
import type { CheckingStore } from "../presign/radosgw.ts";
import { testEnvironment } from "../session/testEnvironment.ts";

const folder = mkdtempSync(join(tmpdir(), "recording-"));
const file = join(folder, "calls.json");
let store: CheckingStore;

beforeAll(async () => {
  store = await startCheckingStore();
});
afterEach(() => rmSync(file, { force: true }));
afterAll(() => {
  store.stop();
  rmSync(folder, { recursive: true });
});

function sessionOf(http: HttpHandler, secretAccessKey: string = store.secretAccessKey): Session {
  const credentials = { accessKeyId: store.accessKeyId, secretAccessKey, sessionToken: undefined };
  return new Session(
    { region: "us-east-1", endpoint: store.endpoint, credentials, http, maxAttempts: 1 },
    testEnvironment(),
  );
}

/** A small program, which makes the same calls in each run. */
async function program(session: Session): Promise<string[]> {
  const s3 = session.client("s3");
  await s3.createBucket({ Bucket: "photos" });
  await s3.putObject({ Bucket: "photos", Key: "a.txt", Body: "meow" });
  await s3.putObject({ Bucket: "photos", Key: "b.bin", Body: new Uint8Array([0, 255, 1]) });
  const a = await (await s3.getObject({ Bucket: "photos", Key: "a.txt" })).Body.text();
  const b = await (await s3.getObject({ Bucket: "photos", Key: "b.bin" })).Body.bytes();
  const missing = await s3.getObject({ Bucket: "photos", Key: "c" }).catch((error: Error) => error.name);
  return [a, [...b].join(), String(missing)];
}

describe("a recording", () => {
  it("gives a program the same answers again, without a network", async () => {
    const recorder = recordTo(file);
    const recorded = await program(sessionOf(recorder));
    await recorder.close();
    expect(recorded.slice(0, 2)).toEqual(["meow", "0,255,1"]);
    expect(await program(sessionOf(replayFrom(file), "another"))).toEqual(recorded);
  });

  it("can be read, and has no signature in it", async () => {
    const recorder = recordTo(file);
    await program(sessionOf(recorder));
    await recorder.close();
    const text = readFileSync(file, "utf8");
    expect(text).not.toMatch(/authorization|signature|amz-date|user-agent|invocation/i);
    const { interactions } = JSON.parse(text);
    expect(interactions).toHaveLength(6);
    expect(interactions[1]).toMatchObject({
      request: { method: "PUT", url: `${store.endpoint}/photos/a.txt`, body: "meow" },
      response: { status: 200 },
    });
    expect(interactions[2].request.body).toEqual({ base64: "AP8B" });
  });

  it("records bodies that stream, in both directions", async () => {
    async function* pieces() {
      yield new TextEncoder().encode("one ");
      yield new TextEncoder().encode("two");
    }
    const run = async (http: HttpHandler): Promise<string> => {
      const s3 = sessionOf(http).client("s3");
      await s3.putObject({ Bucket: "photos", Key: "s", Body: pieces(), ContentLength: 7 });
      let text = "";
      for await (const piece of (await s3.getObject({ Bucket: "photos", Key: "s" })).Body) {
        text += new TextDecoder().decode(piece);
      }
      return text;
    };
    const recorder = recordTo(file);
    expect(await run(recorder)).toBe("one two");
    await recorder.close();
    expect(await run(replayFrom(file))).toBe("one two");
  });

  it("says what was not recorded", async () => {
    const recorder = recordTo(file);
    await sessionOf(recorder).client("s3").putObject({ Bucket: "photos", Key: "a", Body: "x" });
    await recorder.close();
    const s3 = sessionOf(replayFrom(file)).client("s3");
    await expect(s3.putObject({ Bucket: "photos", Key: "a", Body: "y" })).rejects.toThrow("only with another body");
    await s3.putObject({ Bucket: "photos", Key: "a", Body: "x" });
    await expect(s3.putObject({ Bucket: "photos", Key: "a", Body: "x" })).rejects.toThrow(ReplayError);
    const nowhere = sessionOf(replayFrom(join(folder, "nothing.json"))).client("s3");
    await expect(nowhere.listBuckets()).rejects.toThrow("make it with recordTo");
    writeFileSync(file, "{}");
    await expect(sessionOf(replayFrom(file)).client("s3").listBuckets()).rejects.toThrow("has no list of interactions");
  });

  it("takes the random tokens of another run for the same", async () => {
    const http: HttpHandler = async () => ({ status: 200, headers: {}, body: new TextEncoder().encode("{}") });
    const run = (handler: HttpHandler) =>
      sessionOf(handler)
        .client("dynamodb")
        .transactWriteItems({ TransactItems: [{ Delete: { TableName: "t", Key: { k: { S: "1" } } } }] });
    const recorder = recordTo(file, { http });
    await run(recorder);
    await recorder.close();
    await run(replayFrom(file));
  });

  it.each([
    [
      "sts",
      "json",
      '{"Credentials":{"AccessKeyId":"ASIA1","SecretAccessKey":"s/+\\"e","SessionToken":"tok=="},"NextToken":"next"}',
    ],
    [
      "sso",
      "json",
      '{"roleCredentials": {"accessKeyId": "ASIA1", "secretAccessKey": "s", "sessionToken": "tok"}, "accessToken":"aoa","refreshToken":"aor"}',
    ],
    ["secretsmanager", "json", '{"Name":"db","SecretString":"{\\"password\\":\\"hunter2\\"}"}'],
    [
      "sts",
      "xml",
      "<AssumeRoleResponse><SecretAccessKey>s</SecretAccessKey><SessionToken>tok</SessionToken><NextToken>next</NextToken></AssumeRoleResponse>",
    ],
    ["rds", "form", "Action=CreateDBInstance&MasterUserPassword=hunter2&DBName=a"],
  ])("leaves the secrets of %s in %s out", async (_service, _kind, secret) => {
    const answer = new TextEncoder().encode(secret);
    const recorder = recordTo(file, { http: async () => ({ status: 200, headers: {}, body: answer }) });
    const request = { method: "POST", origin: "https://x", path: "/?X-Amz-Security-Token=tok&a=b", body: secret };
    const headers = { authorization: "AWS4 secret", "x-amz-security-token": "tok", "content-type": "x" };
    const { body } = await recorder({ ...request, headers });
    expect(body).toEqual(answer);
    await recorder.close();
    const text = readFileSync(file, "utf8");
    expect(text).not.toMatch(/hunter2|ASIA1|"s\/|"s"|>s<|tok(?!en)|aoa|aor/i);
    if (secret.includes("next")) expect(text).toContain("next");
    expect(text).toContain("REMOVED0");
    const replayed = await replayFrom(file)({ ...request, headers });
    expect(replayed.headers["content-length"]).toBe(String((replayed.body as Uint8Array).length));
  });
});
