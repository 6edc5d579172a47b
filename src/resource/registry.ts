import { didYouMean, ResourceError, UnknownNameError } from "../errors/index.ts";
import type { Service } from "../model/service.ts";
import type { ResourceExtension } from "../services/resourceExtension.ts";
import type { ResourceClient } from "./client.ts";
import type { ServiceDefinition } from "./definition.ts";
import type { Resource } from "./resource.ts";

/** Makes the service resource over a client: the code of all resources, which a bundle without any leaves out. */
export type ResourceEngine = (client: ResourceClient, service: Service) => Resource;

const defined = new Map<string, ServiceDefinition>();
/** Definitions that are read when they are first asked for. */
const unread = new Map<string, () => ServiceDefinition>();
const extensions = new Map<string, ResourceExtension>();
const ours = new Set<string>();
let engine: ResourceEngine | undefined;

export function registerResourceEngine(create: ResourceEngine): void {
  engine = create;
}

/** Makes the library's own resources of a service known, and what they have beyond their definition. */
export function registerResources(
  service: string,
  definition: () => ServiceDefinition,
  extension?: ResourceExtension,
): void {
  // A service's module may come after all that the library has, whose files a bundle cannot read, and after what users
  // defined. What was read stays.
  if (ours.has(service) && !unread.has(service)) return;
  ours.add(service);
  unread.set(service, definition);
  if (extension) extensions.set(service, extension);
}

/** The services that have resources, in alphabetical order. boto3: `get_available_resources`. */
export function getAvailableResources(): string[] {
  return [...new Set([...defined.keys(), ...unread.keys()])].sort();
}

/** Adds to what is defined of a service. Throws `ResourceError` where a name is taken. */
export function addDefinition(service: string, definition: ServiceDefinition): void {
  const before = knownDefinition(service);
  if (!before) {
    defined.set(service, definition);
    return;
  }
  defined.set(service, {
    actions: merge(service, "action", before.actions, definition.actions),
    collections: merge(service, "collection", before.collections, definition.collections),
    has: merge(service, "factory", before.has, definition.has),
    resources: merge(service, "resource", before.resources, definition.resources),
  });
}

function merge<T>(
  service: string,
  what: string,
  before: Readonly<Record<string, T>> = {},
  more: Readonly<Record<string, T>> = {},
) {
  const taken = Object.keys(more).find((name) => Object.hasOwn(before, name));
  if (taken !== undefined)
    throw new ResourceError(`${service} has a ${what} ${taken} already; give the new one another name.`);
  return { ...before, ...more };
}

/** The definition of a service's resources. Throws `UnknownNameError` that tells which services have some. */
export function resourceDefinition(service: string): ServiceDefinition {
  const definition = knownDefinition(service);
  if (definition) return definition;
  const available = getAvailableResources();
  const here =
    available.length > 0 ? available.join(", ") : `none here; a bundle has those of import "tucuxi/${service}"`;
  throw new UnknownNameError(
    `There are no resources for the service "${service}".${didYouMean(service, available)} ` +
      `There are for ${here}; \`defineResource\` makes more. Every service has a client: client("${service}").`,
  );
}

/** The definition of a service's resources; `undefined` where there is none, or none yet. */
export function knownDefinition(service: string): ServiceDefinition | undefined {
  const read = unread.get(service);
  if (read) {
    unread.delete(service);
    addDefinition(service, read());
  }
  return defined.get(service);
}

export function resourceExtension(service: string): ResourceExtension | undefined {
  return extensions.get(service);
}

/** What makes a service's resource. Throws `UnknownNameError` for a service that has no resources. */
export function resourceEngine(service: string): ResourceEngine {
  resourceDefinition(service);
  // Whoever defines resources registers it.
  return engine!;
}
