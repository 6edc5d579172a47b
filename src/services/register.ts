import { type Exceptions, exceptionsOf } from "../client/exceptions.ts";
import type { ServiceValue } from "../client/types.ts";
import { loadService, registerModel } from "../model/loader.ts";
import { providePackaged } from "../model/packaged.ts";
import type { EndpointRuleSet, ServiceModel } from "../model/types.ts";

/** What a service needs besides its model; the files of `models/shared/` that most services have in common. */
export interface SharedModels {
  readonly partitions: unknown;
  readonly defaults: unknown;
  /** Where the service's endpoint rules are shared ones. */
  readonly endpointRules?: EndpointRuleSet;
}

/**
 * Makes a service known to the library: what the module of a service (`tucuxi/rds`) does when it is imported, so that
 * a bundle holds the models of the services that it imports and of no others.
 */
export function registerService<Name extends string>(
  name: Name,
  model: ServiceModel,
  { partitions, defaults, endpointRules }: SharedModels,
): { readonly service: ServiceValue<Name>; readonly exceptions: Exceptions } {
  providePackaged("shared/partitions", partitions);
  providePackaged("shared/defaults", defaults);
  registerModel(name, model, endpointRules);
  return { service: { serviceName: name }, exceptions: exceptionsOf(loadService(name)) };
}
