import { calls } from "./client/parts.ts";
import { OperationPlan } from "./client/plan.ts";
import type { ServiceValue } from "./client/types.ts";
import { nodeHttpHandler } from "./http/node.ts";
import { defaultHandler } from "./http/parts.ts";
import { lazyModel } from "./model/lazyModel.ts";
import { loadService, registerModel } from "./model/loader.ts";
import { providePackaged } from "./model/packaged.ts";
import { registerProtocol } from "./protocol/registry.ts";
import type { Protocol } from "./protocol/types.ts";
import type { ServiceDefinition } from "./resource/definition.ts";
import { type ResourceEngine, registerResourceEngine, registerResources } from "./resource/registry.ts";
import type { ServiceCustomization } from "./services/customization.ts";
import { registerCustomization } from "./services/registry.ts";
import type { ResourceExtension } from "./services/resourceExtension.ts";

export { exceptionClass } from "./client/exceptions.ts";

/** The code that a service's calls need, and that of its resources; each is an export of `tucuxi/parts`. */
export interface ServiceParts {
  readonly protocol?: object;
  readonly customization?: object;
  /** The text of the definition of its resources. */
  readonly definition?: string;
  readonly extension?: object;
  readonly createResource?: object;
  /** What else of the library its operations can need. */
  readonly brings?: readonly object[];
}

/**
 * Makes a service known to the library: what the module of a service (`tucuxi/rds`) does when it is imported, so that
 * a bundle holds the models and the code of the services that it imports and of no others. `model` is the text of the
 * model, `files` the texts of the other files of `models/` that it takes, by their names there (`shared/partitions`).
 */
export function registerService<Name extends string>(
  name: Name,
  model: string,
  files: Readonly<Record<string, string>>,
  { protocol, customization, definition, extension, createResource, brings = [] }: ServiceParts = {},
): ServiceValue<Name> {
  calls.provide(() => ({ OperationPlan }));
  defaultHandler.provide(() => nodeHttpHandler);
  for (const [file, text] of Object.entries(files)) providePackaged(file, text);
  registerModel(name, lazyModel(model));
  if (protocol) registerProtocol(loadService(name).metadata.protocol, protocol as Protocol);
  if (customization) registerCustomization(name, customization as ServiceCustomization);
  if (definition !== undefined) {
    const read = () => JSON.parse(definition) as ServiceDefinition;
    registerResources(name, read, extension as ResourceExtension | undefined);
  }
  if (createResource) registerResourceEngine(createResource as ResourceEngine);
  for (const bring of brings as readonly (() => void)[]) bring();
  return { serviceName: name };
}
