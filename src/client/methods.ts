import { didYouMean, UnknownNameError } from "../errors/index.ts";
import { methodName } from "../model/names.ts";
import type { Service } from "../model/service.ts";

const mappings = new WeakMap<Service, Readonly<Record<string, string>>>();

/** A service's methods and the operations that they call: `{ listObjectsV2: "ListObjectsV2", … }`. */
export function methodToApiMapping(service: Service): Readonly<Record<string, string>> {
  const known = mappings.get(service);
  if (known) return known;
  const mapping = Object.fromEntries(service.operationNames.map((name) => [methodName(name), name]));
  mappings.set(service, mapping);
  return mapping;
}

/** The operation that a method calls. Throws `UnknownNameError`, which names the nearest methods. */
export function operationNameOf(service: Service, method: string): string {
  const mapping = methodToApiMapping(service);
  if (Object.hasOwn(mapping, method)) return mapping[method]!;
  throw new UnknownNameError(
    `${service.name} has no operation "${method}".${didYouMean(method, Object.keys(mapping))}`,
  );
}
