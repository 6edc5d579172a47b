import type { Service } from "../model/service.ts";
import type { ResourceClient } from "./client.ts";
import type { ServiceDefinition } from "./definition.ts";
import { SERVICE_RESOURCE } from "./describe.ts";
import { resourceClasses, resourceDefinition } from "./registry.ts";
import type { Resource } from "./resource.ts";

export { BatchError, type BatchFailure } from "./batch.ts";
export { data, identifier, type ResourceDefinition, type ServiceDefinition } from "./definition.ts";
export { extendResource } from "./extensions.ts";
export { defineResource, getAvailableResources } from "./registry.ts";
export { Resource } from "./resource.ts";

/**
 * The service resource over a client, as `session.resource(name)` gives it: no call is made. Throws `UnknownNameError`
 * where the service has no resources. boto3: `session.resource`.
 */
export function createServiceResource(
  client: ResourceClient,
  service: Service,
  definition: ServiceDefinition = resourceDefinition(service.name),
): Resource {
  const ServiceResource = resourceClasses(service, definition).classOf(SERVICE_RESOURCE);
  return new ServiceResource(client, undefined, []);
}
