// The same work through both layers: SQS as a client and as a resource, DynamoDB likewise.
import { Session } from "tucuxi";

const session = new Session();

// SQS through the client: every call names its queue.
const sqs = session.client("sqs");
const { QueueUrl } = await sqs.createQueue({ QueueName: "orders" });
await sqs.sendMessage({ QueueUrl: QueueUrl!, MessageBody: "one dolphin" });
const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: QueueUrl!, WaitTimeSeconds: 1 });
for (const { Body, ReceiptHandle } of Messages) {
  console.log("client received:", Body);
  await sqs.deleteMessage({ QueueUrl: QueueUrl!, ReceiptHandle: ReceiptHandle! });
}

// SQS through the resource: the queue is an object, and so is a message.
const queue = await session.resource("sqs").getQueueByName({ QueueName: "orders" });
await queue.sendMessage({ MessageBody: "two dolphins" });
for (const message of await queue.receiveMessages({ WaitTimeSeconds: 1 })) {
  console.log("resource received:", message.body);
  await message.delete();
}

// DynamoDB through the client: the API's own typed attribute values.
const dynamodb = session.client("dynamodb");
await dynamodb.createTable({
  TableName: "sightings",
  AttributeDefinitions: [{ AttributeName: "place", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "place", KeyType: "HASH" }],
  BillingMode: "PAY_PER_REQUEST",
});
await dynamodb.waitUntil("tableExists", { TableName: "sightings" }, { minDelay: 0.1 });
await dynamodb.putItem({ TableName: "sightings", Item: { place: { S: "Manaus" }, dolphins: { N: "7" } } });
const { Item } = await dynamodb.getItem({ TableName: "sightings", Key: { place: { S: "Manaus" } } });
console.log("client got:", Item?.place?.S, Item?.dolphins?.N);

// DynamoDB through the resource: the table is an object.
const table = await session.resource("dynamodb").Table("sightings").load();
console.log("the table is", table.tableStatus, "and has", table.keySchema?.length, "key");
for await (const each of session.resource("dynamodb").tables) console.log("there is a table:", each.name);
await table.delete();
await table.waitUntilNotExists();

await session.close();
