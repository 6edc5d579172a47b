import type { CallOptions } from "../../client/options.ts";
import type { MetadataBearer } from "../../client/types.ts";
import type { BatchReaderOptions } from "./batch/reader.ts";
import type { BatchWriterOptions } from "./batch/writer.ts";
import type { BatchReader, BatchWriter } from "./batchTypes.ts";
import type { ItemCollection, ScanCollection } from "./collectionTypes.ts";
import type {
  DeleteItemInput,
  GetItemInput,
  Native,
  NativeInput,
  PutItemInput,
  QueryInput,
  ScanInput,
  UpdateItemInput,
} from "./inputTypes.ts";
import type { KeyOf, Projected, ProjectionOf, Returned } from "./itemTypes.ts";
import type * as shapes from "./shapes.d.ts";
import type { ItemOf, TableTransactions, TransactGetAction, TransactWriteAction } from "./transactionTypes.ts";
import type { ValueOptions } from "./valueOptions.ts";

/** What the types of DynamoDB's resources have besides what is generated: see `tools/types/additions.ts`. */

/** A table whose items are of that type; `Keys` are the attributes of its key. */
export interface TableAdditions<Item extends object = Record<string, unknown>, Keys extends keyof Item = keyof Item> {
  /**
   * The same table whose values are in JavaScript as the options say.
   *
   * @example
   * const prices = session.resource("dynamodb").Table("prices").withOptions({ numbers: "decimal" });
   */
  withOptions(options: ValueOptions): this;
  /** [GetItem](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/GetItem), with native values. */
  getItem<const Wanted extends ProjectionOf<Item> = undefined>(
    input: GetItemInput<Item, Keys, Wanted>,
    options?: CallOptions,
  ): Promise<Omit<shapes.GetItemOutput, "Item"> & { readonly Item?: Projected<Item, Wanted> } & MetadataBearer>;
  /** [PutItem](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/PutItem), with native values. */
  putItem(
    input: PutItemInput<Item>,
    options?: CallOptions,
  ): Promise<Omit<shapes.PutItemOutput, "Attributes"> & { readonly Attributes?: Item } & MetadataBearer>;
  /** [UpdateItem](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/UpdateItem), with native values. */
  updateItem<const Values extends shapes.ReturnValue | undefined = undefined>(
    input: UpdateItemInput<Item, Keys> & { readonly ReturnValues?: Values },
    options?: CallOptions,
  ): Promise<
    Omit<shapes.UpdateItemOutput, "Attributes"> & { readonly Attributes?: Returned<Item, Values> } & MetadataBearer
  >;
  /** [DeleteItem](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/DeleteItem), with native values. */
  deleteItem(
    input: DeleteItemInput<Item, Keys>,
    options?: CallOptions,
  ): Promise<Omit<shapes.DeleteItemOutput, "Attributes"> & { readonly Attributes?: Item } & MetadataBearer>;
  /** The items of a key, in the order of the sort key. [Query](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/Query) */
  query<const Wanted extends ProjectionOf<Item> = undefined>(
    input: QueryInput<Item, Keys, Wanted>,
    options?: CallOptions,
  ): ItemCollection<Projected<Item, Wanted>, shapes.QueryOutput>;
  /** All items. [Scan](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/Scan) */
  scan<const Wanted extends ProjectionOf<Item> = undefined>(
    input?: ScanInput<Item, Wanted>,
    options?: CallOptions,
  ): ScanCollection<Projected<Item, Wanted>>;
  /**
   * Writes many items: in batches, several at once, again where DynamoDB leaves some unprocessed. boto3: `batch_writer`.
   *
   * @example
   * await using writer = orders.batchWriter({ overwriteByPkeys: ["customer", "order"] });
   * await writer.putItem({ Item: order });
   */
  batchWriter(options?: BatchWriterOptions<Keys & string>): BatchWriter<Item, Keys>;
  /**
   * The items of many keys, asked for in batches as they are read. A key that is asked for twice gives its item twice.
   *
   * @example
   * const keys = [{ customer: "c#1", order: "1" }, { customer: "c#1", order: "2" }];
   * for await (const order of orders.batchReader(keys)) console.log(order.total);
   */
  batchReader<const Wanted extends ProjectionOf<Item> = undefined>(
    keys: Iterable<KeyOf<Item, Keys>> | AsyncIterable<KeyOf<Item, Keys>>,
    options: BatchReaderOptions<Wanted> & { readonly ordered: true },
  ): BatchReader<Projected<Item, Wanted> | undefined>;
  batchReader<const Wanted extends ProjectionOf<Item> = undefined>(
    keys: Iterable<KeyOf<Item, Keys>> | AsyncIterable<KeyOf<Item, Keys>>,
    options?: BatchReaderOptions<Wanted>,
  ): BatchReader<Projected<Item, Wanted>>;
  /**
   * What the table does in transactions.
   *
   * @example
   * const customers = session.resource("dynamodb").Table<{ id: string; orders: number }, "id">("customers");
   * await session.resource("dynamodb").transactWrite([
   *   orders.transact.put({ Item: order, ConditionExpression: Attr("order").notExists() }),
   *   customers.transact.update({ Key: { id: "c#1" }, UpdateExpression: update().increment("orders") }),
   * ]);
   */
  readonly transact: TableTransactions<Item, Keys>;
  /** Lets items expire at the time, in seconds since 1970, that the attribute holds; see `expiresIn`. */
  enableTimeToLive(attribute: string, options?: CallOptions): Promise<shapes.UpdateTimeToLiveOutput & MetadataBearer>;
  /** No item expires any more. */
  disableTimeToLive(attribute: string, options?: CallOptions): Promise<shapes.UpdateTimeToLiveOutput & MetadataBearer>;
}

export interface ServiceResourceAdditions {
  /** The same whose values, and those of its tables, are in JavaScript as the options say. */
  withOptions(options: ValueOptions): this;
  /** [BatchGetItem](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/BatchGetItem), with native values; see `table.batchReader`. */
  batchGetItem(
    input: NativeInput<shapes.BatchGetItemInput>,
    options?: CallOptions,
  ): Promise<NativeOutput<shapes.BatchGetItemOutput>>;
  /** [BatchWriteItem](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/BatchWriteItem), with native values; see `table.batchWriter`. */
  batchWriteItem(
    input: NativeInput<shapes.BatchWriteItemInput>,
    options?: CallOptions,
  ): Promise<NativeOutput<shapes.BatchWriteItemOutput>>;
  /** [ExecuteStatement](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/ExecuteStatement), with native values. */
  executeStatement(
    input: Omit<shapes.ExecuteStatementInput, "Parameters"> & { readonly Parameters?: readonly unknown[] | undefined },
    options?: CallOptions,
  ): Promise<NativeOutput<shapes.ExecuteStatementOutput>>;
  /** [BatchExecuteStatement](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/BatchExecuteStatement), with native values. */
  batchExecuteStatement(
    input: NativeInput<shapes.BatchExecuteStatementInput>,
    options?: CallOptions,
  ): Promise<NativeOutput<shapes.BatchExecuteStatementOutput>>;
  /** [ExecuteTransaction](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/ExecuteTransaction), with native values. */
  executeTransaction(
    input: NativeInput<shapes.ExecuteTransactionInput>,
    options?: CallOptions,
  ): Promise<NativeOutput<shapes.ExecuteTransactionOutput>>;
  /**
   * The items of a PartiQL statement. Values are bound to its question marks, never written into its text.
   *
   * @example
   * const statement = 'SELECT * FROM "orders" WHERE customer = ? AND total > ?';
   * const paid = session.resource("dynamodb").statement<Order>(statement, ["c#1", 100]);
   * for await (const order of paid) console.log(order.total);
   */
  statement<Item = Record<string, unknown>>(
    statement: string,
    parameters?: readonly unknown[],
    input?: Omit<shapes.ExecuteStatementInput, "Statement" | "Parameters" | "NextToken">,
    options?: CallOptions,
  ): ItemCollection<Item, shapes.ExecuteStatementOutput>;
  /**
   * Does all actions or none; they may be of several tables. Throws `TransactionCanceled`, which tells why for each.
   * [TransactWriteItems](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/TransactWriteItems)
   */
  transactWrite(
    actions: readonly TransactWriteAction[],
    input?: Omit<shapes.TransactWriteItemsInput, "TransactItems">,
    options?: CallOptions,
  ): Promise<NativeOutput<shapes.TransactWriteItemsOutput>>;
  /**
   * The items as they are at one time; `undefined` for those that are not there.
   * [TransactGetItems](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/TransactGetItems)
   *
   * @example
   * const customers = session.resource("dynamodb").Table<{ id: string; orders: number }, "id">("customers");
   * const [order, customer] = await session.resource("dynamodb").transactGet([
   *   orders.transact.get({ Key: { customer: "c#1", order: "1" } }),
   *   customers.transact.get({ Key: { id: "c#1" } }),
   * ]);
   */
  transactGet<const Actions extends readonly TransactGetAction<unknown>[]>(
    actions: Actions,
    input?: Omit<shapes.TransactGetItemsInput, "TransactItems">,
    options?: CallOptions,
  ): Promise<{ -readonly [Index in keyof Actions]: ItemOf<Actions[Index]> | undefined }>;
}

type NativeOutput<Output> = Native<Output> & MetadataBearer;
