import type { BodyQueue, ResponseBody } from "./body.ts";
import { describeRequest } from "./failures.ts";
import type { HttpRequest } from "./types.ts";

/** A connection that can be taken back from a body. */
interface Releasable {
  release(): void;
}

type Held = { queue: BodyQueue; exchange: Releasable };

// Some platforms of fetch do not tell what has become garbage.
const letGo: FinalizationRegistry<Held> | undefined =
  typeof FinalizationRegistry === "function" ? new FinalizationRegistry<Held>(releaseIfHeld) : undefined;

/** A body that is being read, or that has come in full, holds no connection from others. */
function releaseIfHeld({ queue, exchange }: Held): void {
  if (!queue.ended && queue.paused) exchange.release();
}

/** Takes the connection back once the body is garbage, unread or half read. */
export function watchForUnread(body: ResponseBody, queue: BodyQueue, exchange: Releasable): void {
  letGo?.register(body, { queue, exchange });
}

/** The lines of a stack, without what differs from call to call of one place: Node's own lines, and which one of many it was. */
function placeOf(stack = ""): string {
  const lines = stack.split("\n").slice(1);
  return lines.filter((line) => !/\(node:internal\/|Promise\.\w+ \(index \d+\)/.test(line)).join("\n");
}

const warnedOf = new Set<string>();
/** Enough to find every place in a program; no more, lest the set grows for ever. */
const MOST_WARNINGS = 100;

/** Says once for each place where such a call was made that a body was not read. */
export function warnOfUnread(request: HttpRequest): void {
  const place = placeOf(request.caller?.stack);
  if (warnedOf.size >= MOST_WARNINGS || warnedOf.has(place)) return;
  warnedOf.add(place);
  const message =
    `The body of an answer to ${describeRequest(request)} was not read, and its connection was taken back. ` +
    `Read the body, or discard it.${place && `\n${place}`}`;
  const { process } = globalThis as {
    process?: { emitWarning?: (message: string, options: { type: string; code: string }) => void };
  };
  if (process?.emitWarning) process.emitWarning(message, { type: "TucuxiWarning", code: "TUCUXI_UNREAD_BODY" });
  else console.warn(message);
}
