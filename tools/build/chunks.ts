/** As much as is used of what a bundler knows of a module. */
interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** Modules that are files of their own: the package's entries, and what they alone are made of. */
const entries = /\/src\/(?:platform\/|(?:node|everything|calls|parts|register)\.ts$|services\/dynamodb\/index\.ts$)/;

/**
 * Chunks of what bundlers could not leave out of a program that needs others of a chunk, for it has classes that do
 * something when they are read.
 */
const ownChunks: Readonly<Record<string, RegExp>> = {
  dynamodb: /\/src\/services\/(?:dynamodb\/(?!customization|bodyChecksum)|resourceExtensions\.ts)/,
  resources: /\/src\/resource\/(?!registry)/,
};

/**
 * The chunk of a module: `core` is what `import "tucuxi"` reads, `calls` what the first call reads. Each is one file, for
 * each further one costs the time of a thousand lines. What is loaded on use (`import()`) is divided by who needs it.
 */
export function chunkOf(id: string, modules: Modules): string | undefined {
  if (!id.includes("/src/") || entries.test(id)) return undefined;
  const own = Object.keys(ownChunks).find((name) => ownChunks[name]!.test(id));
  if (own !== undefined) return own;
  const root = id.slice(0, id.indexOf("/src/"));
  if (reach(`${root}/src/node.ts`, modules).has(id)) return "core";
  return reach(`${root}/src/calls.ts`, modules).has(id) ? "calls" : undefined;
}

const reached = new Map<string, ReadonlySet<string>>();

/** The modules that a module imports, directly or not, other than by `import()`. */
function reach(entry: string, modules: Modules): ReadonlySet<string> {
  const known = reached.get(entry);
  if (known) return known;
  const found = new Set([entry]);
  for (const id of found) for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  reached.set(entry, found);
  return found;
}
