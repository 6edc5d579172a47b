import type { ClientRequest } from "node:http";
import type { ExchangeSettings } from "./options.ts";
import { bodyPieces, isSentWhole, watchUpload } from "./requestBody.ts";
import type { ThroughputWatch } from "./throughput.ts";
import type { HttpRequest } from "./types.ts";

/** Milliseconds to wait for `100 Continue` before the body is sent without it, as boto3 does. */
const CONTINUE_TIME = 1_000;

/** What an upload tells its exchange. */
interface UploadEvents {
  sent(): void;
  failed(error: unknown): void;
}

/** A request's body on its way out: piece by piece, no faster than the connection takes it. */
export class NodeUpload {
  readonly #request: HttpRequest;
  readonly #sent: ClientRequest;
  readonly #events: UploadEvents;
  readonly #settings: ExchangeSettings;
  #source: AsyncGenerator<Uint8Array, void> | undefined;
  #throughput: ThroughputWatch | undefined;
  #written = 0;
  #stopped = false;
  #isConnected = false;
  #wake: (() => void) | undefined;

  constructor(request: HttpRequest, sent: ClientRequest, settings: ExchangeSettings, events: UploadEvents) {
    this.#request = request;
    this.#sent = sent;
    this.#settings = settings;
    this.#events = events;
  }

  /** Whether the body needs more than to be handed over. */
  static isNeeded(request: HttpRequest): boolean {
    return request.body !== undefined && (request.headers.expect !== undefined || !isSentWhole(request));
  }

  start(): void {
    this.#run().then(undefined, (error) => this.#fail(error));
  }

  /** The connection stands: the body is asked for its first piece. */
  connected(): void {
    this.#isConnected = true;
    this.#wake?.();
  }

  /** The answer has begun. One that says no does not wait for the rest. */
  answered(status: number): void {
    if (status >= 300) this.stop();
    this.#wake?.();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#throughput?.stop();
    this.#wake?.();
    // The source is told that nobody wants the rest; what it throws at that has nowhere to go.
    this.#source?.return().then(undefined, () => {});
  }

  #fail(error: unknown): void {
    if (!this.#stopped) this.#events.failed(error);
  }

  async #run(): Promise<void> {
    // Without a connection the body stays as it is: a stream that nobody has touched can still be sent another time.
    while (!this.#isConnected && !this.#stopped) await this.#event();
    if (this.#request.headers.expect === "100-continue" && !this.#stopped) await this.#continued();
    if (this.#stopped) return;
    this.#source = bodyPieces(this.#request);
    while (true) {
      const { done, value } = await this.#source.next();
      if (this.#stopped) return;
      if (done) break;
      this.#written += value.byteLength;
      if (this.#sent.write(value)) continue;
      await this.#drained();
      if (this.#stopped) return;
    }
    this.#throughput?.stop();
    this.#sent.end(() => this.#events.sent());
  }

  async #drained(): Promise<void> {
    this.#throughput ??= watchUpload(
      this.#request,
      this.#settings,
      (error) => this.#fail(error),
      () => this.#written - unsentBytes(this.#sent),
    );
    this.#throughput?.waiting();
    while (this.#sent.writableNeedDrain && !this.#stopped) await this.#event("drain");
    this.#throughput?.served();
  }

  /** Waits for the server's leave to send the body, but not for long: old servers do not know the question. */
  async #continued(): Promise<void> {
    const timer = setTimeout(() => this.#wake?.(), CONTINUE_TIME);
    this.#sent.flushHeaders();
    await this.#event("continue");
    clearTimeout(timer);
  }

  /** Resolves at the request's next event of that name, or when the exchange has news. */
  #event(name?: "drain" | "continue"): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wake = undefined;
        if (name) this.#sent.removeListener(name, wake);
        resolve();
      };
      this.#wake = wake;
      if (name) this.#sent.once(name, wake);
    });
  }
}

/** What was written and has not left the process. */
function unsentBytes(sent: ClientRequest): number {
  const { socket } = sent;
  if (!socket) return sent.writableLength;
  // What the operating system has not taken yet of a piece that it was given stands only on the handle.
  const handle = (socket as { _handle?: { writeQueueSize?: number } | null })._handle;
  return Math.max(socket.writableLength, handle?.writeQueueSize ?? 0);
}
