import type { ServiceDefinition } from "../src/resource/definition.ts";

export const cloudformation: ServiceDefinition = {
  actions: { createStack: { call: "CreateStack", one: "Stack" } },
  collections: { stacks: { call: "DescribeStacks", each: "Stack", path: "Stacks[]" } },
  resources: {
    Event: {
      identifiers: { id: "EventId" },
      shape: "StackEvent",
    },
    Stack: {
      identifiers: { name: "StackName" },
      shape: "Stack",
      absent: { code: "ValidationError", message: "does not exist" },
      load: { call: "DescribeStacks", path: "Stacks[0]" },
      actions: { cancelUpdate: "CancelUpdateStack", delete: "DeleteStack", update: "UpdateStack" },
      has: { Resource: "StackResource" },
      collections: {
        events: { call: "DescribeStackEvents", each: "Event", path: "StackEvents[]" },
        resourceSummaries: {
          call: "ListStackResources",
          each: "StackResourceSummary",
          path: "StackResourceSummaries[]",
        },
      },
    },
    StackResource: {
      identifiers: { stackName: "StackName", logicalId: "LogicalResourceId" },
      shape: "StackResourceDetail",
      absent: { code: "ValidationError", message: "does not exist" },
      load: { call: "DescribeStackResource", path: "StackResourceDetail" },
      has: { Stack: "Stack" },
    },
    StackResourceSummary: {
      identifiers: { stackName: "StackName", logicalId: "LogicalResourceId" },
      shape: "StackResourceSummary",
      has: { Resource: "StackResource" },
    },
  },
};
