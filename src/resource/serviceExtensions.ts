import { dynamodbResources } from "../services/dynamodb/resources.ts";
import { iamResources } from "../services/iam/resources.ts";
import type { ResourceExtension } from "../services/resourceExtension.ts";
import { s3Resources } from "../services/s3/resources.ts";

/** What services add to their resources, by the services' names. */
export const serviceExtensions: Readonly<Record<string, ResourceExtension>> = {
  dynamodb: dynamodbResources,
  iam: iamResources,
  s3: s3Resources,
};
