import type { Partitions } from "./partitions.ts";

const suffixesOf = new WeakMap<Partitions, readonly string[]>();

/** Whether a host is AWS's own: one below the DNS suffixes of its partitions. */
export function isAwsHost(host: string, partitions: Partitions): boolean {
  let suffixes = suffixesOf.get(partitions);
  if (!suffixes) {
    const { partitions: all } = partitions;
    suffixes = all.flatMap(({ outputs }) => [`.${outputs.dnsSuffix}`, `.${outputs.dualStackDnsSuffix}`]);
    suffixesOf.set(partitions, suffixes);
  }
  const name = host.replace(/:\d+$/, "");
  return suffixes.some((suffix) => name.endsWith(suffix));
}
