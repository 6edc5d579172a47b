import type { ServiceModel } from "../../src/model/types.ts";

/** What a service's generated types and values are called. */
export interface ServiceNames {
  /** The name that makes its client: `cognito-idp`. */
  readonly service: string;
  /** Begins its types' names, as in the official SDK: `CognitoIdentityProvider`. */
  readonly type: string;
  /** The service as a value: `cognitoIdp`. */
  readonly value: string;
  /** AWS's own name for people: `Amazon Cognito Identity Provider`. */
  readonly fullName: string;
  /** `CognitoIdentityProvider` as exceptions are known by it. */
  readonly serviceId: string;
  /** Where the API reference knows the service: `cognito-idp-2016-04-18`. */
  readonly reference: string;
}

export function serviceNames(service: string, { metadata }: ServiceModel): ServiceNames {
  return {
    service,
    type: metadata.serviceId.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase()),
    value: service.replace(/-([a-z0-9])/g, (_, first: string) => first.toUpperCase()),
    fullName: metadata.serviceFullName,
    serviceId: metadata.serviceId,
    reference: `${referenceNames[service] ?? service}-${metadata.apiVersion}`,
  };
}

/** The address of an operation's or a shape's page in the AWS API reference. */
export function referencePage(names: ServiceNames, name: string): string {
  return `https://docs.aws.amazon.com/goto/WebAPI/${names.reference}/${name}`;
}

/** The names that the API reference has for services where they are not the service's own (botocore: `uid`). */
const referenceNames: Readonly<Record<string, string>> = {
  applicationcostprofiler: "AWSApplicationCostProfiler",
  cloudwatch: "monitoring",
  "ds-data": "directory-service-data",
  dynamodbstreams: "streams-dynamodb",
  efs: "elasticfilesystem",
  elb: "elasticloadbalancing",
  elbv2: "elasticloadbalancingv2",
  emr: "elasticmapreduce",
  events: "eventbridge",
  "finspace-data": "finspace",
  "lex-runtime": "runtime.lex",
  "lexv2-models": "models.lex.v2",
  "lexv2-runtime": "runtime.lex.v2",
  "marketplace-entitlement": "entitlement.marketplace",
  mgh: "AWSMigrationHub",
  mturk: "mturk-requester",
  "sagemaker-runtime": "runtime.sagemaker",
  "servicecatalog-appregistry": "AWS242AppRegistry",
  ses: "email",
  "sms-voice": "pinpoint-sms-voice",
  stepfunctions: "states",
};
