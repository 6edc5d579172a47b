import type { ServiceDefinition } from "../src/resource/definition.ts";
import { dynamodb } from "./dynamodb.ts";
import { s3 } from "./s3.ts";
import { sqs } from "./sqs.ts";

/** The resource definitions by the names of their services. */
export const definitions: Readonly<Record<string, ServiceDefinition>> = { dynamodb, s3, sqs };
