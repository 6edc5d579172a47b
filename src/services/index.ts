import type { ServiceCustomization } from "./customization.ts";
import { dsql } from "./dsql/customization.ts";
import { polly } from "./polly/customization.ts";
import { rds } from "./rds/customization.ts";
import { s3 } from "./s3/customization.ts";
import { s3control } from "./s3control/customization.ts";
import { sts } from "./sts/customization.ts";

export type { ServiceCustomization } from "./customization.ts";

const customizations: Readonly<Record<string, ServiceCustomization>> = { dsql, polly, rds, s3, s3control, sts };

/** The customization of a service by its client's name; most services have none. */
export function customizationOf(service: string): ServiceCustomization {
  return Object.hasOwn(customizations, service) ? customizations[service]! : {};
}
