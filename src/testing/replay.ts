import { platform } from "#platform";
import { collectBody } from "../client/streamingBody.ts";
import { TucuxiError } from "../errors/index.ts";
import type { HttpHandler, HttpRequest } from "../http/types.ts";
import { bytesOfBody, type Fixture, type Interaction, type RecordedBody, recordedUrl, sentBody } from "./fixture.ts";

/** A request that was not recorded, or a recording that cannot be read. */
export class ReplayError extends TucuxiError {
  static override readonly errorKind: string = "ReplayError";
}

/** Headers that make another request of one to the same address. */
const telling = ["x-amz-target", "range", "x-amz-copy-source", "x-amz-copy-source-range"];

/** Tokens that are made anew for each call. */
const random = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * Makes a handler that answers from a file which {@link recordTo} wrote, and sends nothing. Each recorded answer is given
 * once, to the first request of the same method, address and body; secrets and random tokens may differ. Throws a
 * `ReplayError` for any other request.
 *
 * @example
 * const credentials = { accessKeyId: "EXAMPLE", secretAccessKey: "example" };
 * const s3 = new Session({ http: replayFrom("test/fixtures/listing.json"), credentials }).client("s3");
 * await s3.listBuckets();
 */
export function replayFrom(file: string): HttpHandler {
  let left: Interaction[] | undefined;
  return async (request) => {
    const body = sentBody(request, await bytesOf(request.body));
    left ??= [...readFixture(file).interactions];
    const index = left.findIndex((interaction) => isSame(interaction, request, body));
    if (index < 0) throw new ReplayError(describe(file, request, left));
    const [{ response }] = left.splice(index, 1) as [Interaction];
    const bytes = bytesOfBody(response.body);
    return { status: response.status, headers: answerHeaders(response.headers, bytes), body: bytes };
  };
}

function readFixture(file: string): Fixture {
  const text = platform.readFile(file);
  if (text === undefined) throw new ReplayError(`There is no recording ${file}: make it with recordTo.`);
  try {
    const fixture = JSON.parse(text) as Fixture;
    if (Array.isArray(fixture.interactions)) return fixture;
  } catch (error) {
    throw new ReplayError(`${file} is no recording: it is not JSON.`, { cause: error });
  }
  throw new ReplayError(`${file} is no recording: it has no list of interactions.`);
}

async function bytesOf(body: HttpRequest["body"]): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array(0);
  return typeof body === "string" ? platform.utf8Encode(body) : collectBody(body);
}

function isSame({ request: recorded }: Interaction, request: HttpRequest, body: RecordedBody | undefined): boolean {
  return (
    recorded.method === request.method &&
    steady(recorded.url) === steady(recordedUrl(request)) &&
    telling.every((name) => recorded.headers[name] === request.headers[name]) &&
    steady(recorded.body) === steady(body)
  );
}

/** Without what is made anew in each run: idempotency tokens, the dates and signatures of presigned URLs. */
function steady(value: RecordedBody | undefined): string {
  return JSON.stringify(value ?? "")
    .replace(random, "")
    .replace(/X-Amz-Date=\d+T\d+Z/g, "");
}

/** Secrets that were removed make a body shorter, and another than its checksums say. */
function answerHeaders(recorded: Readonly<Record<string, string>>, body: Uint8Array): Record<string, string> {
  const kept = Object.entries(recorded).filter(([name]) => !/^(?:x-amz-checksum-.*|x-amz-crc32)$/.test(name));
  return { ...Object.fromEntries(kept), "content-length": String(body.length) };
}

function describe(file: string, request: HttpRequest, left: readonly Interaction[]): string {
  const what = `${request.method} ${recordedUrl(request)} ${request.headers["x-amz-target"] ?? ""}`.trim();
  const near = left.filter(
    (each) => each.request.method === request.method && steady(each.request.url) === steady(recordedUrl(request)),
  );
  const reason = near.length > 0 ? "only with another body or other headers" : "or each of its answers was given";
  return `${file} has no answer for ${what}: it was not recorded, ${reason}.`;
}
