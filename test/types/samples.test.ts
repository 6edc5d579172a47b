import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Sample, samplesOfComments, samplesOfPage } from "../../tools/samples.ts";
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
  const samples = [...pages(), ...comments()];
  const programs = samples.map(({ code }, index) => [`sample${index}.ts`, withImports(code)] as const);
  const findings = await compile("samples", { "setting.d.ts": setting, ...Object.fromEntries(programs) }, options);

  it.each(samples.map(({ where }, index) => [where, index] as const))("%s", (_where, index) => {
    expect(findings.filter(({ file }) => file === `sample${index}.ts`)).toEqual([]);
  });

  it("need nothing else", () => {
    expect(findings.filter(({ file }) => !file.startsWith("sample"))).toEqual([]);
  });
});

/** The modules that samples take things from without saying so, and where they are in `dist/`. */
const modules: Readonly<Record<string, string>> = {
  tucuxi: "index",
  "tucuxi/dynamodb": "services/dynamodb/index",
  "tucuxi/testing": "testing",
};
const exported = Object.entries(modules).map(([module, path]) => [module, exportedNames(path)] as const);

/** A sample imports what it takes from these modules, where it does not do so itself. */
function withImports(code: string): string {
  const imports = exported.map(([module, names]) => {
    const used = names.filter((name) => isTaken(code, name.replace("type ", "")));
    return used.length > 0 ? `import { ${used.join(", ")} } from "${module}"; ` : "";
  });
  return `${imports.join("")}${code}export {};\n`;
}

function isTaken(code: string, name: string): boolean {
  const own = new RegExp(`import [^;]*\\b${name}\\b[^;]* from|(?:const|class|function|interface|type) ${name}\\b`);
  return new RegExp(`(?<![."'\\w])${name}\\b(?!["':])`).test(code) && !own.test(code);
}

/** The names that a module exports; types are marked as an import marks them. */
function exportedNames(path: string): string[] {
  const code = read(`${path}.js`);
  const values = [...code.matchAll(/export\s*\{([^}]*)\}/g)]
    .flatMap(([, list]) => list!.split(","))
    .map((each) => each.trim().split(" as ").at(-1)!)
    .filter((name) => name !== "");
  const declarations = read(`${path}.d.ts`) + read(`${path}/index.d.ts`);
  const types = [...declarations.matchAll(/export type \{([^}]*)\}|type (\w+)(?=[,\s][^;]*\} from)/g)]
    .flatMap(([, list, single]) => (list ? list.split(",") : [single!]))
    .map((name) => name.trim())
    .filter((name) => name !== "" && !values.includes(name));
  return [...values, ...new Set(types.map((name) => `type ${name}`))];
}

function read(path: string): string {
  const file = join(root, "dist", path);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function pages(): Sample[] {
  const docs = join(root, "docs");
  const paths = existsSync(docs) ? readdirSync(docs, { recursive: true, encoding: "utf8" }) : [];
  const markdown = ["README.md", ...paths.map((path) => join("docs", path))].filter((path) => path.endsWith(".md"));
  return markdown
    .filter((path) => existsSync(join(root, path)))
    .flatMap((path) => samplesOfPage(path, readFileSync(join(root, path), "utf8")));
}

/** What users meet; other modules are published for their types alone. */
const publicFolders = /^(?:index|client|errors|hooks|http|resource|session|testing|services\/)\b/;

/** Of what is published; the types of services are generated and have no samples. */
function comments(): Sample[] {
  const paths = readdirSync(join(root, "dist"), { recursive: true, encoding: "utf8" });
  return paths
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".d.ts") && publicFolders.test(path))
    .sort()
    .flatMap((path) => samplesOfComments(path, readFileSync(join(root, "dist", path), "utf8")));
}
