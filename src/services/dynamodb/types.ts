/// <reference lib="esnext.disposable" preserve="true" />
import type { CallOptions } from "../../client/options.ts";
import type { MetadataBearer } from "../../client/types.ts";
import type { BatchReaderOptions } from "./batch/reader.ts";
import type { BatchWriterOptions } from "./batch/writer.ts";
import type {
  ConditionOn,
  ExpressionParts,
  ItemInput,
  KeyConditionOn,
  KeyOf,
  Projected,
  ProjectionOf,
  Returned,
  UpdateOf,
} from "./itemTypes.ts";
import type * as shapes from "./shapes.d.ts";
import type { ValueOptions } from "./valueOptions.ts";

/** What the types of DynamoDB's resources have besides what is generated: see `tools/types/additions.ts`. */

/** An input or an output whose attribute values are native ones. */
export type Native<T> = T extends Date | ArrayBufferView
  ? T
  : T extends readonly (infer Each)[]
    ? Native<Each>[]
    : T extends object
      ? IsAttributeValue<T> extends true
        ? unknown
        : { [Name in keyof T]: Native<T[Name]> }
      : T;

/** All members of an attribute value are optional: only their names tell it from other objects, and from maps. */
type IsAttributeValue<T> = string extends keyof T
  ? false
  : [keyof T] extends [keyof shapes.AttributeValue]
    ? true
    : false;

/** Members of before there were expressions; their values are native ones, too. */
type Legacy = "Expected" | "AttributeUpdates" | "KeyConditions" | "QueryFilter" | "ScanFilter";

/** The input of an operation without what is typed by the item. */
type Others<Input, Typed extends string = never> = Omit<
  Input,
  "TableName" | "Key" | "Item" | `${string}Expression` | keyof ExpressionParts | Legacy | Typed
> & { readonly [Member in Legacy & keyof Input]?: Native<Input[Member]> | undefined };

interface Conditional<Item> extends ExpressionParts {
  /** The call fails with `ConditionalCheckFailedException` where it does not hold. */
  readonly ConditionExpression?: ConditionOn<Item> | undefined;
}

/** The input of `table.getItem`. */
export interface GetItemInput<Item, Keys extends keyof Item, Wanted extends ProjectionOf<Item>>
  extends Others<shapes.GetItemInput>,
    Omit<ExpressionParts, "ExpressionAttributeValues"> {
  readonly Key: KeyOf<Item, Keys>;
  readonly ProjectionExpression?: Wanted;
}

/** The input of `table.putItem`. */
export interface PutItemInput<Item> extends Others<shapes.PutItemInput>, Conditional<Item> {
  readonly Item: ItemInput<Item>;
}

/** The input of `table.updateItem`. */
export interface UpdateItemInput<Item, Keys extends keyof Item>
  extends Others<shapes.UpdateItemInput>,
    Conditional<Item> {
  readonly Key: KeyOf<Item, Keys>;
  readonly UpdateExpression?: UpdateOf<Item, Keys> | undefined;
}

/** The input of `table.deleteItem`. */
export interface DeleteItemInput<Item, Keys extends keyof Item>
  extends Others<shapes.DeleteItemInput>,
    Conditional<Item> {
  readonly Key: KeyOf<Item, Keys>;
}

interface Listed<Item, Wanted extends ProjectionOf<Item>> extends ExpressionParts {
  /** Which of the items that are read come back. */
  readonly FilterExpression?: ConditionOn<Item> | undefined;
  readonly ProjectionExpression?: Wanted;
  /** Where to begin: the `LastEvaluatedKey` of a page, or a cursor. */
  readonly ExclusiveStartKey?: Readonly<Partial<Item>> | string | undefined;
}

/** Of the table itself its keys can be asked for, of an index any attributes. */
type KeysAsked<Item, Keys extends keyof Item> =
  | { readonly IndexName?: undefined; readonly KeyConditionExpression?: KeyConditionOn<Pick<Item, Keys>> | undefined }
  | { readonly IndexName: string; readonly KeyConditionExpression?: KeyConditionOn<Item> | undefined };

/** The input of `table.query`. */
export type QueryInput<Item, Keys extends keyof Item, Wanted extends ProjectionOf<Item>> = Others<
  shapes.QueryInput,
  "ExclusiveStartKey" | "IndexName"
> &
  Listed<Item, Wanted> &
  KeysAsked<Item, Keys>;

/** The input of `table.scan`. */
export interface ScanInput<Item, Wanted extends ProjectionOf<Item>>
  extends Others<shapes.ScanInput, "ExclusiveStartKey">,
    Listed<Item, Wanted> {}

/** A page of items that were asked for with a limit. */
export interface ItemPage<Item> {
  readonly items: Item[];
  /** Where the next page begins: text that goes into a URL as it is. `undefined` where nothing is left. */
  readonly cursor: string | undefined;
}

/** A page as the operation gives it, with native values. */
export type OutputPage<Output, Item> = Omit<Output, "Items" | "LastEvaluatedKey"> & {
  readonly Items: Item[];
  readonly LastEvaluatedKey?: Partial<Item>;
} & MetadataBearer;

/**
 * The items of a query, a scan or a statement, asked for page by page as they are read. It never changes: its methods
 * give new ones, and every iteration starts anew.
 *
 * @example
 * for await (const order of orders.query({ KeyConditionExpression: Key("customer").eq("c#1") }).limit(100)) {
 *   console.log(order.total);
 * }
 */
export interface ItemCollection<Item, Output = Record<string, unknown>> extends AsyncIterable<Item> {
  /** At most so many items, over all pages. */
  limit(count: number): ItemCollection<Item, Output>;
  /** So many items a request at most, before any filter. boto3: `Limit`. */
  pageSize(count: number): ItemCollection<Item, Output>;
  /** From the cursor of an earlier `page()` on; from the beginning where there is none. */
  after(cursor: string | undefined): ItemCollection<Item, Output>;
  /** The operation's own answers; with a limit the last one is cut to it, and its `LastEvaluatedKey` fits. */
  pages(options?: CallOptions): AsyncIterable<OutputPage<Output, Item>>;
  /** All items up to the limit at once. */
  toArray(options?: CallOptions): Promise<Item[]>;
  /** The first item, or `undefined` where there is none. */
  first(options?: CallOptions): Promise<Item | undefined>;
  /**
   * The items up to the limit, and where the next ones begin.
   *
   * @example
   * const { items, cursor } = await orders.scan().limit(20).after(url.searchParams.get("cursor") ?? undefined).page();
   */
  page(options?: CallOptions): Promise<ItemPage<Item>>;
  /** How many items there are, by requests that give none (`Select: "COUNT"`). They cost as much as reading them. */
  count(options?: CallOptions): Promise<number>;
}

/** The items of a scan. */
export interface ScanCollection<Item> extends ItemCollection<Item, shapes.ScanOutput> {
  limit(count: number): ScanCollection<Item>;
  pageSize(count: number): ScanCollection<Item>;
  after(cursor: string | undefined): ScanCollection<Item>;
  /**
   * Read in so many parts side by side, of which so many at once (default: all). Items come as they arrive.
   *
   * @example
   * for await (const order of orders.scan().segments(16, { concurrency: 4 })) index(order);
   */
  segments(
    count: number,
    options?: { readonly concurrency?: number | undefined },
  ): Omit<ScanCollection<Item>, "after" | "page" | "segments">;
}

/** A table whose items are of that type; `Keys` are the attributes of its key. */
export interface TableAdditions<Item extends object = Record<string, unknown>, Keys extends keyof Item = keyof Item> {
  /**
   * The same table whose values are in JavaScript as the options say.
   *
   * @example
   * const prices = dynamodb.Table<Price>("prices").withOptions({ numbers: "decimal" });
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
   * for (const order of all) await writer.putItem({ Item: order });
   */
  batchWriter(options?: BatchWriterOptions): BatchWriter<Item, Keys>;
  /**
   * The items of many keys, asked for in batches as they are read. A key that is asked for twice gives its item twice.
   *
   * @example
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
   * await dynamodb.transactWrite([
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

/** Writes many items of a table. Made by `table.batchWriter`. boto3: `BatchWriter`. */
export interface BatchWriter<Item, Keys extends keyof Item> extends AsyncDisposable {
  /** How many requests were written so far. */
  readonly written: number;
  /**
   * Takes an item to be written. Resolves when there is room for the next one, so await it: not all of a long list is in
   * memory then. Rejects with `BatchWriteError` as soon as something could not be written.
   */
  putItem(input: { readonly Item: ItemInput<Item> }): Promise<void>;
  /** Takes the key of an item to be deleted; as `putItem`. */
  deleteItem(input: { readonly Key: KeyOf<Item, Keys> }): Promise<void>;
  /** Resolves when all that was given is written. Throws `BatchWriteError`. */
  flush(): Promise<void>;
  /** As `flush`; nothing can be given any more. An error that was thrown before is not thrown again. */
  close(): Promise<void>;
}

/** The items of many keys. Made by `table.batchReader`. */
export interface BatchReader<Item> extends AsyncIterable<Item> {
  /** All items at once. */
  toArray(): Promise<Item[]>;
}

/** One action of a transaction. */
export interface TransactWriteAction {
  readonly Put?: TransactInput | undefined;
  readonly Update?: TransactInput | undefined;
  readonly Delete?: TransactInput | undefined;
  readonly ConditionCheck?: TransactInput | undefined;
}

/** One item that a transaction reads. */
export interface TransactGetAction<Item = Record<string, unknown>> {
  readonly Get: TransactInput;
  /** For types only. */
  readonly $item?: Item;
}

interface TransactInput {
  readonly TableName: string;
  readonly [member: string]: unknown;
}

interface TransactConditional<Item> extends Conditional<Item> {
  /** `ALL_OLD` gives the item in the reason of a cancellation. */
  readonly ReturnValuesOnConditionCheckFailure?: shapes.ReturnValuesOnConditionCheckFailure | undefined;
}

/** Makes the actions of a table. */
export interface TableTransactions<Item, Keys extends keyof Item> {
  put(input: TransactConditional<Item> & { readonly Item: ItemInput<Item> }): TransactWriteAction;
  update(
    input: TransactConditional<Item> & {
      readonly Key: KeyOf<Item, Keys>;
      readonly UpdateExpression: UpdateOf<Item, Keys>;
    },
  ): TransactWriteAction;
  delete(input: TransactConditional<Item> & { readonly Key: KeyOf<Item, Keys> }): TransactWriteAction;
  /** Does nothing but ask that a condition hold. */
  check(
    input: TransactConditional<Item> & {
      readonly Key: KeyOf<Item, Keys>;
      readonly ConditionExpression: ConditionOn<Item>;
    },
  ): TransactWriteAction;
  get<const Wanted extends ProjectionOf<Item> = undefined>(
    input: Omit<ExpressionParts, "ExpressionAttributeValues"> & {
      readonly Key: KeyOf<Item, Keys>;
      readonly ProjectionExpression?: Wanted;
    },
  ): TransactGetAction<Projected<Item, Wanted>>;
}

export interface ServiceResourceAdditions {
  /** The same whose values, and those of its tables, are in JavaScript as the options say. */
  withOptions(options: ValueOptions): this;
  /** [BatchGetItem](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/BatchGetItem), with native values; see `table.batchReader`. */
  batchGetItem(input: NativeInput, options?: CallOptions): Promise<NativeOutput<shapes.BatchGetItemOutput>>;
  /** [BatchWriteItem](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/BatchWriteItem), with native values; see `table.batchWriter`. */
  batchWriteItem(input: NativeInput, options?: CallOptions): Promise<NativeOutput<shapes.BatchWriteItemOutput>>;
  /** [ExecuteStatement](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/ExecuteStatement), with native values. */
  executeStatement(
    input: Omit<shapes.ExecuteStatementInput, "Parameters"> & { readonly Parameters?: readonly unknown[] | undefined },
    options?: CallOptions,
  ): Promise<NativeOutput<shapes.ExecuteStatementOutput>>;
  /** [BatchExecuteStatement](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/BatchExecuteStatement), with native values. */
  batchExecuteStatement(
    input: NativeInput,
    options?: CallOptions,
  ): Promise<NativeOutput<shapes.BatchExecuteStatementOutput>>;
  /** [ExecuteTransaction](https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/ExecuteTransaction), with native values. */
  executeTransaction(input: NativeInput, options?: CallOptions): Promise<NativeOutput<shapes.ExecuteTransactionOutput>>;
  /**
   * The items of a PartiQL statement. Values are bound to its question marks, never written into its text.
   *
   * @example
   * const paid = dynamodb.statement<Order>('SELECT * FROM "orders" WHERE customer = ? AND total > ?', ["c#1", 100]);
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
   * const [order, customer] = await dynamodb.transactGet([
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

type ItemOf<Action> = Action extends TransactGetAction<infer Item> ? Item : never;

/** An input that has tables' names as members, and native values. */
type NativeInput = Readonly<Record<string, unknown>>;
type NativeOutput<Output> = Native<Output> & MetadataBearer;
