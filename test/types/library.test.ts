import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile, newest, otherCompilers, root, strictest } from "./compile.ts";

const library = `
import { client, resource } from "tucuxi";
import { rds } from "tucuxi/rds";
import type { Bucket, shapes } from "tucuxi/s3";

export const photos = () => resource("s3").Bucket("photos");
export const newest = async (bucket: Bucket) => (await bucket.objects.toArray()).at(-1);
export const list = (prefix: string) => client("s3").paginate("listObjectsV2", { Bucket: "photos", Prefix: prefix });
export const databases = client(rds);
export interface Options { storageClass?: shapes.StorageClass }
`;

const program = `
import { databases, list, newest, type Options, photos } from "photo-library";

(await newest(photos()))?.lastModified satisfies Date | undefined;
for await (const object of list("2024/").items()) object.Key satisfies string;
(await databases.describeDBInstances()).DBInstances?.[0]?.Engine satisfies string | undefined;
(await list("2024/").toArray())[0]?.StorageClas;
export const options: Options = { storageClass: "GLACIER" };
`;

describe("a library with these types in its public face, packed and installed,", async () => {
  const emitting = { ...strictest, noEmit: false, declaration: true, outDir: "dist", rootDir: "." };
  const findings = await compile("library", { "index.ts": library }, emitting);
  const packed = pack(join(root, ".cache", "types", "library"));

  it("compiles", () => expect(findings).toEqual([]));

  it.each([["typescript", newest] as const, ...otherCompilers])(
    "gives them to its users in full, with %s",
    async (name, compiler) => {
      const install = (folder: string) => {
        const modules = join(folder, "node_modules");
        mkdirSync(join(modules, "photo-library"), { recursive: true });
        execFileSync("tar", ["-xzf", packed, "-C", join(modules, "photo-library"), "--strip-components=1"]);
        symlinkSync(root, join(modules, "tucuxi"), "junction");
        writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
      };
      const found = await compile(`library-user-${name}`, { "program.ts": program }, strictest, compiler, install);
      expect(found).toEqual([
        { file: "program.ts", line: 7, message: expect.stringContaining("Did you mean 'StorageClass'?") },
      ]);
    },
    60_000,
  );
});

/** Packs what was compiled, as its author publishes it. */
function pack(folder: string): string {
  const manifest = {
    name: "photo-library",
    version: "1.0.0",
    type: "module",
    exports: "./dist/index.js",
    files: ["dist"],
  };
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, dependencies: { tucuxi: version } }));
  rmSync(join(folder, "photo-library-1.0.0.tgz"), { force: true });
  execFileSync("npm", ["pack", "--silent"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return join(folder, "photo-library-1.0.0.tgz");
}
