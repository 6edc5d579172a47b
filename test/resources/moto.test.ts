import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ResourceError } from "../../src/errors/index.ts";
import { Session } from "../../src/session/session.ts";
import { findPython } from "../peers/python.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { Moto } from "./moto.ts";

// Types of resources are generated; here they are taken as they come.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any;

const python = findPython("resources against moto");
let moto: Moto;
let session: Session;

function service(name: string): Any {
  return session.resource(name as never);
}

describe.skipIf(!python)("against moto", { timeout: 60_000 }, () => {
  beforeAll(async () => {
    moto = await Moto.start(python!);
    const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
    session = new Session({ region: "us-east-1", endpoint: moto.endpoint, credentials }, testEnvironment());
  }, 60_000);

  afterAll(async () => {
    await session.close();
    await moto[Symbol.asyncDispose]();
  });

  it("S3: a bucket's life, its objects and their pages", async () => {
    const s3 = service("s3");
    const bucket = await s3.createBucket({ Bucket: "photos" });
    expect(await bucket.exists()).toBe(true);
    expect((await bucket.waitUntilExists()).creationDate).toBeInstanceOf(Date);
    expect((await bucket.load()).creationDate).toBeInstanceOf(Date);
    expect((await s3.buckets.toArray()).map((each: Any) => [each.name, each.creationDate instanceof Date])).toEqual([
      ["photos", true],
    ]);
    const keys = Array.from(
      { length: 250 },
      (_, index) => `${index % 2 ? "a" : "b"}/${String(index).padStart(3, "0")}`,
    );
    await Promise.all(keys.map((key) => bucket.Object(key).put({ Body: { key } })));
    const listed: string[] = [];
    for await (const object of bucket.objects.pageSize(100)) {
      expect(object.size).toBe(15);
      listed.push(object.key);
    }
    expect(listed).toEqual([...keys].sort());
    const sizes: number[] = [];
    for await (const page of bucket.objects.pageSize(100).limit(230).pages()) sizes.push(page.length);
    expect(sizes).toEqual([100, 100, 30]);
    expect(await bucket.objects.commonPrefixes.toArray()).toEqual(["a/", "b/"]);
    const object = bucket.Object("a/001");
    expect(await object.json()).toEqual({ key: "a/001" });
    const loaded = await object.load();
    expect([loaded.contentLength, loaded.contentType]).toEqual([15, "application/json"]);
    expect((await (await bucket.objects.first()).load()).equals(object)).toBe(true);
    await bucket.objects.filter({ Prefix: "a/" }).pageSize(50).delete();
    expect((await bucket.objects.toArray()).length).toBe(125);
    expect(await object.exists()).toBe(false);
    await object.waitUntilNotExists();
    await expect(bucket.delete()).rejects.toMatchObject({ code: "BucketNotEmpty" });
    await bucket.objects.delete();
    expect(await bucket.objects.delete()).toEqual([]);
    await bucket.delete();
    expect(await bucket.exists()).toBe(false);
    await expect(bucket.load()).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it("S3: versions, parts and a bucket's configuration", async () => {
    const bucket = await service("s3").createBucket({ Bucket: "versions" });
    await bucket.Versioning().enable();
    expect((await bucket.Versioning().load()).status).toBe("Enabled");
    const object = bucket.Object("k/é +");
    for (const Body of ["one", "two"]) await object.put({ Body });
    await object.delete();
    const versions: Any[] = [];
    for await (const version of object.versions()) versions.push(version);
    expect(versions.length).toBe(3);
    const marker = versions.find(({ size }) => size === undefined);
    await marker.delete();
    const texts = await Promise.all(versions.filter((each) => each !== marker).map((version) => version.text()));
    expect(texts.sort()).toEqual(["one", "two"]);
    await bucket.objectVersions.delete();
    expect(await bucket.objectVersions.first()).toBeUndefined();

    const upload = await object.initiateMultipartUpload();
    const { ETag } = await upload.Part(1).upload({ Body: "part" });
    expect((await upload.parts.toArray()).map(({ partNumber, size }: Any) => [partNumber, size])).toEqual([[1, 4]]);
    expect((await bucket.multipartUploads.first()).equals(upload)).toBe(true);
    const complete = await upload.complete({ MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] } });
    expect(await complete.text()).toBe("part");
    await bucket.Object("copy").copyFrom({ CopySource: { Bucket: "versions", Key: object.key } });
    expect(await bucket.Object("copy").text()).toBe("part");

    expect(await bucket.Policy().exists()).toBe(false);
    await bucket.Tagging().put({ Tagging: { TagSet: [{ Key: "a", Value: "b" }] } });
    expect((await bucket.Tagging().load()).tagSet).toEqual([{ Key: "a", Value: "b" }]);
    expect((await bucket.Acl().load()).grants.length).toBeGreaterThan(0);
  });

  it("SQS: messages with their attributes, deleted in batches", async () => {
    const sqs = service("sqs");
    const queue = await sqs.createQueue({ QueueName: "jobs", Attributes: { VisibilityTimeout: "7" } });
    expect((await sqs.getQueueByName({ QueueName: "jobs" })).equals(queue)).toBe(true);
    expect((await queue.load()).attributes.VisibilityTimeout).toBe("7");
    const kind = { DataType: "String", StringValue: "cat" };
    for (const MessageBody of ["one", "two"]) await queue.sendMessage({ MessageBody, MessageAttributes: { kind } });
    const messages = await queue.receiveMessages({ MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] });
    expect(messages.map(({ body }: Any) => body).sort()).toEqual(["one", "two"]);
    expect(messages[0].messageAttributes).toEqual({ kind });
    const gone = queue.Message("no-such-receipt");
    expect(() => gone.body).toThrow(ResourceError);
    await messages.delete();
    expect(Number((await queue.load()).attributes.ApproximateNumberOfMessages)).toBe(0);
    expect((await sqs.queues.filter({ QueueNamePrefix: "jo" }).toArray()).length).toBe(1);
    await queue.delete();
    expect(await queue.exists()).toBe(false);
  });

  it("DynamoDB: a table's life", async () => {
    const dynamodb = service("dynamodb");
    const made = await dynamodb.createTable({
      TableName: "orders",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    expect(made.keySchema).toEqual([{ AttributeName: "id", KeyType: "HASH" }]);
    const table = await dynamodb.Table("orders").waitUntilExists();
    expect([table.tableStatus, table.itemCount, table.tableName]).toEqual(["ACTIVE", 0, "orders"]);
    expect((await dynamodb.tables.toArray()).map(({ name }: Any) => name)).toEqual(["orders"]);
    await table.delete();
    await table.waitUntilNotExists();
    expect(await table.exists()).toBe(false);
  });

  it("EC2: instances, their references, tags and batches", async () => {
    const ec2 = service("ec2");
    const vpc = await ec2.createVpc({ CidrBlock: "10.0.0.0/16" });
    expect(vpc.cidrBlock).toBe("10.0.0.0/16");
    const subnet = await vpc.createSubnet({ CidrBlock: "10.0.1.0/24" });
    const [image] = await ec2.images.limit(1).toArray();
    const instances = await subnet.createInstances({ ImageId: image.id, MinCount: 3, MaxCount: 3 });
    const running = await instances[0].waitUntilRunning();
    expect(running.state.Name).toBe("running");
    expect(running.vpc.equals(vpc)).toBe(true);
    expect(running.subnet.equals(subnet)).toBe(true);
    expect(running.networkInterfaces.length).toBe(1);
    expect(running.networkInterfacesAttribute[0].SubnetId).toBe(subnet.id);
    expect(running.instanceId).toBe(running.id);
    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ];
    const ids = instances.map(({ id }: Any) => id);
    const tags = await ec2.createTags({ Resources: ids, Tags });
    expect(tags.length).toBe(6);
    expect((await tags[5].load()).resourceType).toBe("instance");
    tags.splice(0, 6, ...tags.filter((tag: Any) => (tag.resourceId === ids[0]) === (tag.key === "a")));
    await tags.delete();
    const left = await Promise.all(instances.map(async (each: Any) => (await each.load()).tags));
    expect(left.map((all) => all?.map(({ Key }: Any) => Key))).toEqual([["b"], ["a"], ["a"]]);
    await instances[1].deleteTags({ Tags: [{ Key: "a" }] });
    const filtered = ec2.instances.filter({ Filters: [{ Name: "tag-key", Values: ["a"] }] });
    expect((await filtered.toArray()).map(({ id }: Any) => id)).toEqual([ids[2]]);
    const ofVpc = vpc.instances.filter({ Filters: [{ Name: "instance-state-name", Values: ["running"] }] });
    expect((await ofVpc.toArray()).length).toBe(3);
    await ofVpc.stop();
    expect((await instances[2].waitUntilStopped()).state.Name).toBe("stopped");
    await subnet.instances.terminate();
    expect((await instances[0].waitUntilTerminated()).state.Name).toBe("terminated");
    expect(await ec2.Instance("i-0123456789abcdef0").exists()).toBe(false);
    const pair = await ec2.createKeyPair({ KeyName: "pair" });
    expect(pair.keyMaterial).toContain("PRIVATE KEY");
    expect(JSON.stringify(pair)).not.toContain("PRIVATE KEY");
    expect((await ec2.KeyPair("pair").load()).keyFingerprint).toBe(pair.keyFingerprint);
  });

  it("EC2: volumes, snapshots, routes and addresses", async () => {
    const ec2 = service("ec2");
    const volume = await ec2.createVolume({ AvailabilityZone: "us-east-1a", Size: 1 });
    const snapshot = await volume.createSnapshot({ Description: "x" });
    const completed = await snapshot.waitUntilCompleted();
    expect([completed.state, completed.volume.equals(volume)]).toEqual(["completed", true]);
    expect((await volume.snapshots.toArray()).length).toBe(1);
    const vpc = await ec2.createVpc({ CidrBlock: "10.1.0.0/16" });
    const [table] = await vpc.routeTables.toArray();
    expect(table.routes.map(({ destinationCidrBlock }: Any) => destinationCidrBlock)).toEqual(["10.1.0.0/16"]);
    expect(table.associations[0].routeTable.equals(table)).toBe(true);
    expect((await vpc.securityGroups.first()).vpcId).toBe(vpc.id);
  });

  it("IAM: users, keys and policies given as objects", async () => {
    const iam = service("iam");
    const user = await iam.createUser({ UserName: "ann" });
    expect(user.arn).toContain("ann");
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
    const policy = await iam.createPolicy({ PolicyName: "p", PolicyDocument: document });
    await user.attachPolicy({ PolicyArn: policy.arn });
    expect((await user.attachedPolicies.toArray()).map(({ arn }: Any) => arn)).toEqual([policy.arn]);
    expect((await policy.attachedUsers.toArray()).map(({ name }: Any) => name)).toEqual(["ann"]);
    expect((await policy.load()).defaultVersion.versionId).toBe("v1");
    await user.createPolicy({ PolicyName: "inline", PolicyDocument: document });
    expect((await user.policies.toArray()).map(({ name }: Any) => name)).toEqual(["inline"]);
    const pair = await user.createAccessKeyPair();
    expect(pair.secret).toBe(pair.secretAccessKey);
    expect(JSON.stringify(pair)).not.toContain(pair.secret);
    await user.AccessKey(pair.id).deactivate();
    expect((await user.accessKeys.first()).status).toBe("Inactive");
    expect((await user.update({ NewPath: "/staff/" })).name).toBe("ann");
    const renamed = await user.update({ NewUserName: "anna" });
    expect((await renamed.load()).path).toBe("/staff/");
    expect(await user.exists()).toBe(false);
  });

  it("SNS, CloudFormation, CloudWatch and Glacier: what is theirs", async () => {
    const topic = await service("sns").createTopic({ Name: "news" });
    const queue = await service("sqs").createQueue({ QueueName: "news" });
    const { QueueArn } = (await queue.load()).attributes;
    const subscription = await topic.subscribe({ Protocol: "sqs", Endpoint: QueueArn });
    await topic.publish({ Message: "hello" });
    expect((await queue.receiveMessages())[0].body).toContain("hello");
    expect((await topic.subscriptions.first()).equals(subscription)).toBe(true);

    const cloudformation = service("cloudformation");
    const stack = cloudformation.Stack("it");
    expect(await stack.exists()).toBe(false);
    const TemplateBody = JSON.stringify({ Resources: { Topic: { Type: "AWS::SNS::Topic" } } });
    await cloudformation.createStack({ StackName: "it", TemplateBody });
    expect((await stack.load()).stackStatus).toBe("CREATE_COMPLETE");
    expect((await stack.resourceSummaries.first()).logicalId).toBe("Topic");
    expect((await stack.Resource("Topic").load()).resourceType).toBe("AWS::SNS::Topic");

    const metric = service("cloudwatch").Metric("app", "errors");
    await metric.putData({ MetricData: [{ Value: 1 }, { Value: 2 }] });
    expect((await metric.load()).dimensions).toEqual([]);
    const alarm = await metric.putAlarm({
      AlarmName: "many",
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: 1,
      Period: 60,
      Statistic: "Sum",
      Threshold: 1,
    });
    const loaded = await alarm.load();
    expect(loaded.metric.equals(metric)).toBe(true);
    await metric.alarms.delete();
    expect(await alarm.exists()).toBe(false);

    const vault = await service("glacier").createVault({ vaultName: "deep" });
    expect([vault.accountId, vault.name]).toEqual(["-", "deep"]);
    expect((await service("glacier").vaults.toArray()).map(({ name }: Any) => name)).toEqual(["deep"]);
  });
});
