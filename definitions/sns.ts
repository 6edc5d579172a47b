import type { ServiceDefinition } from "../src/resource/definition.ts";

export const sns: ServiceDefinition = {
  actions: {
    createPlatformApplication: { call: "CreatePlatformApplication", one: "PlatformApplication" },
    createTopic: { call: "CreateTopic", one: "Topic" },
  },
  collections: {
    platformApplications: {
      call: "ListPlatformApplications",
      each: "PlatformApplication",
      from: "PlatformApplications[]",
    },
    subscriptions: { call: "ListSubscriptions", each: "Subscription", from: "Subscriptions[]" },
    topics: { call: "ListTopics", each: "Topic", from: "Topics[]" },
  },
  resources: {
    PlatformApplication: {
      identifiers: { arn: "PlatformApplicationArn" },
      shape: "GetPlatformApplicationAttributesResponse",
      load: { call: "GetPlatformApplicationAttributes" },
      actions: {
        createPlatformEndpoint: { call: "CreatePlatformEndpoint", one: "PlatformEndpoint" },
        delete: "DeletePlatformApplication",
        setAttributes: "SetPlatformApplicationAttributes",
      },
      collections: {
        endpoints: { call: "ListEndpointsByPlatformApplication", each: "PlatformEndpoint", from: "Endpoints[]" },
      },
    },
    PlatformEndpoint: {
      identifiers: { arn: ["EndpointArn", "TargetArn"] },
      shape: "GetEndpointAttributesResponse",
      load: { call: "GetEndpointAttributes" },
      actions: { delete: "DeleteEndpoint", publish: "Publish", setAttributes: "SetEndpointAttributes" },
    },
    Subscription: {
      identifiers: { arn: "SubscriptionArn" },
      shape: "GetSubscriptionAttributesResponse",
      load: { call: "GetSubscriptionAttributes" },
      actions: { delete: "Unsubscribe", setAttributes: "SetSubscriptionAttributes" },
    },
    Topic: {
      identifiers: { arn: "TopicArn" },
      shape: "GetTopicAttributesResponse",
      load: { call: "GetTopicAttributes" },
      actions: {
        addPermission: "AddPermission",
        confirmSubscription: { call: "ConfirmSubscription", one: "Subscription" },
        delete: "DeleteTopic",
        publish: "Publish",
        removePermission: "RemovePermission",
        setAttributes: "SetTopicAttributes",
        subscribe: { call: "Subscribe", one: "Subscription" },
      },
      collections: {
        subscriptions: { call: "ListSubscriptionsByTopic", each: "Subscription", from: "Subscriptions[]" },
      },
    },
  },
};
