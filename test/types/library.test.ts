import { expect, it } from "vitest";
import { compile, strictest } from "./compile.ts";

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
import { databases, list, newest, type Options, photos } from "../library-out/library.js";

(await newest(photos()))?.lastModified satisfies Date | undefined;
for await (const object of list("2024/").items()) object.Key satisfies string;
(await databases.describeDBInstances()).DBInstances?.[0]?.Engine satisfies string | undefined;
export const options: Options = { storageClass: "GLACIER" };
`;

it("a library with these types in its public face gives them to its users in full", async () => {
  const emitting = { ...strictest, noEmit: false, declaration: true, outDir: "../library-out", rootDir: "." };
  expect(await compile("library", { "library.ts": library }, emitting)).toEqual([]);
  expect(await compile("library-user", { "program.ts": program })).toEqual([]);
});
