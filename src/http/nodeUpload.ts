import type { ClientRequest } from "node:http";
import { ConnectionError, SerializationError } from "../errors/index.ts";
import { describeRequest } from "./failures.ts";
import type { ExchangeSettings } from "./options.ts";
import { ThroughputWatch } from "./throughput.ts";
import type { HttpRequest, HttpRequestBody } from "./types.ts";

/** Bytes from which a body is sent in pieces, so that its progress can be seen. */
const WHOLE_LIMIT = 256 * 1024;
const PIECE = 64 * 1024;
/** Milliseconds to wait for `100 Continue` before the body is sent without it, as boto3 does. */
const CONTINUE_TIME = 1_000;

/** What an upload tells its exchange. */
interface UploadEvents {
  sent(): void;
  failed(error: unknown): void;
}

/** A request's body on its way out: piece by piece, no faster than the connection takes it. */
export class Upload {
  readonly #request: HttpRequest;
  readonly #sent: ClientRequest;
  readonly #settings: ExchangeSettings;
  readonly #events: UploadEvents;
  #stopped = false;
  #throughput: ThroughputWatch | undefined;
  #written = 0;
  #isConnected = false;
  #source: AsyncIterator<Uint8Array> | undefined;
  #wake: (() => void) | undefined;

  constructor(request: HttpRequest, sent: ClientRequest, settings: ExchangeSettings, events: UploadEvents) {
    this.#request = request;
    this.#sent = sent;
    this.#settings = settings;
    this.#events = events;
  }

  /** Whether the body needs more than to be handed over. */
  static isNeeded({ body, headers }: HttpRequest): boolean {
    if (body === undefined) return false;
    if (headers.expect !== undefined) return true;
    return typeof body === "string"
      ? body.length > WHOLE_LIMIT
      : !(body instanceof Uint8Array) || body.length > WHOLE_LIMIT;
  }

  start(): void {
    this.#run().then(undefined, (error) => {
      if (!this.#stopped) this.#events.failed(error);
    });
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
    // Who made the source is told that nobody wants the rest; what that throws has nowhere to go.
    this.#source?.return?.().then(undefined, () => {});
  }

  async #run(): Promise<void> {
    // Before there is a connection the body stays as it is: a stream that nobody has touched can still be sent again.
    while (!this.#isConnected && !this.#stopped) await this.#event();
    if (this.#request.headers.expect === "100-continue") await this.#continued();
    if (this.#stopped) return;
    const source = pieces(this.#request.body!);
    this.#source = source;
    const header = this.#request.headers["content-length"];
    const length = header === undefined ? undefined : Number(header);
    while (true) {
      const { done, value } = await source.next();
      if (this.#stopped) return;
      if (done) break;
      this.#check(value, length);
      await this.#write(value);
      if (this.#stopped) return;
    }
    if (length !== undefined && this.#written < length) {
      throw new SerializationError(
        `${describeRequest(this.#request)}: the body ended after ${this.#written} bytes; its content-length is ${length}.`,
      );
    }
    this.#throughput?.stop();
    this.#sent.end(() => this.#events.sent());
  }

  #check(piece: unknown, length: number | undefined): asserts piece is Uint8Array {
    const what = describeRequest(this.#request);
    if (!(piece instanceof Uint8Array)) {
      throw new SerializationError(`${what}: the body gave a piece that is no Uint8Array but a ${typeof piece}.`);
    }
    if (length !== undefined && this.#written + piece.byteLength > length) {
      throw new SerializationError(`${what}: the body is longer than its content-length of ${length} bytes.`);
    }
  }

  async #write(whole: Uint8Array): Promise<void> {
    for (let offset = 0; offset < whole.byteLength; offset += PIECE) {
      const piece = whole.byteLength <= PIECE ? whole : whole.subarray(offset, offset + PIECE);
      this.#written += piece.byteLength;
      if (this.#sent.write(piece)) continue;
      this.#throughput ??= this.#watchThroughput();
      this.#throughput?.waiting();
      while (this.#sent.writableNeedDrain && !this.#stopped) await this.#event("drain");
      if (this.#stopped) return;
      this.#throughput?.served();
    }
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
      const wake = () => {
        this.#wake = undefined;
        if (name) this.#sent.removeListener(name, wake);
        resolve();
      };
      this.#wake = wake;
      if (name) this.#sent.once(name, wake);
    });
  }

  #watchThroughput(): ThroughputWatch | undefined {
    const limits = this.#settings.stalledStream;
    if (!limits) return undefined;
    const { minimumThroughput, gracePeriod } = limits;
    const sentSoFar = () => this.#written - unsentBytes(this.#sent);
    return new ThroughputWatch(
      minimumThroughput,
      gracePeriod,
      () => this.#stalled(minimumThroughput, gracePeriod),
      sentSoFar,
    );
  }

  #stalled(minimumThroughput: number, gracePeriod: number): void {
    const slow = `less than ${minimumThroughput} bytes a second for ${gracePeriod} ms`;
    this.#events.failed(
      new ConnectionError(`${describeRequest(this.#request)}: the sending of the body has stalled (${slow}).`),
    );
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

async function* once(piece: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield piece;
}

function pieces(body: HttpRequestBody): AsyncIterator<Uint8Array> {
  if (typeof body === "string") return once(Buffer.from(body));
  return body instanceof Uint8Array ? once(body) : body[Symbol.asyncIterator]();
}
