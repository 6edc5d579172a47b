import type { ServiceDefinition } from "./definition.ts";
import { addDefinition, registerResourceEngine } from "./registry.ts";
import { createServiceResource } from "./serviceResource.ts";

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
  addDefinition(service, definition);
  registerResourceEngine(createServiceResource);
}
