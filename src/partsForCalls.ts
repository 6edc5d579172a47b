import { waiters } from "./client/parts.ts";
import { waitUntil } from "./client/waiter.ts";
import { compileEvents } from "./protocol/eventCodec.ts";
import { loadEventFraming } from "./protocol/eventStream.ts";
import { eventStreams } from "./protocol/eventStreams.ts";

/** As `partsForClients.ts`, the parts that nobody asks for before a call. */
export const bringWaiters = (): void => waiters.provide(() => waitUntil);

export const bringEventStreams = (): void => eventStreams.provide(() => ({ compileEvents, loadEventFraming }));
