import type { Agent, ClientRequest, IncomingMessage, request as sendRequest } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { ConnectionError } from "../errors/index.ts";
import { Exchange } from "./exchange.ts";
import { describeRequest, refusedRequest } from "./failures.ts";
import { isUsed, noteAnswer } from "./nodeAgent.ts";
import { framedHeaders, responseHeaders } from "./nodeHeaders.ts";
import { NodeUpload } from "./nodeUpload.ts";
import type { ExchangeSettings } from "./options.ts";
import { isReplayable } from "./requestBody.ts";
import type { Slots } from "./slots.ts";
import type { HttpRequest, HttpResponse } from "./types.ts";

/** The connections to one origin, or to a proxy that forwards to it. */
export interface NodeOrigin {
  /** `request` of node:http or node:https. */
  readonly request: typeof sendRequest;
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  readonly slots: Slots;
  readonly agent: Agent;
  /** A proxy that forwards: what it wants before the path, and its headers as a flat list of names and values. */
  readonly forwarding?: { readonly pathPrefix: string; readonly headers: readonly string[] };
  /** Closes the idle connections whose time is over. */
  closeStale(): void;
  /** Closes all idle connections. */
  closeIdle(): void;
  close(): void;
}

type Sent = ClientRequest & { exchange: NodeExchange };

/** One request over node:http or node:https. */
export class NodeExchange extends Exchange {
  readonly #origin: NodeOrigin;
  #sent: Sent | undefined;
  #response: IncomingMessage | undefined;
  #upload: NodeUpload | undefined;
  /** Whether the request went out on a connection that had carried others. */
  #reused = false;
  #retried = false;

  constructor(
    request: HttpRequest,
    origin: NodeOrigin,
    settings: ExchangeSettings,
    resolve: (response: HttpResponse) => void,
    reject: (error: Error) => void,
  ) {
    super(request, origin.slots, settings, resolve, reject);
    this.#origin = origin;
  }

  protected override send(): void {
    const { request } = this;
    const origin = this.#origin;
    origin.closeStale();
    let sent: Sent;
    try {
      sent = origin.request({
        host: origin.hostname,
        port: origin.port,
        method: request.method,
        path: origin.forwarding ? origin.forwarding.pathPrefix + request.path : request.path,
        headers: framedHeaders(request, origin.forwarding?.headers),
        agent: origin.agent,
      }) as Sent;
    } catch (error) {
      this.fail(refusedRequest(error, request));
      return;
    }
    sent.exchange = this;
    this.#sent = sent;
    sent.on("response", onResponse);
    sent.on("error", onError);
    sent.on("close", onClose);
    this.#reused = sent.reusedSocket;
    if (sent.reusedSocket) this.connected();
    else {
      this.connecting();
      sent.on("socket", onSocket);
    }
    this.#write(sent);
  }

  #write(sent: Sent): void {
    const { body } = this.request;
    if (NodeUpload.isNeeded(this.request)) {
      this.#upload = new NodeUpload(this.request, sent, this.settings, {
        sent: () => this.sent(),
        failed: (error) => this.failAs(error),
      });
      this.#upload.start();
      if (this.#reused) this.#upload.connected();
      return;
    }
    if (body === undefined) sent.end();
    else sent.end(body as string | Uint8Array);
    if (this.#reused) this.sent();
  }

  /** @internal */
  onSocket(socket: Socket): void {
    if (this.finished) return;
    // A socket that another request left behind while this one was queued in the agent.
    this.#reused = isUsed(socket);
    const { secure } = this.#origin;
    // The types do not know this property of TLS sockets: true until the handshake is over.
    const connecting = secure
      ? (socket as TLSSocket & { secureConnecting: boolean }).secureConnecting
      : socket.connecting;
    if (connecting) socket.once(secure ? "secureConnect" : "connect", () => this.onConnected());
    else this.onConnected();
  }

  /** @internal */
  onConnected(): void {
    if (this.finished || this.answered) return;
    this.connected();
    if (this.#upload) this.#upload.connected();
    else this.sent();
  }

  /** @internal */
  onResponse(response: IncomingMessage): void {
    if (this.finished) {
      response.destroy();
      return;
    }
    this.#response = response;
    (response as IncomingMessage & { exchange: NodeExchange }).exchange = this;
    response.on("data", onData);
    response.on("end", onEnd);
    response.on("error", onResponseError);
    this.#upload?.answered(response.statusCode!);
    const headers = responseHeaders(response.rawHeaders);
    if (response.socket) noteAnswer(response.socket, headers["keep-alive"]);
    this.received(response.statusCode!, headers);
  }

  /** @internal */
  onData(chunk: Uint8Array): void {
    this.data(chunk);
  }

  /** @internal */
  onEnd(): void {
    // The rest of an upload that the service did not wait for would be taken for the next request.
    if (!this.#sent?.writableFinished) this.stop();
    this.ended();
  }

  /** @internal */
  onError(error: NodeJS.ErrnoException): void {
    if (this.finished) return;
    if (this.answered) {
      // What the parser does not understand is no answer that broke off.
      this.fail(error.code?.startsWith("HPE_") ? error : this.incomplete(error));
      return;
    }
    if (this.#mayHaveDiedIdle(error)) {
      this.#retried = true;
      this.connected();
      this.#upload?.stop();
      // After a freeze of the process the other idle connections are as dead as this one.
      this.#origin.closeIdle();
      this.send();
      return;
    }
    this.fail(error);
  }

  /** Whether it is this request that is under way, and not one that was given up for a second connection. @internal */
  isCurrent(sent: ClientRequest): boolean {
    return sent === this.#sent;
  }

  /** @internal */
  onClose(sent: Sent): void {
    if (this.finished || sent !== this.#sent) return;
    if (this.answered) {
      if (!this.#response?.complete) this.fail(this.incomplete());
      return;
    }
    this.fail(new ConnectionError(`${describeRequest(this.request)}: the connection was closed without an answer.`));
  }

  #mayHaveDiedIdle(error: NodeJS.ErrnoException): boolean {
    const died = error.code === "ECONNRESET" || error.code === "EPIPE";
    return died && this.#reused && !this.#retried && isReplayable(this.request);
  }

  override pause(): void {
    this.#response?.pause();
    this.heldByReader();
  }

  override resume(): void {
    this.#response?.resume();
  }

  protected override stop(): void {
    this.#upload?.stop();
    this.#sent?.destroy();
  }
}

// The listeners are the same functions for every request, which carries its exchange.

function onSocket(this: ClientRequest, socket: Socket): void {
  (this as Sent).exchange.onSocket(socket);
}

function onResponse(this: ClientRequest, response: IncomingMessage): void {
  (this as Sent).exchange.onResponse(response);
}

function onError(this: ClientRequest, error: Error): void {
  const { exchange } = this as Sent;
  if (exchange.isCurrent(this)) exchange.onError(error);
}

function onClose(this: ClientRequest): void {
  (this as Sent).exchange.onClose(this as Sent);
}

type Received = IncomingMessage & { exchange: NodeExchange };

function onData(this: IncomingMessage, chunk: Uint8Array): void {
  (this as Received).exchange.onData(chunk);
}

function onEnd(this: IncomingMessage): void {
  (this as Received).exchange.onEnd();
}

function onResponseError(this: IncomingMessage, error: Error): void {
  (this as Received).exchange.onError(error);
}
