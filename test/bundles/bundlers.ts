import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../../", import.meta.url));

/** Where `npm run test:bundles` installs the bundlers: nobody needs them but this test. */
const installed = join(root, ".cache", "bundlers");
export const haveBundlers: boolean = existsSync(join(installed, "node_modules", "webpack"));

const load = createRequire(join(installed, "package.json"));

export type Format = "esm" | "cjs";

/** Bundles a module for Node into one file. */
export type Bundle = (entry: string, output: string, format: Format) => Promise<void>;

interface Esbuild {
  build(options: object): Promise<unknown>;
}

/** By esbuild; `conditions` take the place of its own, by which it finds what packages have for bundlers. */
export async function esbuildBundle(
  entry: string,
  output: string,
  format: Format,
  conditions?: readonly string[],
): Promise<void> {
  const { build } = load("esbuild") as Esbuild;
  // What CommonJS packages require, an ES module must be given.
  const banner = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
  await build({
    entryPoints: [entry],
    outfile: output,
    format,
    bundle: true,
    minify: true,
    platform: "node",
    ...(format === "esm" && { banner: { js: banner } }),
    ...(conditions && { conditions }),
    logLevel: "silent",
  });
}

export const bundlers: Readonly<Record<string, Bundle>> = {
  esbuild: esbuildBundle,

  async Rollup(entry, output, format) {
    const { rollup } = load("rollup") as {
      rollup(options: object): Promise<{ write(options: object): Promise<void> }>;
    };
    const plugin = (name: string, options = {}) => {
      const loaded = load(`@rollup/plugin-${name}`) as { default?: (options: object) => object };
      return (loaded.default ?? (loaded as unknown as (options: object) => object))(options);
    };
    const plugins = [plugin("node-resolve", { preferBuiltins: true }), plugin("commonjs")];
    const bundle = await rollup({ input: entry, external: [/^node:/], plugins, logLevel: "silent" });
    await bundle.write({ file: output, format, inlineDynamicImports: true });
  },

  async webpack(entry, output, format) {
    const webpack = load("webpack") as (options: object, done: (error: unknown, stats: Stats) => void) => void;
    const options = {
      mode: "production",
      target: "node20",
      entry,
      output: {
        path: join(output, ".."),
        filename: output.slice(output.lastIndexOf("/") + 1),
        library: { type: format === "esm" ? "module" : "commonjs2" },
        asyncChunks: false,
        ...(format === "esm" && { module: true, chunkFormat: "module" }),
      },
      experiments: { outputModule: format === "esm" },
    };
    const stats = await new Promise<Stats>((resolve, reject) => {
      webpack(options, (error, result) => (error ? reject(error) : resolve(result)));
    });
    if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
  },
};

interface Stats {
  hasErrors(): boolean;
  toString(options: object): string;
}
