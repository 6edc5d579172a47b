import { describe, expect, it } from "vitest";
import { compile, newest, otherCompilers, strictest } from "./compile.ts";

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

const nodenext = { moduleResolution: undefined };
const bundlerAndDom = { module: "esnext", moduleResolution: "bundler", lib: ["es2023", "dom", "dom.iterable"] };

if (otherCompilers.length === 0) console.log("Older compilers are not installed: npm run test:types");

describe("the built package's types compile", () => {
  it.each(Object.entries(settings))("%s", async (name, options) => {
    const folder = name.replace(/\W+/g, "-");
    expect(await compile(folder, { "program.ts": program }, { ...strictest, ...options })).toEqual([]);
  });

  const older = otherCompilers.flatMap(([name, compiler]) =>
    [nodenext, bundlerAndDom].map(
      (options) => [name, options.moduleResolution ?? "nodenext", compiler, options] as const,
    ),
  );
  it.skipIf(older.length === 0).each(older)(
    "with %s, %s",
    async (name, resolution, compiler, options) => {
      const folder = `${name}-${resolution}`;
      expect(await compile(folder, { "program.ts": program }, { ...strictest, ...options }, compiler)).toEqual([]);
    },
    120_000,
  );

  it.each([["typescript", newest] as const, ...otherCompilers])(
    'with `import "tucuxi/all"`, every service, with %s',
    async (name, compiler) => {
      const everything = `
        import "tucuxi/all";
        import { client } from "tucuxi";
        (await client("xray").getGroups()).Groups satisfies object | undefined;
        (await client("wellarchitected").listLenses()).LensSummaries satisfies object | undefined;
      `;
      expect(await compile(`all-${name}`, { "program.ts": everything }, strictest, compiler)).toEqual([]);
    },
    240_000,
  );
});
