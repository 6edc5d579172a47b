import type { Service } from "../model/service.ts";
import { ResourceClasses } from "./classes.ts";
import type { ResourceClient } from "./client.ts";
import type { ServiceDefinition } from "./definition.ts";
import { SERVICE_RESOURCE } from "./describe.ts";
import { resourceDefinition, resourceExtension } from "./registry.ts";
import type { Resource } from "./resource.ts";

const classes = new WeakMap<Service, { readonly definition: ServiceDefinition; readonly classes: ResourceClasses }>();

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

/** The classes of a service's resources, built once for its model and definition. */
export function resourceClasses(service: Service, definition: ServiceDefinition): ResourceClasses {
  const known = classes.get(service);
  if (known?.definition === definition) return known.classes;
  const built = new ResourceClasses(service, definition, resourceExtension(service.name));
  classes.set(service, { definition, classes: built });
  return built;
}
