import { data, identifier, type ServiceDefinition } from "../src/resource/definition.ts";

/** SQS gives a token for the next page only where a number is asked for; else it stops at 1,000 queues. */
const everyPage = { MaxResults: 1000 };

export const sqs: ServiceDefinition = {
  actions: {
    createQueue: { call: "CreateQueue", one: "Queue" },
    getQueueByName: { call: "GetQueueUrl", one: "Queue" },
  },
  collections: { queues: { call: "ListQueues", with: everyPage, each: "Queue", from: "QueueUrls[]" } },
  resources: {
    Queue: {
      identifiers: { url: "QueueUrl" },
      shape: "GetQueueAttributesResult",
      load: { call: "GetQueueAttributes", with: { AttributeNames: ["All"] } },
      actions: {
        addPermission: "AddPermission",
        changeMessageVisibilityBatch: "ChangeMessageVisibilityBatch",
        delete: "DeleteQueue",
        deleteMessages: "DeleteMessageBatch",
        purge: "PurgeQueue",
        receiveMessages: { call: "ReceiveMessage", each: "Message", path: "Messages[]" },
        removePermission: "RemovePermission",
        sendMessage: "SendMessage",
        sendMessages: "SendMessageBatch",
        setAttributes: "SetQueueAttributes",
      },
      has: { Message: "Message" },
      collections: {
        deadLetterSourceQueues: {
          call: "ListDeadLetterSourceQueues",
          with: everyPage,
          each: "Queue",
          from: "queueUrls[]",
          identifiers: { url: "@" },
        },
      },
    },
    Message: {
      identifiers: { queueUrl: "QueueUrl", receiptHandle: "ReceiptHandle" },
      shape: "Message",
      actions: { changeVisibility: "ChangeMessageVisibility", delete: "DeleteMessage" },
      batch: {
        delete: {
          call: "DeleteMessageBatch",
          with: { Entries: [{ Id: data("MessageId"), ReceiptHandle: identifier("receiptHandle") }] },
          limit: 10,
          failed: "Failed[]",
        },
      },
      has: { Queue: "Queue" },
    },
  },
};
