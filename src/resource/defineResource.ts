import type { ServiceValue } from "../client/types.ts";
import type { ServiceDefinition } from "./definition.ts";
import { addDefinition, registerResourceEngine } from "./registry.ts";
import { createServiceResource } from "./serviceResource.ts";
import type { DefinedService, UntypedResource } from "./types.ts";

/**
 * Defines resources of a service, in the form that the library's own have, over the models that it ships or that were
 * loaded. Resources that the service has already are kept; what is new comes beside them. It is checked against the
 * model when the service's resource is made.
 *
 * Gives the service as a value for `session.resource`, whose service resource is of the type that is named here.
 *
 * @example
 * interface Cluster extends BaseResource {
 *   readonly arn: string;
 *   delete(): Promise<unknown>;
 * }
 * const ecs = defineResource<{ Cluster(arn: string): Cluster }>("ecs", {
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
 * await session.resource(ecs).Cluster("arn:aws:ecs:eu-west-1:123456789012:cluster/web").delete();
 */
export function defineResource<ServiceResource = UntypedResource>(
  service: string | ServiceValue,
  definition: ServiceDefinition,
): DefinedService<ServiceResource> {
  const serviceName = typeof service === "string" ? service : service.serviceName;
  addDefinition(serviceName, definition);
  registerResourceEngine(createServiceResource);
  return { serviceName };
}
