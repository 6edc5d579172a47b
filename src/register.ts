import { type Exceptions, exceptionsOf } from "./client/exceptions.ts";
import type { ServiceValue } from "./client/types.ts";
import { loadService, registerModel } from "./model/loader.ts";
import { providePackaged } from "./model/packaged.ts";
import type { EndpointRuleSet, ServiceModel } from "./model/types.ts";
import { registerProtocol } from "./protocol/registry.ts";
import type { Protocol } from "./protocol/types.ts";
import type { ServiceDefinition } from "./resource/definition.ts";
import { type ResourceEngine, registerResourceEngine, registerResources } from "./resource/registry.ts";
import type { ServiceCustomization } from "./services/customization.ts";
import { registerCustomization } from "./services/registry.ts";
import type { ResourceExtension } from "./services/resourceExtension.ts";

/** What a service needs besides its model; the files of `models/shared/` that most services have in common. */
export interface SharedModels {
  readonly partitions: unknown;
  readonly defaults: unknown;
  /** Where the service's endpoint rules are shared ones. */
  readonly endpointRules?: EndpointRuleSet;
}

/** The code that a service's calls need, and that of its resources; each is an export of `tucuxi/parts`. */
export interface ServiceParts {
  readonly protocol?: object;
  readonly customization?: object;
  readonly definition?: object;
  readonly extension?: object;
  readonly createResource?: object;
}

/**
 * Makes a service known to the library: what the module of a service (`tucuxi/rds`) does when it is imported, so that
 * a bundle holds the models and the code of the services that it imports and of no others.
 */
export function registerService<Name extends string>(
  name: Name,
  model: ServiceModel,
  { partitions, defaults, endpointRules }: SharedModels,
  { protocol, customization, definition, extension, createResource }: ServiceParts = {},
): { readonly service: ServiceValue<Name>; readonly exceptions: Exceptions } {
  providePackaged("shared/partitions", partitions);
  providePackaged("shared/defaults", defaults);
  registerModel(name, model, endpointRules);
  if (protocol) registerProtocol(model.metadata.protocol, protocol as Protocol);
  if (customization) registerCustomization(name, customization as ServiceCustomization);
  if (definition)
    registerResources(name, () => definition as ServiceDefinition, extension as ResourceExtension | undefined);
  if (createResource) registerResourceEngine(createResource as ResourceEngine);
  return { service: { serviceName: name }, exceptions: exceptionsOf(loadService(name)) };
}
