/** What the generated types of services are made of; nothing else imports it. */
import type { ClientError } from "../errors/index.ts";

export type { ClientError } from "../errors/index.ts";
export type { CallOptions } from "./options.ts";
export type { PaginatorOptions } from "./paginator.ts";
export type * from "./types.ts";
export type { WaiterOptions } from "./waiter.ts";

/** A modelled exception. The literal name tells one from another where several are in a union. */
export declare class ModeledException<
  Name extends string,
  Data extends Readonly<Record<string, unknown>> = Readonly<Record<string, unknown>>,
> extends ClientError {
  override readonly name: Name;
  override readonly data: Data;
}
