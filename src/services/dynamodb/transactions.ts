import type { CallOptions } from "../../client/options.ts";
import { ClientError, type ResponseMetadata } from "../../errors/index.ts";
import { setSettings, settingsOf } from "../resourceSettings.ts";
import { locate, reportingBadValues } from "./badValue.ts";
import { writePart } from "./operations.ts";
import { readItem } from "./readValue.ts";
import { callWire, type Data, type DynamoDBResource, type Table, valueOptionsOf } from "./tableCalls.ts";
import type { ValueOptions } from "./valueOptions.ts";
import type { WireItem } from "./writeValue.ts";

/** Why one action of a transaction was not done; `None` where it was the others' fault. */
export interface CancellationReason {
  /** The action's place in the transaction. */
  readonly index: number;
  /** What it is: `Put`, `Update`, `Delete`, `ConditionCheck`, `Get`. */
  readonly action: string;
  /** `ConditionalCheckFailed`, `TransactionConflict`, `None`, … */
  readonly code: string;
  readonly message: string | undefined;
  /** The item as it is, where the action asked for it (`ReturnValuesOnConditionCheckFailure`). */
  readonly item: Readonly<Record<string, unknown>> | undefined;
}

/** What the service's own exception is to `instanceof`. */
class TransactionCanceledException extends ClientError {
  static override readonly errorKind: string = "DynamoDB.TransactionCanceledException";
}

/**
 * A transaction was not done, and why, action by action. It is a `TransactionCanceledException` as well.
 *
 * @example
 * try {
 *   await session.resource("dynamodb").transactWrite([orders.transact.put({ Item: order })]);
 * } catch (error) {
 *   if (!(error instanceof TransactionCanceled)) throw error;
 *   const failed = error.reasons.filter(({ code }) => code === "ConditionalCheckFailed");
 * }
 */
export class TransactionCanceled extends TransactionCanceledException {
  static override readonly errorKind: string = "dynamodb.TransactionCanceled";
  /** One for each action, in their order. */
  readonly reasons: readonly CancellationReason[];

  constructor(error: ClientError, reasons: readonly CancellationReason[]) {
    const { code, operation, $fault: fault, $metadata: metadata, data, retryable } = error;
    super({
      code,
      operation,
      fault,
      metadata: metadata as ResponseMetadata,
      data,
      retryable,
      message: describe(reasons),
    });
    this.reasons = reasons;
    this.cause = error;
  }
}

function describe(reasons: readonly CancellationReason[]): string {
  const guilty = reasons.filter(({ code }) => code !== "None");
  const each = guilty.map(({ index, action, code, message }) => {
    return `action ${index} (${action}): ${code}${message ? `, ${message}` : ""}`;
  });
  return `the transaction was canceled; ${each.join("; ")}`;
}

/** What a table gives to transactions; see `TableTransactions` in `transactionTypes.ts`. */
export class Transactions {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  put(input: Data): Data {
    return this.#action("Put", input);
  }

  update(input: Data): Data {
    return this.#action("Update", input);
  }

  delete(input: Data): Data {
    return this.#action("Delete", input);
  }

  check(input: Data): Data {
    return this.#action("ConditionCheck", input);
  }

  get(input: Data): Data {
    return this.#action("Get", input);
  }

  #action(name: string, input: Data): Data {
    const action = { [name]: { TableName: this.#table.name, ...input } };
    return setSettings(action, valueOptionsOf(this.#table));
  }
}

/** Does all actions or none. */
export async function transactWrite(
  resource: DynamoDBResource,
  actions: readonly Data[],
  input: Data,
  options?: CallOptions,
): Promise<Data> {
  const items = writeActions("TransactWriteItems", "TransactWriteItem", actions, resource);
  return send(resource, "TransactWriteItems", actions, { ...input, TransactItems: items }, options);
}

/** The items of all actions as they are at one time. */
export async function transactGet(
  resource: DynamoDBResource,
  actions: readonly Data[],
  input: Data,
  options?: CallOptions,
): Promise<(Data | undefined)[]> {
  const items = writeActions("TransactGetItems", "TransactGetItem", actions, resource);
  const output = await send(resource, "TransactGetItems", actions, { ...input, TransactItems: items }, options);
  const responses = (output.Responses ?? []) as readonly { readonly Item?: WireItem }[];
  return actions.map((action, index) => {
    const item = responses[index]?.Item;
    return item && readItem(item, optionsOf(action, resource));
  });
}

/** Actions that tables made have their tables' options, others the service resource's. */
function optionsOf(action: Data, resource: DynamoDBResource): ValueOptions {
  return (settingsOf(action) as ValueOptions | undefined) ?? valueOptionsOf(resource);
}

function writeActions(operation: string, shape: string, actions: readonly Data[], resource: DynamoDBResource): Data[] {
  return reportingBadValues(operation, () =>
    actions.map((action, index) => {
      try {
        return writePart(shape, action, optionsOf(action, resource));
      } catch (error) {
        throw locate(locate(error, index), "TransactItems");
      }
    }),
  );
}

async function send(
  resource: DynamoDBResource,
  operation: string,
  actions: readonly Data[],
  input: Data,
  options: CallOptions | undefined,
): Promise<Data> {
  try {
    return await callWire(resource.meta.client, operation, input, options);
  } catch (error) {
    const reasons = error instanceof ClientError ? error.data.CancellationReasons : undefined;
    if (!Array.isArray(reasons)) throw error;
    throw new TransactionCanceled(
      error as ClientError,
      reasons.map((reason, index) => reasonOf(reason, index, actions[index] ?? {}, resource)),
    );
  }
}

interface WireReason {
  readonly Code?: string;
  readonly Message?: string;
  readonly Item?: WireItem;
}

function reasonOf(reason: WireReason, index: number, action: Data, resource: DynamoDBResource): CancellationReason {
  const { Code: code = "None", Message: message, Item: wire } = reason;
  const item = wire && readItem(wire, optionsOf(action, resource));
  return { index, action: Object.keys(action)[0] ?? "", code, message, item };
}
