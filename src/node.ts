/** `tucuxi` where it is not bundled: every service at hand. A bundler gets `index.ts`, which has none by itself. */
import { registerEverything } from "./everything.ts";
import { readDefinition } from "./model/packaged.ts";
import type { ServiceDefinition } from "./resource/definition.ts";

registerEverything(SERVICES_WITH_RESOURCES, (service) => readDefinition(service) as ServiceDefinition);

export * from "./index.ts";

/** Put in by the build: the names of what is in `definitions/`. */
declare const SERVICES_WITH_RESOURCES: readonly string[];
