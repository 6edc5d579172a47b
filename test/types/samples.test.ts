import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Sample, samplesOfPage } from "../../tools/samples.ts";
import { commentSamples, withImports } from "./commentSamples.ts";
import { compile, root, strictest } from "./compile.ts";

const options = { ...strictest, types: ["node"], noUnusedLocals: false, skipLibCheck: true };

/** What samples may use without saying where it is from, besides all that the root exports: things with telling names. */
const setting = `
import type { HttpHandler, Session } from "tucuxi";
import type { Bucket, S3Client as S3 } from "tucuxi/s3";
declare global {
  const session: Session;
  const handler: HttpHandler;
  const s3: S3;
  const pages: ReturnType<typeof s3.paginate<"listObjectsV2">>;
  const bucket: Bucket;
  const dynamodb: import("tucuxi/dynamodb").DynamoDBClient;
  interface Order {
    customer: string;
    order: string;
    total: number;
    status: "open" | "paid";
    lines: { sku: string; count: number }[];
    tags?: Set<string>;
    note?: string;
    version?: number;
  }
  const order: Order;
  const orders: import("tucuxi/dynamodb").Table<Order, "customer" | "order">;
  const stubber: import("tucuxi/testing").Stubber;
  const sqs: import("tucuxi/sqs").SQSClient;
  type S3Client = S3;
  namespace shapes { type StorageClass = import("tucuxi/s3").shapes.StorageClass }
  function prompt(text: string): Promise<string>;
}
`;

describe("samples compile", async () => {
  const samples = [...pages(), ...commentSamples()];
  const programs = samples.map(({ code }, index) => [`sample${index}.ts`, withImports(code)] as const);
  const findings = await compile("samples", { "setting.d.ts": setting, ...Object.fromEntries(programs) }, options);

  it.each(samples.map(({ where }, index) => [where, index] as const))("%s", (_where, index) => {
    expect(findings.filter(({ file }) => file === `sample${index}.ts`)).toEqual([]);
  });

  it("need nothing else", () => {
    expect(findings.filter(({ file }) => !file.startsWith("sample"))).toEqual([]);
  });
});

function pages(): Sample[] {
  const docs = join(root, "docs");
  const paths = existsSync(docs) ? readdirSync(docs, { recursive: true, encoding: "utf8" }) : [];
  const markdown = ["README.md", ...paths.map((path) => join("docs", path))].filter((path) => path.endsWith(".md"));
  return markdown
    .filter((path) => existsSync(join(root, path)))
    .flatMap((path) => samplesOfPage(path, readFileSync(join(root, path), "utf8")));
}
