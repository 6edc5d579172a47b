/** The tables of the samples. */
import { resource } from "tucuxi";
import { order, orders } from "../setting.ts";

const keys = { orders: ["customer", "order"], prices: ["sku"], customers: ["id"], sessions: ["user", "id"] };
for (const [TableName, names] of Object.entries(keys)) {
  await resource("dynamodb").createTable({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: names.map((name, index) => ({ AttributeName: name, KeyType: index === 0 ? "HASH" : "RANGE" })),
    AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: "S" })),
  });
}
await orders.putItem({ Item: order });
