import type { CallOptions } from "../../client/options.ts";
import type { ResourceMembers } from "../resourceExtension.ts";
import { setSettings } from "../resourceSettings.ts";
import { type BatchReaderOptions, TableBatchReader } from "./batch/reader.ts";
import { type BatchWriterOptions, TableBatchWriter } from "./batch/writer.ts";
import { checkedOptions } from "./checks.ts";
import { type Items, itemsOf } from "./itemCollection.ts";
import { callNatively, callWire, type Data, type Table, valueOptionsOf } from "./tableCalls.ts";
import { Transactions } from "./transactions.ts";
import type { ValueOptions } from "./valueOptions.ts";

type TableClass = new (client: unknown, data: unknown, identifiers: readonly unknown[]) => Table;

/** What a table can do besides what its definition says; see `TableAdditions`. */
export const tableMembers: ResourceMembers = {
  withOptions(this: Table, options: ValueOptions): Table {
    const { client, data } = this.meta;
    const same = new (this.constructor as TableClass)(client, data, [this.name]);
    return setSettings(same, { ...valueOptionsOf(this), ...checkedOptions(options) });
  },
  getItem: itemCall("GetItem"),
  putItem: itemCall("PutItem"),
  updateItem: itemCall("UpdateItem"),
  deleteItem: itemCall("DeleteItem"),
  query(this: Table, input?: Data, options?: CallOptions): Items<Data> {
    return itemsOf(this, "Query", { TableName: this.name, ...input }, options);
  },
  scan(this: Table, input?: Data, options?: CallOptions): Items<Data> {
    return itemsOf(this, "Scan", { TableName: this.name, ...input }, options);
  },
  batchWriter(this: Table, options: BatchWriterOptions = {}): TableBatchWriter {
    return new TableBatchWriter(this, options);
  },
  batchReader(
    this: Table,
    keys: Iterable<object> | AsyncIterable<object>,
    options: BatchReaderOptions = {},
  ): TableBatchReader {
    return new TableBatchReader(this, keys, options);
  },
  get transact(): Transactions {
    return new Transactions(this as unknown as Table);
  },
  async enableTimeToLive(this: Table, AttributeName: string, options?: CallOptions): Promise<Data> {
    const input = { TableName: this.name, TimeToLiveSpecification: { AttributeName, Enabled: true } };
    return callWire(this.meta.client, "UpdateTimeToLive", input, options);
  },
  async disableTimeToLive(this: Table, AttributeName: string, options?: CallOptions): Promise<Data> {
    const input = { TableName: this.name, TimeToLiveSpecification: { AttributeName, Enabled: false } };
    return callWire(this.meta.client, "UpdateTimeToLive", input, options);
  },
};

function itemCall(operation: string): (this: Table, input?: Data, options?: CallOptions) => Promise<Data> {
  return async function (input, options) {
    return callNatively(this, operation, { TableName: this.name, ...input }, options);
  };
}
