import type { CallOptions } from "../client/options.ts";
import { ClientError, ResourceError } from "../errors/index.ts";
import { methodName } from "../model/names.ts";
import { simplePath } from "../model/path.ts";
import { inheritSettings } from "../services/resourceSettings.ts";
import type { Call, Calls } from "./client.ts";
import type { ActionDescription, LoadDescription, ReferenceDescription, WaiterDescription } from "./description.ts";
import { type Input, inputFor, type ParamSource } from "./params.ts";
import { clientIn, dataIn, identifiersIn, kindIn, labelOf, loadedDataIn, type Resource } from "./resource.ts";
import { type ResourceClass, type ResultMaker, withoutMetadata } from "./result.ts";

type Method<Result> = (this: Resource, input?: Input, options?: CallOptions) => Promise<Result>;

export function callOf(operation: string): Call {
  return { operation, method: methodName(operation) };
}

/** Resolves to the output, or to the resources that the definition makes of it. */
export function actionMethod(action: ActionDescription, calls: Calls, maker: ResultMaker | undefined): Method<unknown> {
  const call = callOf(action.operation);
  const { params, returns } = action;
  return async function (input, options) {
    const sent = inputFor(params, sourceOf(this), input);
    const output = await calls.send(clientIn(this), call, sent, options);
    if (!maker) return output;
    return returns!.many ? maker.many(this, output, sent) : maker.certain(this, output, sent, call.operation);
  };
}

export type Loader = (resource: Resource, input?: Input, options?: CallOptions) => Promise<unknown>;

/** Calls the load's operation and finds the data in its answer. */
export function loaderOf(load: LoadDescription, calls: Calls): Loader {
  const call = callOf(load.operation);
  const read = simplePath(load.path);
  return async (resource, input, options) => {
    const sent = inputFor(load.params, sourceOf(resource), input);
    return read(await calls.send(clientIn(resource), call, sent, options));
  };
}

/** Resolves to a loaded resource of the same identifiers. */
export function loadMethod(load: LoadDescription, loader: Loader, classOf: () => ResourceClass): Method<Resource> {
  return async function (input, options) {
    const data = await loader(this, input, options);
    if (isNothing(data)) {
      throw new ResourceError(`${labelOf(this)} does not exist: ${load.operation} gave nothing at ${load.path}.`);
    }
    return withData(this, withoutMetadata(data), classOf());
  };
}

/** Whether the load finds the resource. What else may go wrong is an error still. */
export function existsMethod(loader: Loader): Method<boolean> {
  return async function (input, options) {
    try {
      return !isNothing(await loader(this, input, options));
    } catch (error) {
      if (saysAbsent(error, this)) return false;
      throw error;
    }
  };
}

/** Resolves to the loaded resource; to an unloaded one where the wait was for its end. */
export function waiterMethod(
  waiter: WaiterDescription,
  calls: Calls,
  classOf: () => ResourceClass,
): (this: Resource, input?: Input, options?: object) => Promise<Resource> {
  const call = callOf(waiter.operation);
  const name = methodName(waiter.waiter);
  const read = waiter.path === undefined ? undefined : simplePath(waiter.path);
  return async function (input, options?: object & CallOptions) {
    const sent = inputFor(waiter.params, sourceOf(this), input);
    const output = await calls.waitUntil(clientIn(this), name, call, sent, options);
    if (!waiter.loads) return withData(this, undefined, this.constructor as ResourceClass);
    const data = output && read?.(output);
    if (!isNothing(data)) return withData(this, withoutMetadata(data), classOf());
    const { load } = this as unknown as { load?: Method<Resource> };
    return load ? load.call(this, undefined, options && { signal: options.signal }) : this;
  };
}

/** What the loaded data refers to: one resource, or `undefined` where it names none; or a list. */
export function referenceGetter(reference: ReferenceDescription, maker: ResultMaker): (this: Resource) => unknown {
  return function () {
    const data = loadedDataIn(this, reference.name);
    return reference.many ? maker.many(this, data, {}) : maker.one(this, data, {});
  };
}

export function attributeGetter(name: string, member: string): (this: Resource) => unknown {
  return function () {
    const data = dataIn(this) as Readonly<Record<string, unknown>> | undefined;
    return (data ?? loadedDataIn(this, name))[member];
  };
}

export function sourceOf(resource: Resource): ParamSource {
  return { identifiers: identifiersIn(resource), data: dataIn(resource) };
}

/** The same thing with other data, and with what the user chose for it. */
export function withData(resource: Resource, data: unknown, Class: ResourceClass): Resource {
  const identifiers = identifiersIn(resource);
  const values = kindIn(resource).identifierNames.map((name) => identifiers[name]);
  return inheritSettings(resource, new Class(clientIn(resource), data, values));
}

/** Whether a service says that there is no such thing: by status, by code, or as the definition knows it. */
export function saysAbsent(error: unknown, resource: Resource): boolean {
  if (!(error instanceof ClientError)) return false;
  if (error.$metadata.httpStatusCode === 404 || ABSENT.test(error.code)) return true;
  const { absent } = kindIn(resource).description;
  return absent?.code === error.code && error.message.includes(absent.message ?? "");
}

const ABSENT = /NotFound|NoSuch|NonExist|DoesNotExist/;

function isNothing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
