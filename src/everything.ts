import { definitions } from "../definitions/index.ts";
import { protocols } from "./protocol/index.ts";
import { registerProtocol } from "./protocol/registry.ts";
import { registerResourceEngine, registerResources } from "./resource/registry.ts";
import { createServiceResource } from "./resource/serviceResource.ts";
import { customizations } from "./services/index.ts";
import { registerCustomization } from "./services/registry.ts";
import { resourceExtensions } from "./services/resourceExtensions.ts";

/** Makes all that the library has known: what an import of it does where it is not bundled. */
export function registerEverything(): void {
  for (const [name, protocol] of Object.entries(protocols)) registerProtocol(name, protocol);
  for (const [name, customization] of Object.entries(customizations)) registerCustomization(name, customization);
  for (const [name, definition] of Object.entries(definitions)) {
    registerResources(name, definition, resourceExtensions[name]);
  }
  registerResourceEngine(createServiceResource);
}
