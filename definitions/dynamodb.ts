import type { ServiceDefinition } from "../src/resource/definition.ts";

export const dynamodb: ServiceDefinition = {
  actions: {
    batchGetItem: "BatchGetItem",
    batchWriteItem: "BatchWriteItem",
    createTable: { call: "CreateTable", one: "Table", path: "TableDescription" },
  },
  collections: { tables: { call: "ListTables", each: "Table", from: "TableNames[]" } },
  resources: {
    Table: {
      identifiers: { name: "TableName" },
      shape: "TableDescription",
      load: { call: "DescribeTable", path: "Table" },
      actions: {
        delete: "DeleteTable",
        deleteItem: "DeleteItem",
        getItem: "GetItem",
        putItem: "PutItem",
        query: "Query",
        scan: "Scan",
        update: { call: "UpdateTable", one: "Table", path: "TableDescription" },
        updateItem: "UpdateItem",
      },
      waiters: { exists: "TableExists", notExists: "TableNotExists" },
    },
  },
};
