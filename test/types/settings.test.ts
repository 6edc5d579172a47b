import { describe, expect, it } from "vitest";
import { compile, otherCompilers, strictest } from "./compile.ts";

const program = `
import { client, resource, Session } from "tucuxi";
import { rds } from "tucuxi/rds";
import { undiciHandler } from "tucuxi/undici";
import { ResourceNotFoundException } from "tucuxi/dynamodb";

const session = new Session({ region: "eu-west-1" });
const { Body } = await session.client("s3").getObject({ Bucket: "b", Key: "k" });
const text: string = await Body.text();
for await (const object of resource("s3").Bucket("b").objects) object.lastModified satisfies Date;
const databases = (await session.client(rds).describeDBInstances()).DBInstances ?? [];
const names: string[] = databases.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier);
await client("rds").close();
export { ResourceNotFoundException, names, text, undiciHandler };
`;

const settings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  nodenext: {},
  node20: { module: "node20" },
  node16: { module: "node16", moduleResolution: "node16" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
  "with the DOM library": { lib: ["es2023", "dom", "dom.iterable"] },
  "with Node's types": { types: ["node"] },
  "with skipLibCheck": { skipLibCheck: true },
  "ES2022 alone": { target: "es2022", lib: ["es2022"] },
  "without exactOptionalPropertyTypes": { exactOptionalPropertyTypes: false, noUncheckedIndexedAccess: false },
  isolatedDeclarations: { isolatedDeclarations: true, declaration: true },
};

if (otherCompilers.length === 0) console.log("Older compilers are not installed: npm run test:types");

describe("the built package's types compile", () => {
  it.each(Object.entries(settings))("%s", async (name, options) => {
    const folder = name.replace(/\W+/g, "-");
    expect(await compile(folder, { "program.ts": program }, { ...strictest, ...options })).toEqual([]);
  });

  it.skipIf(otherCompilers.length === 0).each(otherCompilers)(
    "with %s",
    async (name, compiler) => {
      expect(await compile(name, { "program.ts": program }, strictest, compiler)).toEqual([]);
    },
    120_000,
  );

  it('with `import "tucuxi/all"`, every service', async () => {
    const everything = `
      import "tucuxi/all";
      import { client } from "tucuxi";
      (await client("xray").getGroups()).Groups satisfies object | undefined;
      (await client("wellarchitected").listLenses()).LensSummaries satisfies object | undefined;
    `;
    expect(await compile("all", { "program.ts": everything })).toEqual([]);
  }, 120_000);
});
