import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What the programs that install packages have in common. */
export const root: string = fileURLToPath(new URL("../", import.meta.url));

export function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** What `npm pack` tells of a package. */
export interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
}

/** Packs the library into a folder. */
export function pack(folder: string): Packed & { readonly path: string } {
  const [packed] = JSON.parse(npm(["pack", "--json", "--pack-destination", folder], root)) as [Packed];
  return { ...packed, path: join(folder, packed.filename) };
}

/** The official clients that are measured beside it, in the versions of the tests. */
export const officialPackages: readonly string[] = ["client-s3", "client-dynamodb", "client-ec2"].map((name) =>
  withVersion(`@aws-sdk/${name}`),
);

/** `@types/node@22.20.5`, as this project has it installed. */
export function withVersion(name: string): string {
  const file = join(root, "node_modules", name, "package.json");
  return `${name}@${(JSON.parse(readFileSync(file, "utf8")) as { version: string }).version}`;
}

/** As most projects have them. */
export const compilerOptions: Readonly<Record<string, unknown>> = {
  module: "nodenext",
  target: "es2023",
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: ["node"],
};
