import { calls, waiters } from "./client/parts.ts";
import { handlerOnUse } from "./http/handlerOnUse.ts";
import { defaultHandler } from "./http/parts.ts";
import {
  bringCustomModels,
  bringDiscovery,
  bringHttp2,
  bringJmespath,
  bringLogin,
  bringPaginators,
  bringRoles,
  bringSso,
} from "./partsForClients.ts";
import type { ServiceDefinition } from "./resource/definition.ts";
import { registerResourceEngine, registerResources } from "./resource/registry.ts";
import { createServiceResource } from "./resource/serviceResource.ts";
import { customizations } from "./services/index.ts";
import { registerCustomization } from "./services/registry.ts";
import { resourceExtensions } from "./services/resourceExtensions.ts";

/**
 * Makes all that the library has known: what an import of it does where it is not bundled. `definitionOf` reads the
 * definition of a service's resources, when it is first asked for. What only calls need is read with the first call.
 */
export function registerEverything(
  withResources: readonly string[],
  definitionOf: (service: string) => ServiceDefinition,
): void {
  for (const [name, customization] of Object.entries(customizations)) registerCustomization(name, customization);
  for (const name of withResources) registerResources(name, () => definitionOf(name), resourceExtensions[name]);
  registerResourceEngine(createServiceResource);
  for (const bring of [bringCustomModels, bringDiscovery, bringHttp2, bringJmespath, bringPaginators]) bring();
  for (const bring of [bringLogin, bringRoles, bringSso]) bring();
  const code = () => import("./calls.ts");
  const nodeHandler = async () => (await code()).nodeHttpHandler;
  calls.provide(code);
  waiters.provide(async () => (await code()).waitUntil);
  defaultHandler.provide(() => (options) => handlerOnUse(nodeHandler, options));
}
