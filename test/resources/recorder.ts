import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Case } from "./cases.ts";

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Recorder {
  readonly endpoint: string;
  /** What came in since the case was begun. */
  readonly requests: readonly RecordedRequest[];
  /** The case whose answers are given from now on; forgets what came in before. */
  begin(id: string): void;
  close(): Promise<void>;
}

/** A server on loopback that notes requests and gives the answers of a case, in turn; `POST /case/<id>` begins one. */
export async function startRecorder(cases: readonly Case[]): Promise<Recorder> {
  const byId = new Map(cases.map((each) => [each.id, each]));
  let answers: Case["answers"][string][] = [];
  let requests: RecordedRequest[] = [];
  const begin = (id: string) => {
    answers = Object.values(byId.get(id)!.answers);
    requests = [];
  };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (request.url!.startsWith("/case/")) {
      const id = decodeURIComponent(request.url!.slice("/case/".length));
      // The requests of the case before go back to whoever drives the peer.
      response.end(JSON.stringify(requests));
      if (byId.has(id)) begin(id);
      return;
    }
    const { method = "", url: path = "", headers } = request;
    requests.push({ method, path, headers: headers as Record<string, string>, body });
    const answer = answers[Math.min(requests.length, answers.length) - 1]!;
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    begin,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("latin1");
}
