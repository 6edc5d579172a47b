import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Programs end by themselves, and no failure is lost or reported twice. */

const root = fileURLToPath(new URL("../../", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "tucuxi-home-"));
const listing = "<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>";
const page = `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>
  <Contents><Key>a</Key></Contents></ListBucketResult>`;
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url?.startsWith("/slow")) return;
    if (request.url?.startsWith("/none")) response.writeHead(404).end();
    else if (request.url?.startsWith("/pages")) response.end(page);
    else if (request.url?.startsWith("/big")) response.end(new Uint8Array(5_000_000));
    else response.end(listing);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  rmSync(home, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly printed: string;
  readonly complained: string;
  /** Milliseconds from the program's last line to its end. */
  readonly lingered: number;
}

/** A program of its own with an S3 client `s3`, whose last line prints `done`. */
async function program(body: string, options = ""): Promise<Ended> {
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const script = `
    import { Session } from "tucuxi";
    const keys = { accessKeyId: "AKID", secretAccessKey: "secret" };
    const endpoint = ${JSON.stringify(endpoint)};
    const options = { endpoint, region: "eu-west-1", credentials: keys, s3: { addressingStyle: "path" }, ${options} };
    const session = new Session(options);
    const s3 = session.client("s3");
    ${body}
    console.log("done");
  `;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_") && name !== "NODE_OPTIONS");
  const env = { ...Object.fromEntries(inherited), HOME: home, AWS_EC2_METADATA_DISABLED: "true" };
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { cwd: root, env });
  let printed = "";
  let complained = "";
  let last = Date.now();
  child.stdout.on("data", (text) => {
    printed += text;
    last = Date.now();
  });
  child.stderr.on("data", (text) => {
    complained += text;
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(timer);
  return { code, printed, complained, lingered: Date.now() - last };
}

describe("a program ends by itself", () => {
  it.each([
    ["after calls, with idle connections that nobody closed", "for (let i = 0; i < 3; i++) await s3.listBuckets();"],
    ["after close()", "await s3.listBuckets(); await s3.close(); await session.close();"],
    ["after a call with a long timeout", "await s3.listBuckets({}, { timeout: 600_000 });"],
    ["with a signal that is never aborted", "await s3.listBuckets({}, { signal: new AbortController().signal });"],
    [
      "after an aborted call",
      's3.getObject({ Bucket: "slow", Key: "k" }, { signal: AbortSignal.timeout(50) }).catch(() => 0);',
    ],
    [
      "after a call that ran out of time",
      's3.getObject({ Bucket: "slow", Key: "k" }, { timeout: 50 }).catch(() => 0);',
    ],
    [
      "after an aborted waiter",
      's3.waitUntil("bucketExists", { Bucket: "none" }, { signal: AbortSignal.timeout(50) }).catch(() => 0);',
    ],
    [
      "after a listing that was left early, with the next page asked for",
      'for await (const _ of s3.paginate("listObjectsV2", { Bucket: "pages" }, { prefetch: true }).items()) break;',
    ],
    [
      "after a collection that was left early",
      'for await (const _ of session.resource("s3").Bucket("pages").objects) break;',
    ],
    ["with a body that nobody read", 'await s3.getObject({ Bucket: "big", Key: "k" });'],
    [
      "with a body that was read half",
      'const { Body } = await s3.getObject({ Bucket: "big", Key: "k" }); for await (const _ of Body) break;',
    ],
    ["with credentials that are to be renewed", "await s3.listBuckets();", renewed()],
  ])("%s", async (_when, body, options = "") => {
    const { code, printed, complained, lingered } = await program(body, options);
    expect({ code, printed, complained }).toEqual({ code: 0, printed: "done\n", complained: "" });
    expect(lingered).toBeLessThan(3_000);
  });

  it("after session.close(), with a call under way, which fails", async () => {
    const body = `
      const call = s3.getObject({ Bucket: "slow", Key: "k" }).catch((error) => console.log(error.message));
      setTimeout(() => session.close(), 100);
      await call;
    `;
    const { code, printed, lingered } = await program(body);
    expect({ code, printed }).toEqual({
      code: 0,
      printed: expect.stringMatching(/connections were closed.*\ndone\n$/),
    });
    expect(lingered).toBeLessThan(3_000);
  });
});

function renewed(): string {
  return "credentials: async () => ({ ...keys, expiration: new Date(Date.now() + 3_600_000) }),";
}

describe("a failure", () => {
  it.each([
    ["of an input", 's3.getObject({ Bucket: "b" })', "ParamValidationError"],
    ["of an aborted call", "s3.listBuckets({}, { signal: AbortSignal.abort() })", "AbortError"],
    [
      "of a connection",
      'session.client("s3", { endpoint: "http://127.0.0.1:1", maxAttempts: 1 }).listBuckets()',
      "ConnectionError",
    ],
    [
      "of credentials",
      'new Session({ endpoint, region: "eu-west-1" }).client("s3").listBuckets()',
      "NoCredentialsError",
    ],
    [
      "of credentials that many calls wait for",
      'Promise.all(Array.from({ length: 5 }, () => new Session({ endpoint, region: "eu-west-1" }).client("s3").listBuckets()))',
      "NoCredentialsError",
    ],
    ["of a listing", 's3.paginate("listObjectsV2", { Bucket: "none" }, { prefetch: true }).toArray()', "NoSuchBucket"],
    ["of a waiter", 's3.waitUntil("bucketExists", { Bucket: "none" }, { maxWaitTime: 0 })', "WaiterError"],
    ["of a body", 's3.getObject({ Bucket: "none", Key: "k" })', "NoSuchKey"],
  ])("%s reaches its caller, once", async (_what, call, name) => {
    const { code, printed, complained } = await program(`await ${call}.catch((error) => console.log(error.name));`);
    expect({ code, complained }).toEqual({ code: 0, complained: "" });
    expect(printed).toMatch(new RegExp(`^(?:${name}|ClientError)\\ndone\\n$`));
  });

  it("that nobody handles ends the program, and says what and where in few lines", async () => {
    const { code, complained } = await program('await s3.getObject({ Bucket: "b" });');
    expect(code).toBe(1);
    expect(complained).toContain("GetObject: the input is not valid, nothing was sent:\n  Key: is required");
    expect(complained).toContain("[eval1]");
    expect(complained.length).toBeLessThan(4_000);
  });
});
