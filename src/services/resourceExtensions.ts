import { dynamodbResources } from "./dynamodb/resources.ts";
import { iamResources } from "./iam/resources.ts";
import type { ResourceExtension } from "./resourceExtension.ts";
import { s3Resources } from "./s3/resources.ts";

export { dynamodbResources, iamResources, s3Resources };

/** What services add to their resources, by the services' names. */
export const resourceExtensions: Readonly<Record<string, ResourceExtension>> = {
  dynamodb: dynamodbResources,
  iam: iamResources,
  s3: s3Resources,
};
