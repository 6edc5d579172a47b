import { TucuxiError } from "../errors/index.ts";
import { methodName } from "../model/names.ts";
import { checkCallOptions } from "./callOptions.ts";
import type { Input, Output } from "./currentCall.ts";
import { withOfficialNames } from "./officialNames.ts";
import type { ClientRuntime } from "./runtime.ts";
import type { OfficialCommand, SendOptions } from "./types.ts";

/**
 * Calls the operation that a command of the official JavaScript SDK stands for, with the command's input. Bodies of the
 * output answer to the official SDK's names too.
 */
export async function send(
  runtime: ClientRuntime,
  command: OfficialCommand<object>,
  given: SendOptions = {},
): Promise<Output> {
  const operation = operationOf(runtime, command);
  const isObject = typeof given === "object" && given !== null;
  const { abortSignal, ...options } = isObject ? given : {};
  const callOptions = { ...options, signal: options.signal ?? abortSignal };
  checkCallOptions(isObject ? callOptions : given, "send");
  const plan = await runtime.planOfOperation(operation);
  return withOfficialNames(await plan.call(command.input as Input, callOptions, true));
}

/** The operation's API name. Throws where the command is none, or another service's. */
function operationOf({ context: { service } }: ClientRuntime, command: OfficialCommand<object>): string {
  const { clientName, commandName } = namesOf(command);
  const own = `${service.metadata.serviceId}Client`;
  if (plain(clientName) !== plain(own)) {
    throw new TucuxiError(`${commandName} is a command of ${clientName}; this client is of ${service.name}.`);
  }
  const operation = commandName.replace(/Command$/, "");
  if (Object.hasOwn(service.model.operations, operation)) return operation;
  throw new TucuxiError(
    `${service.name} has no operation ${operation} (client.${methodName(operation)}): ` +
      "the command comes from another version of the service's model.",
  );
}

/** Names of the official SDK are a service's id without what is no letter or digit. */
function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}

interface CommandNames {
  /** `S3Client` */
  readonly clientName: string;
  /** `GetObjectCommand` */
  readonly commandName: string;
}

/**
 * A command tells its names to the middleware that a client gives it, whatever a minifier made of its class; it is
 * given one that only listens.
 */
function namesOf(command: OfficialCommand<object>): CommandNames {
  if (typeof command?.resolveMiddleware !== "function" || typeof command.input !== "object") {
    throw new TucuxiError("client.send takes a command of the official SDK, such as new GetObjectCommand({ … }).");
  }
  if ("clientCommand" in command) {
    throw new TucuxiError(
      "A command of the document client (@aws-sdk/lib-dynamodb) has plain values, which a client does not take: " +
        'resource("dynamodb").Table(…) does.',
    );
  }
  let names: Partial<CommandNames> | undefined;
  const stack = {
    concat: () => stack,
    resolve: (_handler: unknown, context: Partial<CommandNames>) => {
      names = context;
      return () => Promise.resolve({ output: {} });
    },
  };
  (command.resolveMiddleware as (...context: unknown[]) => unknown).call(command, stack, {}, {});
  const { clientName, commandName } = names ?? {};
  if (clientName && commandName) return { clientName, commandName };
  throw new TucuxiError(`${command.constructor.name} does not say which operation it calls.`);
}
