import type { CallOptions } from "../../client/options.ts";
import { ClientError } from "../../errors/index.ts";
import { methodName } from "../../model/names.ts";
import { settingsOf } from "../resourceSettings.ts";
import { readOutput, writeInput } from "./operations.ts";
import { readItem } from "./readValue.ts";
import type { ValueOptions } from "./valueOptions.ts";
import type { WireItem } from "./writeValue.ts";

export type Data = Record<string, unknown>;

type Method = (input: Data, options?: CallOptions) => Promise<Data>;

/** As much of the DynamoDB client as its resources use. */
export type DynamoDBClient = { readonly [method: string]: Method };

/** As much of a resource as its members use. */
export interface DynamoDBResource {
  readonly meta: { readonly client: DynamoDBClient; readonly data: Data | undefined };
}

export interface Table extends DynamoDBResource {
  readonly name: string;
}

const defaults: ValueOptions = {};

/** How the values of a table, or of the service's own calls, are in JavaScript. */
export function valueOptionsOf(resource: DynamoDBResource): ValueOptions {
  return (settingsOf(resource) as ValueOptions | undefined) ?? defaults;
}

/** A call whose values are native on both sides. */
export async function callNatively(
  resource: DynamoDBResource,
  operation: string,
  input: Data,
  options?: CallOptions,
): Promise<Data> {
  const values = valueOptionsOf(resource);
  const written = writeInput(operation, input, values);
  try {
    return readOutput(operation, await callWire(resource.meta.client, operation, written, options), values);
  } catch (error) {
    throw withNativeItem(error, values);
  }
}

/** A call of the plain client. */
export function callWire(
  client: DynamoDBClient,
  operation: string,
  input: Data,
  options: CallOptions | undefined,
): Promise<Data> {
  return client[methodName(operation)]!(input, options);
}

/** A refused condition may bring the item along (`ReturnValuesOnConditionCheckFailure`). */
function withNativeItem(error: unknown, values: ValueOptions): unknown {
  if (error instanceof ClientError && error.code === "ConditionalCheckFailedException" && error.data.Item) {
    readItem(error.data.Item as WireItem, values);
  }
  return error;
}
