/** What the generated types of services are made of; nothing else imports it. */
export type { ClientError } from "../errors/index.ts";
export type { CallOptions } from "./options.ts";
export type { PaginatorOptions } from "./paginator.ts";
export type * from "./types.ts";
export type { WaiterOptions } from "./waiter.ts";
