import type { ResourceExtension } from "../resourceExtension.ts";
import { readOutput, writeInput } from "./operations.ts";
import { tableMembers } from "./table.ts";

/** What DynamoDB's resources have or do beyond their definitions. */
export const dynamodbResources: ResourceExtension = {
  members: { Table: tableMembers },
  // The service's own calls (`batchGetItem`, `batchWriteItem`) have native values as well.
  transform: {
    input: (operation, input) => writeInput(operation, input, {}),
    output: (operation, output) => readOutput(operation, output, {}),
  },
};
