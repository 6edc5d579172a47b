import type { ServiceDefinition } from "../src/resource/definition.ts";
import { cloudformation } from "./cloudformation.ts";
import { cloudwatch } from "./cloudwatch.ts";
import { dynamodb } from "./dynamodb.ts";
import { ec2 } from "./ec2.ts";
import { glacier } from "./glacier.ts";
import { iam } from "./iam.ts";
import { s3 } from "./s3.ts";
import { sns } from "./sns.ts";
import { sqs } from "./sqs.ts";

export {
  cloudformation as cloudformationDefinition,
  cloudwatch as cloudwatchDefinition,
  dynamodb as dynamodbDefinition,
  ec2 as ec2Definition,
  glacier as glacierDefinition,
  iam as iamDefinition,
  s3 as s3Definition,
  sns as snsDefinition,
  sqs as sqsDefinition,
};

/** The resource definitions by the names of their services. */
export const definitions: Readonly<Record<string, ServiceDefinition>> = {
  cloudformation,
  cloudwatch,
  dynamodb,
  ec2,
  glacier,
  iam,
  s3,
  sns,
  sqs,
};
