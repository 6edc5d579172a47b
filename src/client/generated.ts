/** What the generated types of services are made of; nothing else imports it. */
import type { ClientError } from "../errors/index.ts";
import type { CallOptions } from "./options.ts";
import type { MetadataBearer } from "./types.ts";

export type { ClientError } from "../errors/index.ts";
export type { CheckedName } from "./checkedName.ts";
export type { CallOptions, PaginatorOptions, WaiterOptions } from "./options.ts";
export type * from "./types.ts";

/**
 * A client's operation. A property of this type is half of what a method with its parameters is to the compiler, and
 * there are twenty thousand; where it is called, editors show it in full.
 */
export type Operation<Input, Output = unknown> = (
  input: Input,
  options?: CallOptions,
) => Promise<Output & MetadataBearer>;

/** An operation that can be called without an input, for nothing in it is required. */
export type OptionalOperation<Input, Output = unknown> = (
  input?: Input,
  options?: CallOptions,
) => Promise<Output & MetadataBearer>;

/** A modelled exception. The literal name tells one from another where several are in a union. */
export declare class ModeledException<
  Name extends string,
  Data extends Readonly<Record<string, unknown>> = Readonly<Record<string, unknown>>,
> extends ClientError {
  override readonly name: Name;
  override readonly data: Data;
}
