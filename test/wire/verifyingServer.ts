import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { Agent, fetch as undiciFetch } from "undici";
import { type FetchLike, fetchHandler } from "../../src/http/fetch.ts";
import { nodeHttpHandler } from "../../src/http/node.ts";
import type { HttpHandler } from "../../src/http/types.ts";
import { undiciHandler } from "../../src/http/undici.ts";
import { readUnsignedChunks, verifyRequest } from "../conformance/signingVerifier.ts";
import { type Certificate, makeCertificate } from "../http/certificates.ts";
import { atEnd, listen, received } from "../http/lab.ts";
import { digestOf } from "./digests.ts";

export const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

/** A request whose signature, length and checksums hold. */
export interface VerifiedRequest {
  readonly method: string;
  readonly target: string;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it was before it was cut into chunks. */
  readonly body: Buffer;
  readonly trailer: Readonly<Record<string, string>>;
  /** Empty for a request that is not signed. */
  readonly scope: string;
}

export interface VerifyingServer {
  readonly origin: string;
  readonly certificate: Certificate | undefined;
  readonly requests: VerifiedRequest[];
  /** What did not hold, of requests that were refused. */
  readonly refusals: string[];
}

export type Respond = (request: VerifiedRequest, response: ServerResponse, number: number) => void;

const plainSuccess: Respond = (_, response) => void response.end();

/** A server on loopback that refuses every request whose signature, chunks, length or checksums do not hold. */
export async function verifyingServer(secure: boolean, respond: Respond = plainSuccess): Promise<VerifyingServer> {
  const certificate = secure ? makeCertificate() : undefined;
  if (certificate) atEnd(certificate.remove);
  const requests: VerifiedRequest[] = [];
  const refusals: string[] = [];
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await received(message);
    let request: VerifiedRequest;
    try {
      request = verified(message, body);
    } catch (error) {
      refusals.push((error as Error).message);
      response.writeHead(403).end(`<Error><Code>Refused</Code><Message>${encodeURI(String(error))}</Message></Error>`);
      return;
    }
    requests.push(request);
    respond(request, response, requests.length);
  };
  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    answer(message, response).catch(() => response.destroy());
  };
  const server = certificate ? createHttpsServer(certificate, listener) : createHttpServer(listener);
  const { origin } = await listen(server, certificate ? "https" : "http");
  return { origin, certificate, requests, refusals };
}

function verified(message: IncomingMessage, raw: Buffer): VerifiedRequest {
  const { method = "", url: target = "" } = message;
  const headers = message.headers as Record<string, string>;
  const request = { method, target, headers, body: raw };
  const isSigned = headers.authorization?.startsWith("AWS4-") || target.includes("X-Amz-Signature=");
  const s3 = /\/s3[^/]*\/aws4_request/.test(decodeURIComponent(`${headers.authorization}${target}`));
  const { body, trailer, scope } = isSigned
    ? verifyRequest(request, { secrets: { [keys.accessKeyId]: keys.secretAccessKey }, now: new Date(), s3 })
    : { ...unsigned(request), scope: "" };
  if (headers["x-amz-trailer"] !== undefined && headers["x-amz-trailer"] !== Object.keys(trailer).join(",")) {
    throw new Error(`the trailer is ${Object.keys(trailer)}, and was said to be ${headers["x-amz-trailer"]}`);
  }
  for (const [name, value] of Object.entries({ ...headers, ...trailer })) checkDigest(name, value, body);
  return { method, target, host: headers.host!, headers, body, trailer, scope };
}

function unsigned(request: Parameters<typeof readUnsignedChunks>[0]) {
  if (request.headers["content-encoding"]?.includes("aws-chunked")) return readUnsignedChunks(request);
  return { body: request.body, trailer: {} };
}

function checkDigest(header: string, value: string, body: Buffer): void {
  const expected = header === "content-md5" ? digestOf("md5", body) : digestOf(header.slice(15), body);
  if (header !== "content-md5" && !header.startsWith("x-amz-checksum-")) return;
  if (expected !== undefined && expected !== value) throw new Error(`${header} is ${value}, and should be ${expected}`);
}

/** The handlers, each of which trusts the server. */
export const handlers: Readonly<Record<string, (certificate: Certificate | undefined) => HttpHandler>> = {
  node: (certificate) => nodeHttpHandler({ tls: { caBundle: certificate?.certPath } }),
  undici: (certificate) => undiciHandler({ tls: { caBundle: certificate?.certPath } }),
  fetch: (certificate) => {
    const dispatcher = new Agent(certificate ? { connect: { ca: certificate.cert } } : {});
    atEnd(() => dispatcher.destroy());
    const fetch: FetchLike = (url, init) => undiciFetch(url, { ...init, dispatcher }) as never;
    return fetchHandler({ fetch });
  },
};

/** Sends requests that are meant for AWS to the server; the host that was signed stays in the header. */
export function leadTo({ origin }: VerifyingServer, handler: HttpHandler): HttpHandler {
  const led: HttpHandler = (request) => handler({ ...request, origin });
  return Object.assign(led, { close: async () => handler.close?.() });
}
