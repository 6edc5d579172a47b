import { definitions } from "../../definitions/index.ts";
import { didYouMean, ResourceError, UnknownNameError } from "../errors/index.ts";
import type { Service } from "../model/service.ts";
import { ResourceClasses } from "./classes.ts";
import type { ServiceDefinition } from "./definition.ts";
import { serviceExtensions } from "./serviceExtensions.ts";

const defined = new Map<string, ServiceDefinition>(Object.entries(definitions));
const classes = new WeakMap<Service, { readonly definition: ServiceDefinition; readonly classes: ResourceClasses }>();

/** The services that have resources, in alphabetical order. boto3: `get_available_resources`. */
export function getAvailableResources(): string[] {
  return [...defined.keys()].sort();
}

/**
 * Defines resources of a service, in the form that the library's own have, over the models that it ships or that were
 * loaded. Resources that the service has already are kept; what is new comes beside them. It is checked against the
 * model when the service's resource is made.
 *
 * @example
 * defineResource("ecs", {
 *   collections: { clusters: { call: "ListClusters", each: "Cluster", from: "clusterArns[]" } },
 *   resources: {
 *     Cluster: {
 *       identifiers: { arn: ["cluster", "clusters[]"] },
 *       shape: "Cluster",
 *       load: { call: "DescribeClusters", path: "clusters[0]" },
 *       actions: { delete: "DeleteCluster" },
 *     },
 *   },
 * });
 */
export function defineResource(service: string, definition: ServiceDefinition): void {
  const before = defined.get(service);
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
  const definition = defined.get(service);
  if (definition) return definition;
  const available = getAvailableResources();
  throw new UnknownNameError(
    `There are no resources for the service "${service}".${didYouMean(service, available)} ` +
      `There are for ${available.join(", ")}; \`defineResource\` makes more. Every service has a client: client("${service}").`,
  );
}

/** The classes of a service's resources, built once for its model and definition. */
export function resourceClasses(service: Service, definition: ServiceDefinition): ResourceClasses {
  const known = classes.get(service);
  if (known?.definition === definition) return known.classes;
  const built = new ResourceClasses(service, definition, serviceExtensions[service.name]);
  classes.set(service, { definition, classes: built });
  return built;
}
