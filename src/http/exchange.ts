import { AbortError, type IncompleteReadError } from "../errors/index.ts";
import { BodyQueue, type BodySource, ResponseBody } from "./body.ts";
import {
  answerBrokeOff,
  bodyNotRead,
  bodySilent,
  bodyStalled,
  connectionError,
  noAnswer,
  noConnection,
  noFreeConnection,
} from "./failures.ts";
import { onAbort } from "./onAbort.ts";
import type { ExchangeSettings } from "./options.ts";
import type { Slots, SlotWaiter } from "./slots.ts";
import { ThroughputWatch } from "./throughput.ts";
import { TimeLimit } from "./timeLimit.ts";
import { unref } from "./timers.ts";
import type { HttpRequest, HttpResponse } from "./types.ts";
import { warnOfUnread, watchForUnread } from "./unread.ts";

/** Bytes of a rest that nobody wants which are read all the same, so that the connection can be used again. */
const DRAIN_LIMIT = 64 * 1024;
/** Milliseconds that such a rest may take. */
const DRAIN_TIME = 1_000;

/**
 * One request and its answer, from the wait for a connection to the body's last byte: all that is the same over every
 * transport. A transport says what happens (`connected`, `received`, `data`, …) and does what it is told (`send`,
 * `pause`, `stop`, …).
 */
export abstract class Exchange implements SlotWaiter, BodySource {
  readonly request: HttpRequest;
  protected readonly settings: ExchangeSettings;
  readonly #slots: Slots;
  // Let go of once they were called: they hold the answer, and with it a body that nobody else may want any longer.
  #resolve: ((response: HttpResponse) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;
  #forgetSignal: (() => void) | undefined;
  readonly #limit: TimeLimit<Exchange> = new TimeLimit<Exchange>(this);
  #startedWaiting = 0;
  #ownsSlot = false;
  #finished = false;

  #queue: BodyQueue | undefined;
  /** Whether the answer is one of those that have no body, whatever length their headers name. */
  #bodiless = false;
  /** The length that the headers promise. */
  #expected: number | undefined;
  #received = 0;
  /** Whether the idle time counts just now. */
  #idleCounts = false;
  #throughput: ThroughputWatch | undefined;
  #unreadTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    request: HttpRequest,
    slots: Slots,
    settings: ExchangeSettings,
    resolve: (response: HttpResponse) => void,
    reject: (error: Error) => void,
  ) {
    this.request = request;
    this.settings = settings;
    this.#slots = slots;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Sends the request; a slot is taken. */
  protected abstract send(): void;
  /** Ends what is under way. Nothing that the transport says afterwards counts. */
  protected abstract stop(): void;
  abstract pause(): void;
  abstract resume(): void;

  get finished(): boolean {
    return this.#finished;
  }

  get givenUp(): boolean {
    return this.#finished;
  }

  /** Whether the answer has begun. */
  protected get answered(): boolean {
    return this.#queue !== undefined;
  }

  protected get bodiless(): boolean {
    return this.#bodiless;
  }

  start(): void {
    const { signal } = this.request;
    this.settings.underWay.add(this);
    if (signal) {
      if (signal.aborted) {
        this.#finish(new AbortError(signal.reason));
        return;
      }
      this.#forgetSignal = onAbort(signal, () => this.fail(new AbortError(signal.reason)));
    }
    if (this.#slots.take()) {
      this.granted();
      return;
    }
    this.#startedWaiting = performance.now();
    this.connecting();
    this.#slots.wait(this);
  }

  granted(): void {
    this.#ownsSlot = true;
    this.connected();
    this.send();
  }

  /** The time for a connection runs. */
  protected connecting(): void {
    const limit = this.request.timeouts?.connect;
    if (limit && !this.#finished) this.#limit.start(limit, onConnectTimeout);
  }

  /** The next request may have the connection. */
  protected freeSlot(slots: Slots): void {
    slots.release();
  }

  /** There is a connection: its time is over. */
  protected connected(): void {
    this.#limit.stop();
  }

  /** The request is on its way in full: the time for the answer's headers runs. */
  protected sent(): void {
    if (this.#finished || this.#queue) return;
    const limit = this.request.timeouts?.headers;
    if (limit) this.#limit.start(limit, onHeadersTimeout);
  }

  /** @param comparesLength whether the body's length is the one that its header promises */
  protected received(status: number, headers: Record<string, string>, comparesLength = true): void {
    if (this.#finished || this.#queue) return;
    this.#limit.stop();
    const queue = new BodyQueue(this);
    this.#queue = queue;
    const body = new ResponseBody(queue);
    const length = headers["content-length"];
    if (status === 204 || status === 304 || this.request.method === "HEAD") this.#bodiless = true;
    else {
      if (length !== undefined && comparesLength) this.#expected = Number(length);
      // A body that is held as a whole never keeps its connection from others.
      if (length === undefined || Number(length) > DRAIN_LIMIT) watchForUnread(body, queue, this);
    }
    this.#resolve?.(
      comparesLength ? { status, headers, body } : { status, headers, body, decoded: "content-encoding" in headers },
    );
    this.#resolve = undefined;
    this.#reject = undefined;
  }

  protected data(chunk: Uint8Array): void {
    this.#received += chunk.byteLength;
    this.#throughput?.count(chunk.byteLength);
    this.#queue?.push(chunk);
    if (this.#idleCounts) this.#restartIdleTime();
  }

  /** The answer has come to its end; an end that came too early is a failure. */
  protected ended(): void {
    if (this.#finished) return;
    if (this.#expected !== undefined && this.#received !== this.#expected) {
      this.fail(this.incomplete());
      return;
    }
    this.#finish();
    this.#queue?.end();
  }

  /** The answer broke off. */
  protected incomplete(cause?: unknown): IncompleteReadError {
    return answerBrokeOff(this.request, this.#received, this.#expected, cause);
  }

  /** The exchange has failed, by whatever cause: the transport is stopped, and who waits is told. */
  fail(cause: unknown): void {
    if (this.#finished) return;
    this.#finish(connectionError(cause, this.request), true);
  }

  /** Like `fail`, with an error that is the user's own and reaches the caller as it is. */
  protected failAs(error: unknown): void {
    // Whoever throws nothing still ends the request.
    this.#finish((error ?? connectionError("the body threw undefined", this.request)) as Error, true);
  }

  // What the body asks for.

  waiting(): void {
    if (this.#finished) return;
    this.#idleCounts = true;
    this.#restartIdleTime();
    if (!this.request.mayFallSilent) {
      this.#throughput ??= this.#watchThroughput();
      this.#throughput?.waiting();
    }
  }

  served(): void {
    this.#idleCounts = false;
    this.#throughput?.served();
  }

  cancel(): void {
    if (this.#finished) return;
    const rest = this.#expected === undefined ? Number.POSITIVE_INFINITY : this.#expected - this.#received;
    if (rest > DRAIN_LIMIT) {
      this.#finish(undefined, true);
      return;
    }
    this.served();
    this.#limit.start(DRAIN_TIME, onDrainTimeout);
    this.resume();
  }

  /** The body is full and waits for its reader; begins the time for which it may do so at the expense of others. */
  protected heldByReader(): void {
    if (this.#queue?.touched || this.#unreadTimer) return;
    this.#unreadTimer = setTimeout(onUnreadTimeout, this.settings.unreadBodyTimeout, this);
    unref(this.#unreadTimer);
  }

  /** Takes the connection back from a body that nobody reads. */
  release(): void {
    if (this.#finished || !this.#queue?.paused) return;
    warnOfUnread(this.request);
    this.fail(bodyNotRead(this.request));
  }

  // What is called when the time for something is over.

  /** @internal */
  connectTimedOut(): void {
    const limit = this.request.timeouts!.connect!;
    if (this.#ownsSlot) {
      this.fail(noConnection(this.request));
      return;
    }
    // A line that moves is no standstill: many calls at once are served one after the other.
    const still = performance.now() - Math.max(this.#startedWaiting, this.#slots.lastGranted);
    if (still < limit - 1) this.#limit.start(limit - still, onConnectTimeout);
    else this.fail(noFreeConnection(this.request, this.#slots.limit));
  }

  /** @internal */
  headersTimedOut(): void {
    this.fail(noAnswer(this.request));
  }

  /** @internal */
  bodyTimedOut(): void {
    if (this.#idleCounts) this.fail(bodySilent(this.request));
  }

  /** @internal */
  drainTimedOut(): void {
    this.#finish(undefined, true);
  }

  /** @internal */
  unreadTimedOut(): void {
    this.#unreadTimer = undefined;
    if (this.#finished || this.#queue?.touched || !this.#queue?.paused) return;
    if (this.#slots.contended) this.release();
    else this.heldByReader();
  }

  #restartIdleTime(): void {
    const limit = this.request.timeouts?.body;
    // The connection keeps the process alive while it is waited for; a body that is left half read should not.
    if (limit) this.#limit.restart(limit, onBodyTimeout);
  }

  #watchThroughput(): ThroughputWatch | undefined {
    const limits = this.settings.stalledStream;
    if (!limits) return undefined;
    const { minimumThroughput, gracePeriod } = limits;
    return new ThroughputWatch(minimumThroughput, gracePeriod, () => this.fail(bodyStalled(this.request, limits)));
  }

  #finish(error?: Error, stop = false): void {
    if (this.#finished) return;
    // First of all: a transport that is stopped may say so at once, and that is no news.
    this.#finished = true;
    if (stop) this.stop();
    this.settings.underWay.delete(this);
    this.#limit.stop();
    if (this.#unreadTimer) clearTimeout(this.#unreadTimer);
    this.#throughput?.stop();
    this.#forgetSignal?.();
    if (error) {
      if (this.#queue) this.#queue.fail(error);
      else this.#reject?.(error);
    }
    if (this.#ownsSlot) this.freeSlot(this.#slots);
  }
}

// One function for all exchanges: none needs a closure of its own.
const onConnectTimeout = (exchange: Exchange): void => exchange.connectTimedOut();
const onHeadersTimeout = (exchange: Exchange): void => exchange.headersTimedOut();
const onBodyTimeout = (exchange: Exchange): void => exchange.bodyTimedOut();
const onDrainTimeout = (exchange: Exchange): void => exchange.drainTimedOut();
const onUnreadTimeout = (exchange: Exchange): void => exchange.unreadTimedOut();
