import { ClientError, type ClientErrorDetails } from "../errors/index.ts";
import type { Service, Shape } from "../model/service.ts";
import { exceptionFor } from "../protocol/errors.ts";

/** The class of a modelled exception. */
export interface ExceptionClass {
  new (details: ClientErrorDetails): ClientError;
  readonly errorKind: string;
}

/** The modelled exceptions of a service by their shapes' names, as `client.exceptions` has them. */
export type Exceptions = { readonly [shape: string]: ExceptionClass } & {
  /** The class of what a code stands for; `ClientError` where it is not modelled. boto3: `from_code`. */
  fromCode(code: string): ExceptionClass;
};

/** By service id and shape: models of one service that were loaded twice share their classes. */
const classes = new Map<string, ExceptionClass>();
const tables = new WeakMap<Service, Exceptions>();

/** All modelled exceptions of a service. boto3: `client.exceptions`. */
export function exceptionsOf(service: Service): Exceptions {
  const known = tables.get(service);
  if (known) return known;
  const names = Object.entries(service.model.shapes).filter(
    ([, shape]) => typeof shape === "object" && shape.exception,
  );
  const table = Object.fromEntries(
    names.map(([name]) => [name, exceptionClass(service.metadata.serviceId, name)]),
  ) as Exceptions;
  // Not one of the exceptions: stays out of what goes over them.
  Object.defineProperty(table, "fromCode", { value: (code: string) => classOfCode(service, code) });
  tables.set(service, table);
  return table;
}

/**
 * The class of one modelled exception. It is known by its service's id and its shape, so that `instanceof` holds for
 * errors of every client of the service, also of another copy of the library.
 */
export function exceptionClass(serviceId: string, shape: string): ExceptionClass {
  const kind = `${serviceId}.${shape}`;
  const known = classes.get(kind);
  if (known) return known;
  const created = class extends ClientError {
    static override readonly errorKind: string = kind;
  };
  Object.defineProperty(created, "name", { value: shape });
  classes.set(kind, created);
  return created;
}

function classOfCode(service: Service, code: string): ExceptionClass {
  const shape = exceptionFor(service, code);
  return shape ? exceptionClass(service.metadata.serviceId, shape.name) : ClientError;
}

/** Who is at fault by the model: the exception's own word, else what its status says. */
export function faultOf(shape: Shape | undefined, status: number): "client" | "server" {
  if (shape?.traits.fault) return "server";
  if (shape?.traits.error?.senderFault) return "client";
  return (shape?.traits.error?.httpStatusCode ?? status) >= 500 ? "server" : "client";
}

/**
 * Whether an error is an answer from AWS with that code, be it modelled or not.
 *
 * @example
 * try {
 *   await s3.headObject({ Bucket: "photos", Key: "cat.jpg" });
 * } catch (error) {
 *   if (!isError(error, "NoSuchKey", "404")) throw error;
 * }
 */
export function isError<Code extends string>(
  error: unknown,
  ...codes: readonly Code[]
): error is ClientError & { readonly code: Code } {
  return error instanceof ClientError && (codes as readonly string[]).includes(error.code);
}
