/** What samples speak of besides a bucket and a queue. */
import { client, resource } from "tucuxi";
import "tucuxi/ecs";
import "tucuxi/rds";
import "./bucketAndQueue.ts";

await resource("ec2").createInstances({
  ImageId: "ami-12c6146b",
  MinCount: 1,
  MaxCount: 1,
  TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "role", Value: "web" }] }],
});
await client("ecs").createCluster({ clusterName: "web" });
await client("rds").createDBInstance({
  DBInstanceIdentifier: "orders",
  DBInstanceClass: "db.t3.micro",
  Engine: "postgres",
  AllocatedStorage: 20,
  MasterUsername: "app",
  MasterUserPassword: "EXAMPLE-1",
});
