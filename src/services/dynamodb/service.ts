import type { CallOptions } from "../../client/options.ts";
import type { ResourceMembers } from "../resourceExtension.ts";
import { setSettings } from "../resourceSettings.ts";
import { checkedOptions } from "./checks.ts";
import { type Items, itemsOf } from "./itemCollection.ts";
import { callNatively, type Data, type DynamoDBResource, valueOptionsOf } from "./tableCalls.ts";
import { transactGet, transactWrite } from "./transactions.ts";
import type { ValueOptions } from "./valueOptions.ts";

type ServiceClass = new (client: unknown, data: unknown, identifiers: readonly unknown[]) => DynamoDBResource;

/** What the service resource can do besides what its definition says; see `ServiceResourceAdditions`. */
export const serviceMembers: ResourceMembers = {
  withOptions(this: DynamoDBResource, options: ValueOptions): DynamoDBResource {
    const same = new (this.constructor as ServiceClass)(this.meta.client, undefined, []);
    return setSettings(same, { ...valueOptionsOf(this), ...checkedOptions(options) });
  },
  batchGetItem: nativeCall("BatchGetItem"),
  batchWriteItem: nativeCall("BatchWriteItem"),
  executeStatement: nativeCall("ExecuteStatement"),
  batchExecuteStatement: nativeCall("BatchExecuteStatement"),
  executeTransaction: nativeCall("ExecuteTransaction"),
  statement(
    this: DynamoDBResource,
    Statement: string,
    parameters: readonly unknown[] = [],
    input: Data = {},
    options?: CallOptions,
  ): Items<Data> {
    const Parameters = parameters.length > 0 ? parameters : undefined;
    return itemsOf(this, "ExecuteStatement", { ...input, Statement, Parameters }, options);
  },
  async transactWrite(
    this: DynamoDBResource,
    actions: readonly Data[],
    input: Data = {},
    options?: CallOptions,
  ): Promise<Data> {
    return transactWrite(this, actions, input, options);
  },
  async transactGet(
    this: DynamoDBResource,
    actions: readonly Data[],
    input: Data = {},
    options?: CallOptions,
  ): Promise<(Data | undefined)[]> {
    return transactGet(this, actions, input, options);
  },
};

function nativeCall(operation: string): (this: DynamoDBResource, input?: Data, options?: CallOptions) => Promise<Data> {
  return async function (input = {}, options) {
    return callNatively(this, operation, input, options);
  };
}
