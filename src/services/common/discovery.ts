import type { ResolvedConfig } from "../../client/options.ts";
import { EndpointError } from "../../errors/index.ts";
import type { HookStages, Hooks } from "../../hooks/hooks.ts";
import type { Service } from "../../model/service.ts";
import type { SerializedRequest } from "../../protocol/types.ts";

interface Discovering {
  /** The operation that names the endpoints of the others. */
  readonly asking: readonly string[];
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const known = new WeakMap<Service, Discovering>();

/**
 * Endpoint discovery, where a service has it: always for the operations that require it, for the others where
 * `endpointDiscoveryEnabled` is true. A custom endpoint is the last word.
 */
export function registerDiscovery(hooks: Hooks, service: Service, config: ResolvedConfig): void {
  const { asking, required, optional } = discoveringOf(service);
  if (asking.length === 0) return;
  const { apiVersion } = service.metadata;
  const nameVersion = (event: { readonly request: SerializedRequest; readonly presigning?: true }): void => {
    if (!event.presigning) event.request.headers["x-amz-api-version"] = apiVersion;
  };
  hooks.register("beforeCall", nameVersion, { operation: asking });
  if (config.endpoint !== undefined) return;
  const enabled = config.endpointDiscoveryEnabled;
  if (enabled === false) {
    hooks.register("beforeCall", refuse, { operation: required });
    return;
  }
  const operation = enabled === true ? [...required, ...optional] : required;
  if (operation.length === 0) return;
  const discovery = () => import("./endpointDiscovery.ts");
  // Where a service is today says nothing of where it is when a URL is used, and for a URL nothing is sent.
  const discover: HookStages["endpointResolved"] = async (event) =>
    event.presigning ? undefined : (await discovery()).discoverEndpoint(event);
  hooks.register("endpointResolved", discover, { operation });
  hooks.register("needsRetry", async (event) => (await discovery()).forgetEndpoint(event), { operation });
}

function refuse({ operation }: { readonly operation: { readonly name: string } }): never {
  throw new EndpointError(
    `${operation.name} must be sent where the service says: leave \`endpointDiscoveryEnabled\` out, or set it to true.`,
  );
}

function discoveringOf(service: Service): Discovering {
  const found = known.get(service);
  if (found) return found;
  const operations = Object.entries(service.model.operations);
  const names = (fits: (traits: (typeof operations)[number][1]) => boolean | undefined) =>
    operations.filter(([, traits]) => fits(traits)).map(([name]) => name);
  const made = {
    asking: names(({ endpointoperation }) => endpointoperation),
    required: names(({ endpointdiscovery }) => endpointdiscovery?.required),
    optional: names(({ endpointdiscovery }) => endpointdiscovery && !endpointdiscovery.required),
  };
  known.set(service, made);
  return made;
}
