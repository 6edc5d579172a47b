import type { Sample } from "../../tools/samples.ts";

/** What is done around a sample. */
export interface Around {
  /** Brings about what the sample takes for granted. */
  readonly before?: string;
  /** Sees whether what the sample sets up works. */
  readonly after?: string;
}

/** By a line that the sample has. */
const samples: Readonly<Record<string, Around>> = {
  // docs/client.md
  "await bedrock.converseStream({": {
    before: `
      import { defaultSession } from "tucuxi";
      async function* words() {
        for (const text of ["fish", "rivers"]) yield { contentBlockDelta: { contentBlockIndex: 0, delta: { text } } };
      }
      defaultSession().hooks.register("beforeCall", () => ({ output: { stream: words() } }));
    `,
  },
  // docs/dynamodb.md
  "orders.transact.put({ Item: order, ConditionExpression": {
    before: `
      await orders.deleteItem({ Key: { customer: "c#1", order: "1" } });
      await session.resource("dynamodb").Table("customers").putItem({ Item: { id: "c#0", orders: 0 } });
    `,
  },
  // docs/hooks.md
  'provideClientParams", ({ input }) => ({ RequestPayer': {
    after: `
      let sent;
      session.hooks.register("beforeSend", ({ request }) => { sent = request; });
      await s3.getObject({ Bucket: "photos", Key: "cat.jpg" }).then(({ Body }) => Body.discard());
      if (sent.headers["x-team"] !== "photos") throw new Error("no header");
      if (sent.headers["x-amz-request-payer"] !== "requester") throw new Error("no parameter");
    `,
  },
  "const cache = new Map<string, Record<string, unknown>>();": {
    after: `
      let sent = 0;
      session.hooks.register("beforeSend", () => {
        sent++;
        return { status: 200, headers: {}, body: new TextEncoder().encode('{"Parameter":{"Value":"pink"}}') };
      });
      const ssm = session.client("ssm");
      for (let times = 0; times < 3; times++) {
        const { Parameter } = await ssm.getParameter({ Name: "colour" });
        if (Parameter?.Value !== "pink") throw new Error("another value");
      }
      if (sent !== 1) throw new Error("sent " + sent + " times");
    `,
  },
  'session.hooks.register("afterCallError", report);': {
    after: `
      await session.client("s3").listBuckets();
      await session.client("s3").headBucket({ Bucket: "none" }).catch(() => undefined);
    `,
  },
  'session.hooks.register("needsRetry", ({ attempt, error }) => {': {
    after: `
      let sent = 0;
      session.hooks.register("beforeSend", () => {
        const headers = { "x-amzn-errortype": "InvalidParameterValueException" };
        const body = new TextEncoder().encode('{"FunctionName":"f"}');
        return ++sent < 2 ? { status: 400, headers, body } : { status: 201, headers: {}, body };
      });
      await session.client("lambda").createFunction({ FunctionName: "f", Role: "arn:aws:iam::123456789012:role/r", Code: {} });
      if (sent !== 2) throw new Error("sent " + sent + " times");
    `,
  },
  'tracingChannel("tucuxi:call").subscribe({': { after: "await s3.listBuckets();" },
  // docs/testing.md
  'stubber.addThrottling("sendMessage");': {
    after: `
      for (const _ of [1, 2]) await sqs.sendMessage({ QueueUrl: "https://example.com/jobs", MessageBody: "hello" });
      stubber.assertDone();
      if (stubber.calls.length !== 4) throw new Error(stubber.calls.length + " attempts");
    `,
  },
  'new Stubber(dynamodb, { order: "any" })': {
    after: `
      for (const _ of [1, 2]) await dynamodb.describeTable({ TableName: "orders" });
      await dynamodb.getItem({ TableName: "orders", Key: { id: { S: "1" } } });
      await dynamodb.putItem({ TableName: "orders", Item: { id: { S: "1" } } });
      stubber.assertDone();
    `,
  },
  // docs/bundling.md
  "export const handler = async (event: { key: string }) => {": {
    after: `
      if (!(await handler({ key: "cat.jpg" })).startsWith("meow")) throw new Error("another text");
    `,
  },
  // docs/presigning.md
  "const link = await s3.generatePresignedUrl": {
    after: `
      for (const url of [link]) if ((await fetch(url)).status !== 200) throw new Error("not readable: " + url);
      if ((await (await fetch(link)).text()) !== "…") throw new Error("the upload is not what is read");
    `,
  },
  'Conditions: [["content-length-range", 1, 10_000_000]],': {
    after: `
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append("file", new Blob(["meow"], { type: "image/jpeg" }), "boat.jpg");
      const { status } = await fetch(url, { method: "POST", body: form });
      if (status !== 204) throw new Error("uploaded with status " + status);
      if (!(await s3.getObject({ Bucket: "photos", Key: "incoming/boat.jpg" }).then(({ Body }) => Body.text()))) throw new Error("empty");
    `,
  },
  's3.generatePresignedUrl("uploadPart"': {
    after: `
      const put = (url: string) => fetch(url, { method: "PUT", body: new Uint8Array(5 * 1024 * 1024) });
      const Parts = [];
      for (const [index, url] of urls.entries()) Parts.push({ PartNumber: index + 1, ETag: (await put(url)).headers.get("etag") });
      await s3.completeMultipartUpload({ ...name, UploadId, MultipartUpload: { Parts } });
    `,
  },
};

/** What is to be done before and after a sample. */
export function aroundOf({ code }: Sample): Around {
  return Object.entries(samples).find(([line]) => code.includes(line))?.[1] ?? {};
}
