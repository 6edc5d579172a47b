import * as parts from "./bring.ts";
import { protocols } from "./protocol/index.ts";
import { registerProtocol } from "./protocol/registry.ts";
import type { ServiceDefinition } from "./resource/definition.ts";
import { registerResourceEngine, registerResources } from "./resource/registry.ts";
import { createServiceResource } from "./resource/serviceResource.ts";
import { customizations } from "./services/index.ts";
import { registerCustomization } from "./services/registry.ts";
import { resourceExtensions } from "./services/resourceExtensions.ts";

/**
 * Makes all that the library has known: what an import of it does where it is not bundled. `definitionOf` reads the
 * definition of a service's resources, when it is first asked for.
 */
export function registerEverything(
  withResources: readonly string[],
  definitionOf: (service: string) => ServiceDefinition,
): void {
  for (const [name, protocol] of Object.entries(protocols)) registerProtocol(name, protocol);
  for (const [name, customization] of Object.entries(customizations)) registerCustomization(name, customization);
  for (const name of withResources) registerResources(name, () => definitionOf(name), resourceExtensions[name]);
  registerResourceEngine(createServiceResource);
  for (const bring of Object.values(parts)) bring();
}
