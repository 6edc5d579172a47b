import { resource } from "tucuxi";
import { Attr, type Decimal, expiresIn, Key, notExpired, projection, update, withVersion } from "tucuxi/dynamodb";

interface Order {
  customer: string;
  order: string;
  total: number;
  status: "open" | "paid";
  id: bigint;
  price?: Decimal;
  tags?: Set<string>;
  note?: string | null;
  lines: { sku: string; count: number }[];
  address: { city: string; zip?: string };
  picture?: Uint8Array;
  created?: Date;
  version?: number;
  expires?: number;
}

const dynamodb = resource("dynamodb");
const orders = dynamodb.Table<Order, "customer" | "order">("orders");
const any = dynamodb.Table("anything");
const key = { customer: "c#1", order: "1" };

// Items and keys
const { Item } = await orders.getItem({ Key: key });
Item?.total satisfies number | undefined;
Item?.nothing; //! 'nothing' does not exist
orders.getItem({ Key: { customer: "c#1" } }); //! Property 'order' is missing
orders.getItem({ Key: { customer: "c#1", order: 1 } }); //! Type 'number' is not assignable to type 'string'
orders.getItem({ Key: { customer: "c#1", order: "1", total: 1 } }); //! 'total' does not exist
orders.getItem({ Key: key, TableName: "other" }); //! 'TableName' does not exist
orders.getItem({ Key: key, ConsistentRead: true, ReturnConsumedCapacity: "TOTAL" });
orders.putItem({ Item: { customer: "c#1", order: "1" } }); //! missing the following properties
const order: Order = { ...key, total: 1, status: "open", id: 1n, lines: [], address: { city: "Belém" } };
orders.putItem({ Item: order });
orders.putItem({ Item: { ...order, note: undefined } });
orders.putItem({ Item: { ...order, status: "lost" } }); //! "lost"
(await orders.putItem({ Item: order, ReturnValues: "ALL_OLD" })).Attributes?.status satisfies
  | "open"
  | "paid"
  | undefined;
await orders.deleteItem({ Key: key, ConditionExpression: Attr("status").eq("open") });
(await any.getItem({ Key: { id: 1 } })).Item?.anything satisfies unknown;
any.putItem({ Item: { id: 1, list: [1, { a: null }] } });

// Conditions
const when = (condition: NonNullable<Parameters<typeof orders.deleteItem>[0]["ConditionExpression"]>) => condition;
when(Attr("total").gt(100));
when(Attr("total").gt(100n));
when(Attr("id").between(1, 2n));
when(Attr("total").gt("100")); //! string
when(Attr("totl").gt(100)); //! "totl"
when(Attr("status").eq("paid"));
when(Attr("status").eq("lost")); //! "lost"
when(Attr("status").isIn(["open", "paid"]));
when(Attr("status").isIn(["open", "lost"])); //! "lost"
when(Attr("note").eq(null));
when(Attr("total").eq(null)); //! null
when(Attr("customer").eq(Attr("order")));
when(Attr("customer").eq(Attr("ordr"))); //! "ordr"
when(Attr("address.city").beginsWith("B"));
when(Attr("address.town").beginsWith("B")); //! "address.town"
when(Attr("total").beginsWith("B")); //! Beginning
when(Attr("lines[0].sku").eq("map"));
when(Attr("lines[0].count").eq("map")); //! string
when(Attr("lines[0]").eq({ sku: "map", count: 1 }));
when(Attr("tags").contains("gift"));
when(Attr("tags").contains(1)); //! Containing<1>
when(Attr("tags").eq(new Set(["gift"])));
when(Attr("customer").contains("#"));
when(Attr("lines").size().gt(2));
when(Attr("lines").size().gt("2")); //! Argument of type 'string'
when(Attr("picture").exists().and(Attr("created").lt(new Date())).or(Attr("total").lt(1).not()));
when(Attr("total").gt(1).and(Attr("nothing").exists())); //! "nothing"
when(Attr(["address", "city.name"]).exists());
when(Attr("note").attributeType("NULL"));
when(Attr("note").attributeType("NUL")); //! "NUL"
when(notExpired("expires"));
when(notExpired("status")); //! Numeric
when("total > :least");
when(update().set("total", 1)); //! not assignable
Key("customer").ne("c#1"); //! 'ne' does not exist

// Queries
const mine = orders.query({ KeyConditionExpression: Key("customer").eq("c#1").and(Key("order").beginsWith("2026-")) });
for await (const each of mine) each.lines[0]?.sku satisfies string | undefined;
for await (const page of mine.pages()) page.Items[0]?.total satisfies number | undefined;
for await (const page of mine.pages()) page.ScannedCount satisfies number | undefined;
(await mine.limit(10).after(undefined).page()).cursor satisfies string | undefined;
orders.query({ KeyConditionExpression: Key("total").eq(1) }); //! "total"
orders.query({ IndexName: "byTotal", KeyConditionExpression: Key("total").eq(1) });
orders.query({ IndexName: "byTotal", KeyConditionExpression: Key("totl").eq(1) }); //! "totl"
orders.query({ KeyConditionExpression: Attr("customer").eq("c#1") }); //! KeyCondition
orders.query({ KeyConditionExpression: Key("customer").eq(1) }); //! not assignable
orders.query({
  KeyConditionExpression: "customer = :c",
  ExpressionAttributeValues: { ":c": "c#1" },
  FilterExpression: Attr("total").gt(1),
  ScanIndexForward: false,
});
const some = orders.scan({ ProjectionExpression: projection("total", "address.city", "lines[0].sku") });
for await (const each of some) {
  each.total satisfies number;
  each.address?.city satisfies string | undefined;
  each.lines?.[0]?.sku satisfies string | undefined;
  each.status; //! 'status' does not exist
}
orders.scan({ ProjectionExpression: projection("totl") }); //! "totl"
(await orders.scan({ ProjectionExpression: "total" }).first())?.total satisfies number | undefined;
for await (const each of orders.scan().segments(4, { concurrency: 2 }).limit(9)) each.total satisfies number;
orders.scan().segments(4).page(); //! 'page' does not exist

// Updates
const change = (changes: Parameters<typeof orders.updateItem>[0]["UpdateExpression"]) =>
  orders.updateItem({ Key: key, UpdateExpression: changes });
change(
  update()
    .set("status", "paid")
    .increment("total", 2)
    .remove("note", "price")
    .add("tags", new Set(["new"])),
);
change(update().set("status", "lost")); //! "lost"
change(update().set("order", "2")); //! "order"
change(
  update()
    .set("address.city", "Belém")
    .listAppend("lines", [{ sku: "map", count: 1 }]),
);
change(update().listAppend("lines", [{ sku: "map" }])); //! not assignable
change(update().listAppend("total", [1])); //! not assignable
change(update().increment("status")); //! not assignable
change(update().set("total", Attr("total").plus(1)).set("note", Attr("customer")));
change(update().set("total", Attr("totl").plus(1))); //! "totl"
change(update().ifNotExists("note", "none").ifNotExists("version", 1));
change(update().delete("tags", new Set(["new"])));
change(update().add("tags", new Set([1]))); //! not assignable
change(update().add("total", 5).add("id", 5n));
change(update().add("status", 5)); //! not assignable
change(update().remove("order")); //! "order"
change(update().set("order", Attr("note"))); //! "order"
change(update().set("note", Attr("order").ifNotExists("none")));
change(update().delete("tags", "new")); //! Argument of type 'string'
change("SET total = :t");
const updated = await orders.updateItem({
  Key: key,
  UpdateExpression: update().increment("version"),
  ReturnValues: "ALL_NEW",
});
updated.Attributes?.total satisfies number | undefined;
orders.updateItem(
  withVersion({ Key: key, UpdateExpression: update().set("status", "paid") }, "version", order.version),
);
orders.putItem(withVersion({ Item: { ...order, expires: expiresIn({ days: 7 }) } }, "version"));

// Batches
await using writer = orders.batchWriter({ concurrency: 2 });
await writer.putItem({ Item: order });
writer.putItem({ Item: key }); //! missing the following properties
await writer.deleteItem({ Key: key });
writer.deleteItem({ Key: { customer: "c#1" } }); //! 'order' is missing
for await (const each of orders.batchReader([key])) each.total satisfies number;
for await (const each of orders.batchReader([key], { ordered: true })) each?.total satisfies number | undefined;
for await (const each of orders.batchReader([key], { ordered: true })) each.total; //! possibly 'undefined'
orders.batchReader([{ customer: 1, order: "1" }]); //! Type 'number' is not assignable to type 'string'

// Transactions and statements
const customers = dynamodb.Table<{ id: string; orders: number }, "id">("customers");
await dynamodb.transactWrite([
  orders.transact.put({ Item: order, ConditionExpression: Attr("order").notExists() }),
  customers.transact.update({ Key: { id: "c#1" }, UpdateExpression: update().increment("orders") }),
  orders.transact.check({ Key: key, ConditionExpression: Attr("status").eq("open") }),
  { Delete: { TableName: "others", Key: { id: 1 } } },
]);
customers.transact.update({ Key: { id: "c#1" }, UpdateExpression: update().increment("order") }); //! "order"
const [first, second] = await dynamodb.transactGet([
  orders.transact.get({ Key: key, ProjectionExpression: projection("total") }),
  customers.transact.get({ Key: { id: "c#1" } }),
]);
first?.total satisfies number | undefined;
first?.status; //! 'status' does not exist
second?.orders satisfies number | undefined;
for await (const each of dynamodb.statement<Order>("SELECT * FROM orders WHERE customer = ?", ["c#1"])) {
  each.total satisfies number;
}
(await orders.load()).itemCount satisfies number | undefined;
(await orders.withOptions({ numbers: "decimal", dates: "iso" }).getItem({ Key: key })).Item?.total satisfies
  | number
  | undefined;
orders.withOptions({ numbers: "decimals" }); //! "decimals"
const batch = await dynamodb.batchGetItem({ RequestItems: { orders: { Keys: [key] } } });
batch.Responses?.orders?.[0]?.total satisfies unknown;
batch.UnprocessedKeys?.orders?.Keys?.[0] satisfies Record<string, unknown> | undefined;
batch.UnprocessedKeys?.orders?.ConsistentRead satisfies boolean | undefined;
batch.$metadata.attempts satisfies number;
