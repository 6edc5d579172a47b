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
