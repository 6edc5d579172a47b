/** What samples use without saying where it is from. Each runs in a process of its own and gets its own. */
import { type ClientOf, type HttpHandler, type ResourceOf, Session } from "tucuxi";
import type { Table } from "tucuxi/dynamodb";
import type { Bucket } from "tucuxi/s3";
import { Stubber } from "tucuxi/testing";
import { undiciHandler } from "tucuxi/undici";

interface Order {
  customer: string;
  order: string;
  total: number;
  status: "open" | "paid";
  lines: { sku: string; count: number }[];
  version?: number;
}

export const session: Session = new Session();
export const s3: ClientOf<"s3"> = session.client("s3");
export const dynamodb: ClientOf<"dynamodb"> = session.client("dynamodb");
export const bucket: Bucket = session.resource("s3").Bucket("photos");
const tables: ResourceOf<"dynamodb"> = session.resource("dynamodb");
export const orders: Table<Order, "customer" | "order"> = tables.Table("orders");
export const handler: HttpHandler = undiciHandler();
export const stubber: Stubber<ClientOf<"s3">> = new Stubber(s3);
export const order: Order = {
  customer: "c#1",
  order: "1",
  total: 129.95,
  status: "open",
  lines: [{ sku: "map", count: 1 }],
  version: 1,
};
