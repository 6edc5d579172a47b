import type { ResolvedConfig } from "../client/options.ts";
import { ModelError } from "../errors/index.ts";
import type { Hooks } from "../hooks/hooks.ts";
import type { Service } from "../model/service.ts";
import { type Part, part } from "../part.ts";
import type { registerDiscovery } from "./common/discovery.ts";
import { recursionDetection } from "./common/recursionDetection.ts";
import type { ServiceCustomization } from "./customization.ts";

const registered = new Map<string, ServiceCustomization>();
const none: ServiceCustomization = {};

/** Endpoint discovery, which few services have. */
export const discovery: Part<typeof registerDiscovery> = part(
  () => new ModelError("This bundle has no endpoint discovery: none of its services has any."),
);

/** Makes a service's customization known, by its client's name. */
export function registerCustomization(service: string, customization: ServiceCustomization): void {
  registered.set(service, customization);
}

/** The customization of a service by its client's name; most services have none. */
export function customizationOf(service: string): ServiceCustomization {
  return registered.get(service) ?? none;
}

/** Other names that boto3 takes for a service. */
const otherNames: Readonly<Record<string, string>> = { "runtime.sagemaker": "sagemaker-runtime" };

/** The name by which a service is known here. */
export function serviceName(name: string): string {
  return Object.hasOwn(otherNames, name) ? otherNames[name]! : name;
}

/** What hooks are registered by. */
export interface Customized {
  readonly service: Service;
  readonly config: ResolvedConfig;
  /** The environment's variables, as they are now: Lambda changes them from event to event. */
  readonly variables: () => Readonly<Record<string, string | undefined>>;
}

/** Registers what the calls of a service do beyond its model, and what all services' calls do. */
export function registerCustomizations(hooks: Hooks, { service, config, variables }: Customized): void {
  customizationOf(service.name).hooks?.(hooks, config);
  if (discovery.isHere) discovery.get()(hooks, service, config);
  if (variables().AWS_LAMBDA_FUNCTION_NAME) hooks.register("beforeCall", recursionDetection(variables));
}
