/// <reference lib="esnext.disposable" preserve="true" />
import { platform } from "#platform";
import { collectBody } from "../client/streamingBody.ts";
import { nodeHttpHandler } from "../http/node.ts";
import type { HttpHandler, HttpRequest, HttpResponse } from "../http/types.ts";
import { type Interaction, joined, recordedBody, recordedHeaders, recordedUrl, sentBody } from "./fixture.ts";

export interface RecordOptions {
  /** What sends the requests. Default: node:http, as for a client. */
  readonly http?: HttpHandler | undefined;
}

/** A handler that writes down what goes through it. */
export interface Recorder extends HttpHandler, AsyncDisposable {
  /** Resolves when all is written; closes the connections. */
  close(): Promise<void>;
}

/**
 * Makes a handler that sends requests and writes them and their answers to a file, for {@link replayFrom} to answer from.
 * Signatures, credentials, tokens and passwords are left out; look through the file before you publish it all the same:
 * what else is secret only you know.
 *
 * @example
 * await using http = recordTo("test/fixtures/listing.json");
 * const s3 = new Session({ http }).client("s3");
 * await s3.listBuckets();
 */
export function recordTo(file: string, options: RecordOptions = {}): Recorder {
  const http = options.http ?? nodeHttpHandler();
  const interactions: (Interaction | undefined)[] = [];
  let written: Promise<void> = Promise.resolve();

  function save(index: number, interaction: Interaction): void {
    interactions[index] = interaction;
    written = written.then(() => writeFixture(file, interactions));
    // Whoever closes the recorder learns of a failure.
    written.catch(() => undefined);
  }

  const record = async (request: HttpRequest): Promise<HttpResponse> => {
    const index = interactions.push(undefined) - 1;
    const sent = copyOfBody(request);
    const response = await http(request);
    const done = (body: Uint8Array): void => save(index, interactionOf(request, sent(), response, body));
    if (request.mayFallSilent || request.http2) return { ...response, body: watched(response.body, done) };
    const body = await collectBody(response.body);
    done(body);
    return { ...response, body };
  };
  const close = async (): Promise<void> => {
    await http.close?.();
    await written;
  };
  return Object.assign(record, { close, [Symbol.asyncDispose]: close });
}

/** Lets a streaming body be read while it is sent; gives what was sent so far. */
function copyOfBody(request: HttpRequest): () => Uint8Array {
  const { body } = request;
  if (body === undefined) return () => new Uint8Array(0);
  if (typeof body === "string") return () => platform.utf8Encode(body);
  if (body instanceof Uint8Array) return () => body;
  let sent: Uint8Array = new Uint8Array(0);
  request.body = watched(body, (bytes) => {
    sent = bytes;
  });
  return () => sent;
}

/** The pieces as they come; at their end, or when the reader leaves, tells of all. */
async function* watched(
  body: Uint8Array | AsyncIterable<Uint8Array>,
  done: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of body instanceof Uint8Array ? [body] : body) {
      pieces.push(piece.slice());
      yield piece;
    }
  } finally {
    done(joined(pieces));
  }
}

function interactionOf(
  request: HttpRequest,
  sent: Uint8Array,
  { status, headers }: HttpResponse,
  received: Uint8Array,
): Interaction {
  const requestBody = sentBody(request, sent);
  const responseBody = recordedBody(received);
  return {
    request: {
      method: request.method,
      url: recordedUrl(request),
      headers: recordedHeaders(request.headers),
      ...(requestBody !== undefined && { body: requestBody }),
    },
    response: {
      status,
      headers: recordedHeaders(headers),
      ...(responseBody !== undefined && { body: responseBody }),
    },
  };
}

async function writeFixture(file: string, interactions: readonly (Interaction | undefined)[]): Promise<void> {
  const finished = interactions.filter((interaction) => interaction !== undefined);
  const text = `${JSON.stringify({ interactions: finished }, undefined, 2)}\n`;
  await platform.writeFileFrom(file, once(platform.utf8Encode(text)));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
