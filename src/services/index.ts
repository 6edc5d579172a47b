import type { ResolvedConfig } from "../client/options.ts";
import type { Hooks } from "../hooks/hooks.ts";
import type { Service } from "../model/service.ts";
import { apigateway } from "./apigateway/customization.ts";
import { autoscaling } from "./autoscaling/customization.ts";
import { cloudformation } from "./cloudformation/customization.ts";
import { cloudsearchdomain } from "./cloudsearchdomain/customization.ts";
import { cloudwatch } from "./cloudwatch/customization.ts";
import { registerDiscovery } from "./common/discovery.ts";
import { recursionDetection } from "./common/recursionDetection.ts";
import type { ServiceCustomization } from "./customization.ts";
import { docdb } from "./docdb/customization.ts";
import { dsql } from "./dsql/customization.ts";
import { dynamodb } from "./dynamodb/customization.ts";
import { ec2 } from "./ec2/customization.ts";
import { glacier } from "./glacier/customization.ts";
import { iam } from "./iam/customization.ts";
import { logs } from "./logs/customization.ts";
import { machinelearning } from "./machinelearning/customization.ts";
import { mturk } from "./mturk/customization.ts";
import { neptune } from "./neptune/customization.ts";
import { polly } from "./polly/customization.ts";
import { rds } from "./rds/customization.ts";
import { route53 } from "./route53/customization.ts";
import { s3 } from "./s3/customization.ts";
import { s3control } from "./s3control/customization.ts";
import { signin } from "./signin/customization.ts";
import { socialmessaging } from "./socialmessaging/customization.ts";
import { ssoOidc } from "./sso-oidc/customization.ts";
import { sts } from "./sts/customization.ts";

export type { ServiceCustomization } from "./customization.ts";

const customizations: Readonly<Record<string, ServiceCustomization>> = {
  apigateway,
  autoscaling,
  cloudformation,
  cloudsearchdomain,
  cloudwatch,
  docdb,
  dsql,
  dynamodb,
  ec2,
  glacier,
  iam,
  logs,
  machinelearning,
  mturk,
  neptune,
  polly,
  rds,
  route53,
  s3,
  s3control,
  signin,
  socialmessaging,
  "sso-oidc": ssoOidc,
  sts,
};

const none: ServiceCustomization = {};

/** The customization of a service by its client's name; most services have none. */
export function customizationOf(service: string): ServiceCustomization {
  return Object.hasOwn(customizations, service) ? customizations[service]! : none;
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
  registerDiscovery(hooks, service, config);
  if (variables().AWS_LAMBDA_FUNCTION_NAME) hooks.register("beforeCall", recursionDetection(variables));
}
