import type { ResourceExtension } from "../resourceExtension.ts";
import { serviceMembers } from "./service.ts";
import { tableMembers } from "./table.ts";

/** What DynamoDB's resources have or do beyond their definitions. boto3: `boto3.dynamodb`. */
export const dynamodbResources: ResourceExtension = {
  members: { ServiceResource: serviceMembers, Table: tableMembers },
};
