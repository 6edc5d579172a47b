import { describe, expect, it } from "vitest";
import { FakeClient } from "../../test/resources/fakeClient.ts";
import { loadModel } from "../../test/resources/loadModel.ts";
import { ModelError, ResourceError } from "../errors/index.ts";
import type { ServiceDefinition } from "./definition.ts";
import { createServiceResource, defineResource, getAvailableResources } from "./index.ts";
import { resourceDefinition } from "./registry.ts";

// Types of resources are generated; here they are taken as they come.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any;

const ecs: ServiceDefinition = {
  actions: { createCluster: { call: "CreateCluster", one: "Cluster", path: "cluster" } },
  collections: { clusters: { call: "ListClusters", each: "Cluster", from: "clusterArns[]" } },
  resources: {
    Cluster: {
      identifiers: { arn: ["cluster", "clusters[]", "clusterArn"] },
      shape: "Cluster",
      load: { call: "DescribeClusters", path: "clusters[0]" },
      actions: { delete: "DeleteCluster" },
      collections: { services: { call: "ListServices", each: "Service", from: "serviceArns[]" } },
    },
    Service: {
      identifiers: { clusterArn: ["cluster"], arn: ["service", "services[]"] },
      shape: "Service",
      load: { call: "DescribeServices", path: "services[0]" },
      waiters: { stable: "ServicesStable", inactive: "ServicesInactive" },
      has: { Cluster: "Cluster" },
    },
  },
};

describe("defineResource", () => {
  it("gives a service resources of the library's own kind", async () => {
    expect(getAvailableResources()).not.toContain("ecs");
    expect(defineResource("ecs", ecs)).toEqual({ serviceName: "ecs" });
    expect(getAvailableResources()).toContain("ecs");
    const client = new FakeClient("ecs");
    const service = createServiceResource(client, loadModel("ecs")) as Any;
    client.answer("listClusters", { clusterArns: ["c1"] }).answer("listServices", { serviceArns: ["s1", "s2"] });
    const [cluster] = await service.clusters.toArray();
    const services = await cluster.services.toArray();
    expect(services.map((each: Any) => ({ ...each }))).toEqual([
      { clusterArn: "c1", arn: "s1" },
      { clusterArn: "c1", arn: "s2" },
    ]);
    client.answer("waitUntil", { services: [{ status: "ACTIVE" }] });
    const stable = await services[0].waitUntilStable();
    expect(stable.status).toBe("ACTIVE");
    expect(stable.Cluster().equals(cluster)).toBe(true);
    client.answer("describeClusters", { clusters: [] });
    expect(await cluster.exists()).toBe(false);
    client.answer("describeClusters", { clusters: [] });
    await expect(cluster.load()).rejects.toThrow('ecs.Cluster(arn: "c1") does not exist');
    expect(client.calls.slice(-2)).toEqual(Array(2).fill(["describeClusters", { clusters: ["c1"] }]));
  });

  it("loads what a waiter has waited for by an answer without an error", async () => {
    const client = new FakeClient("lambda");
    const definition: ServiceDefinition = {
      resources: {
        Function: {
          identifiers: { name: "FunctionName" },
          shape: "FunctionConfiguration",
          load: { call: "GetFunctionConfiguration" },
          waiters: { exists: "FunctionExists" },
        },
      },
    };
    const service = createServiceResource(client, loadModel("lambda"), definition) as Any;
    client.answer("waitUntil", {}).answer("getFunctionConfiguration", { State: "Active" });
    expect((await service.Function("f").waitUntilExists()).state).toBe("Active");
  });

  it("adds to the resources that a service has", () => {
    defineResource("sqs", {
      resources: {
        MoveTask: { identifiers: { taskHandle: "TaskHandle" }, actions: { cancel: "CancelMessageMoveTask" } },
      },
    });
    expect(Object.keys(resourceDefinition("sqs").resources)).toEqual(["Queue", "Message", "MoveTask"]);
    expect(() => defineResource("sqs", { resources: { Queue: {} } })).toThrow(ResourceError);
  });
});

describe("a definition that does not fit the model", () => {
  const cases: [string, ServiceDefinition, string][] = [
    ["operation", withAction("DropTable"), "dynamodb has no operation DropTable."],
    ["shape", withTable({ shape: "Nothing" }), "dynamodb has no shape Nothing."],
    ["waiter", withTable({ waiters: { ready: "TableReady" } }), "dynamodb has no waiter TableReady."],
    [
      "path",
      withTable({ load: { call: "DescribeTable", path: "Tables[0]" } }),
      "DescribeTableOutput has no member Tables.",
    ],
    ["parameter", withAction({ call: "DeleteTable", with: { Name: "x" } }), "DeleteTableInput has no member Name."],
    ["literal", withAction({ call: "DeleteTable", with: { TableName: ["x"] } }), "TableName is a string, and is given"],
    ["identifier", withAction("ListBackups", { name: "Nome" }), "ListBackups has no member for name; say in `with`"],
    ["resource", withAction({ call: "DescribeTable", one: "Tisch" }), "There is no resource Tisch."],
    [
      "kind",
      withAction({ call: "DescribeTable", path: "Table" }),
      "say with `one` or `each` of which kind the result is",
    ],
    [
      "number",
      withAction({ call: "DescribeTable", one: "Table", from: "Table.Replicas[]" }),
      "`one` and `each` tell which",
    ],
  ];
  it.each(cases)("by its %s is refused, with its place", (_, definition, message) => {
    const create = () => {
      const service = createServiceResource(new FakeClient("dynamodb"), loadModel("dynamodb"), definition) as Any;
      return service.Table("t");
    };
    expect(create).toThrow(ModelError);
    expect(create).toThrow("The resource definition of dynamodb.Table does not fit the model.");
    expect(create).toThrow(message);
  });
});

function withTable(table: ServiceDefinition["resources"][string]): ServiceDefinition {
  return { resources: { Table: { identifiers: { name: "TableName" }, ...table } } };
}

function withAction(
  action: NonNullable<ServiceDefinition["actions"]>[string],
  identifiers: Readonly<Record<string, string>> = { name: "TableName" },
): ServiceDefinition {
  return withTable({ identifiers, actions: { act: action } });
}
