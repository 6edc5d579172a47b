import { didYouMean, ResourceError, UnknownNameError } from "../errors/index.ts";
import { SERVICE_RESOURCE } from "./describe.ts";
import { knownDefinition } from "./registry.ts";

/** Whoever builds classes, and hears of members that come later. */
type Listener = (resource: string, members: PropertyDescriptorMap) => void;

const added = new Map<string, { resource: string; members: PropertyDescriptorMap }[]>();
const listeners = new Map<string, Set<WeakRef<{ readonly extend: Listener }>>>();

/**
 * Adds methods and getters to a resource's class, of every session, for those that are there already as well. A name
 * that the class has must not be taken. `ServiceResource` is what `session.resource` gives. boto3: the event
 * `creating-resource-class`.
 *
 * @example
 * import type { Object as S3Object } from "tucuxi/s3";
 * extendResource<S3Object>("s3", "Object", {
 *   get extension() {
 *     return this.key.split(".").at(-1);
 *   },
 * });
 */
export function extendResource<This>(service: string, resource: string, members: object & ThisType<This>): void {
  checkResource(service, resource);
  const descriptors = Object.getOwnPropertyDescriptors(members);
  for (const listener of listenersOf(service)) listener.extend(resource, descriptors);
  const before = added.get(service);
  if (before) before.push({ resource, members: descriptors });
  else added.set(service, [{ resource, members: descriptors }]);
}

/** Members of a resource that does not exist would never be seen. */
function checkResource(service: string, resource: string): void {
  const definition = knownDefinition(service);
  if (!definition || resource === SERVICE_RESOURCE || Object.hasOwn(definition.resources, resource)) return;
  const suggestion = didYouMean(resource, Object.keys(definition.resources));
  throw new UnknownNameError(
    `${service} has no resource ${resource}.${suggestion} Resources of your own are defined first.`,
  );
}

/** Tells `listener` of later members of the service's classes, as long as it lives. */
export function onExtend(service: string, listener: { readonly extend: Listener }): void {
  const known = listeners.get(service) ?? new Set();
  known.add(new WeakRef(listener));
  listeners.set(service, known);
}

/** What was added so far, the earliest first. */
export function addedMembers(service: string, resource: string): PropertyDescriptorMap[] {
  return (added.get(service) ?? []).filter((each) => each.resource === resource).map(({ members }) => members);
}

function* listenersOf(service: string): Generator<{ readonly extend: Listener }> {
  const known = listeners.get(service);
  for (const reference of known ?? []) {
    const listener = reference.deref();
    if (listener) yield listener;
    else known!.delete(reference);
  }
}

/** Puts members on a prototype, where they can be spied on and replaced. Throws where one would hide another. */
export function addMembers(prototype: object, label: string, members: PropertyDescriptorMap): void {
  for (const name of Object.keys(members)) {
    if (name in prototype)
      throw new ResourceError(`${label} has a member ${name} already; give the new one another name.`);
  }
  replaceMembers(prototype, members);
}

export function replaceMembers(prototype: object, members: PropertyDescriptorMap): void {
  for (const [name, descriptor] of Object.entries(members)) {
    Object.defineProperty(prototype, name, { ...descriptor, enumerable: false, configurable: true });
  }
}
