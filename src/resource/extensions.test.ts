import { describe, expect, it } from "vitest";
import { FakeClient } from "../../test/resources/fakeClient.ts";
import { loadModel } from "../../test/resources/loadModel.ts";
import { ResourceError } from "../errors/index.ts";
import { createServiceResource, extendResource } from "./index.ts";

// Types of resources are generated; here they are taken as they come.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any;

describe("extendResource", () => {
  it("adds members to classes that are built already, and to those that will be", () => {
    const sns = createServiceResource(new FakeClient("sns"), loadModel("sns")) as Any;
    const topic = sns.Topic("arn:aws:sns:eu-west-1:1:t");
    extendResource<Any>("sns", "Topic", {
      get topicName() {
        return this.arn.split(":").at(-1);
      },
      shout(text: string) {
        return this.publish({ Message: text.toUpperCase() });
      },
    });
    extendResource<Any>("sns", "Subscription", {
      get region() {
        return this.arn.split(":")[3];
      },
    });
    expect(topic.topicName).toBe("t");
    expect(sns.Subscription("arn:aws:sns:eu-west-1:1:t:s").region).toBe("eu-west-1");
    expect(Object.keys(topic)).toEqual(["arn"]);
  });

  it("says which resource is misspelt", () => {
    expect(() => extendResource("sns", "Topik", {})).toThrow(
      'sns has no resource Topik. Did you mean "Topic"? Resources of your own are defined first.',
    );
  });

  it("adds members to the service resource", () => {
    extendResource<Any>("sns", "ServiceResource", {
      named(name: string) {
        return this.Topic(`arn:aws:sns:eu-west-1:1:${name}`);
      },
    });
    const sns = createServiceResource(new FakeClient("sns"), loadModel("sns")) as Any;
    expect(sns.named("t").arn).toBe("arn:aws:sns:eu-west-1:1:t");
  });

  it("refuses a name that the class has", () => {
    createServiceResource(new FakeClient("sns"), loadModel("sns")) as Any;
    const sns = createServiceResource(new FakeClient("sns"), loadModel("sns")) as Any;
    sns.PlatformEndpoint("a");
    expect(() => extendResource("sns", "PlatformEndpoint", { publish() {} })).toThrow(
      new ResourceError("sns.PlatformEndpoint has a member publish already; give the new one another name."),
    );
    sns.PlatformEndpoint("b");
  });
});
