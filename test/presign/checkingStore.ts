import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyRequest } from "../conformance/signingVerifier.ts";
import type { CheckingStore } from "./radosgw.ts";

const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

/** As much of S3 as presigned requests use; it refuses what is not signed as AWS's documents say. */
export async function startCheckingStore(): Promise<CheckingStore> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    handle(request, objects).then(
      (answer) => send(response, answer),
      (error: Error) =>
        send(response, {
          status: 403,
          body: `<Error><Code>AccessDenied</Code><Message>${error.message.replace(/[<&]/g, " ")}</Message></Error>`,
        }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, ...keys, stop: () => void server.close() };
}

interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}

function send(response: ServerResponse, { status, body = "", headers = {} }: Answer): void {
  response.writeHead(status, headers).end(body);
}

async function handle(request: IncomingMessage, objects: Map<string, Buffer>): Promise<Answer> {
  const method = request.method!;
  const target = request.url!;
  const headers = request.headers as Record<string, string>;
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const received: Buffer = Buffer.concat(pieces);
  const { pathname, searchParams } = new URL(target, "http://store");
  if (method === "POST" && headers["content-type"]?.startsWith("multipart/form-data")) {
    return storeForm(pathname, headers["content-type"], received, objects);
  }
  const { body } = verifyRequest(
    { method, target, headers, body: received },
    { secrets: { [keys.accessKeyId]: keys.secretAccessKey }, now: new Date(), s3: true },
  );
  const upload = searchParams.get("uploadId");
  if (method === "POST" && searchParams.has("uploads")) {
    return {
      status: 200,
      body: `<InitiateMultipartUploadResult><UploadId>${randomUUID()}</UploadId></InitiateMultipartUploadResult>`,
    };
  }
  if (method === "PUT") {
    objects.set(upload ? `${upload}/${searchParams.get("partNumber")}` : pathname, body);
    return { status: 200, headers: { etag: '"1"' } };
  }
  if (method === "POST" && upload) {
    const numbers = [...body.toString().matchAll(/<PartNumber>(\d+)</g)].map(([, number]) => number);
    objects.set(pathname, Buffer.concat(numbers.map((number) => objects.get(`${upload}/${number}`)!)));
    return { status: 200, body: "<CompleteMultipartUploadResult/>" };
  }
  const found = objects.get(pathname);
  return found ? { status: 200, body: method === "HEAD" ? "" : found } : { status: 404 };
}

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly (Record<string, string> | [string, string | number, string | number])[];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html */
async function storeForm(path: string, type: string, body: Buffer, objects: Map<string, Buffer>): Promise<Answer> {
  const form = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { "content-type": type } }).formData();
  const file = form.get("file") as File;
  const bytes = Buffer.from(await file.arrayBuffer());
  const fields = new Map(
    [...form].filter(([name]) => name !== "file").map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const [, ...scope] = fields.get("x-amz-credential")!.split("/");
  const key = scope.reduce<Buffer | string>(
    (k, part) => createHmac("sha256", k).update(part).digest(),
    `AWS4${keys.secretAccessKey}`,
  );
  const encoded = fields.get("policy")!;
  if (createHmac("sha256", key).update(encoded).digest("hex") !== fields.get("x-amz-signature"))
    throw new Error("the policy's signature does not hold");
  const policy = JSON.parse(Buffer.from(encoded, "base64").toString()) as Policy;
  if (Date.parse(policy.expiration) < Date.now()) throw new Error("the policy expired");
  const named = new Set(["policy", "x-amz-signature", "bucket"]);
  const value = (name: string) => (name === "bucket" ? path.split("/")[1] : fields.get(name));
  for (const condition of policy.conditions) {
    for (const name of check(condition, value, bytes.length)) named.add(name);
  }
  for (const name of fields.keys()) if (!named.has(name)) throw new Error(`the field ${name} is in no condition`);
  objects.set(`${path.replace(/\/$/, "")}/${fields.get("key")!.replace("${filename}", file.name)}`, bytes);
  return { status: 204 };
}

function check(
  condition: Policy["conditions"][number],
  value: (name: string) => string | undefined,
  length: number,
): string[] {
  if (!Array.isArray(condition)) {
    for (const [name, wanted] of Object.entries(condition)) {
      if (value(name.toLowerCase()) !== wanted) throw new Error(`${name} is not ${wanted}`);
    }
    return Object.keys(condition).map((name) => name.toLowerCase());
  }
  const [operator, first, second] = condition;
  if (operator === "content-length-range") {
    if (length < Number(first) || length > Number(second)) throw new Error(`${length} bytes are too few or too many`);
    return [];
  }
  const name = String(first).slice(1).toLowerCase();
  const given = value(name) ?? "";
  const holds = operator === "eq" ? given === second : given.startsWith(String(second));
  if (!holds) throw new Error(`${name} is not as ${operator} ${second}`);
  return [name];
}
