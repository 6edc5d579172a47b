import type { Logger } from "../client/options.ts";
import type { HookContext, Hooks } from "../hooks/hooks.ts";

let common: Logger | undefined;

/**
 * Gives a logger to all sessions that are made from now on and have none of their own; without an argument they are
 * silent again, as they are at first. boto3: `set_stream_logger`.
 *
 * @example
 * setLogger(console);
 */
export function setLogger(logger?: Logger): void {
  common = logger;
}

/** The logger that {@link setLogger} gave. */
export function commonLogger(): Logger | undefined {
  return common;
}

/** Logs every attempt and every failed call, by hooks as users have them. Neither inputs nor outputs are shown. */
export function logCalls(hooks: Hooks, logger: Logger): void {
  hooks.register("responseReceived", (event) => {
    const { attempt, response, error } = event;
    const outcome = error === undefined ? `status ${response?.status}` : messageOf(error);
    logger.debug(`${nameOf(event)}, attempt ${attempt}: ${outcome}`);
  });
  hooks.register("afterCallError", (event) => {
    logger.error(`${nameOf(event)} failed: ${messageOf(event.error)}`);
  });
}

/** A line for what went wrong and was got over. */
export function warning(message: string, error: unknown): string {
  return `${message} ${messageOf(error)}`;
}

function nameOf({ operation }: HookContext): string {
  return `${operation.service.name}.${operation.name}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
