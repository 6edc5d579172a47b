import type { ServiceCustomization } from "./customization.ts";
import { s3 } from "./s3/customization.ts";
import { sts } from "./sts/customization.ts";

export type { ServiceCustomization } from "./customization.ts";

const customizations: Readonly<Record<string, ServiceCustomization>> = { s3, sts };

/** The customization of a service by its client's name; most services have none. */
export function customizationOf(service: string): ServiceCustomization {
  return Object.hasOwn(customizations, service) ? customizations[service]! : {};
}
