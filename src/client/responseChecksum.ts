import { platform } from "#platform";
import { algorithmNames, type Checksum, createChecksum, isAvailable } from "../checksum/algorithms.ts";
import { FlexibleChecksumError } from "../errors/index.ts";
import type { HttpResponse } from "../http/types.ts";
import type { Operation } from "../model/service.ts";
import { collectBody } from "./streamingBody.ts";

/** How an operation's answers are checked. */
export interface ResponseChecksum {
  /** The header by which the service is asked for a checksum: `x-amz-checksum-mode`. */
  readonly modeHeader: string;
  /** The algorithms that it may answer with, the preferred one first. */
  readonly algorithms: readonly string[];
}

/** What the mode's header says where checksums are wanted. */
export const checksumMode = "ENABLED";

/** `undefined` where the operation's answers carry no checksum. */
export function responseChecksum(operation: Operation): ResponseChecksum | undefined {
  const { requestValidationModeMember: member, responseAlgorithms = [] } = operation.traits.httpChecksum ?? {};
  const modeHeader = member && operation.input?.members.get(member)?.traits.locationName?.toLowerCase();
  if (!modeHeader) return undefined;
  const offered = new Set(responseAlgorithms.map((name) => name.toLowerCase()));
  return { modeHeader, algorithms: algorithmNames.filter((name) => offered.has(name)) };
}

/**
 * The answer with a body that compares itself with the checksum which the service sent: reading it to the end throws
 * `FlexibleChecksumError` where they differ. Checksums of parts (`…-3`) say nothing of the whole and are passed over, as
 * are those of an optional package that is not there; so are bodies that the platform has decoded already.
 */
export async function checkedResponse(response: HttpResponse, { algorithms }: ResponseChecksum): Promise<HttpResponse> {
  if (response.decoded) return response;
  for (const algorithm of algorithms) {
    const expected = response.headers[`x-amz-checksum-${algorithm}`];
    if (expected === undefined || expected.includes("-") || !(await isAvailable(algorithm))) continue;
    return { ...response, body: checkedBody(response.body, algorithm, await createChecksum(algorithm), expected) };
  }
  return response;
}

type Body = HttpResponse["body"];

function checkedBody(body: Body, algorithm: string, checksum: Checksum, expected: string): Body {
  const compare = async (): Promise<void> => {
    const found = platform.base64Encode(await checksum.digest());
    if (found === expected) return;
    throw new FlexibleChecksumError(
      `The body's ${algorithm.toUpperCase()} checksum is ${found}, and the service sent ${expected}: ` +
        "it was changed on the way, or is not whole.",
    );
  };
  return new CheckedBody(body, checksum, compare);
}

class CheckedBody implements AsyncIterable<Uint8Array> {
  readonly #body: Body;
  readonly #checksum: Checksum;
  readonly #compare: () => Promise<void>;

  constructor(body: Body, checksum: Checksum, compare: () => Promise<void>) {
    this.#body = body;
    this.#checksum = checksum;
    this.#compare = compare;
  }

  /** No generator: one that is left before its first piece would not tell the connection. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    const iterator = piecesOf(this.#body);
    return {
      next: async () => {
        const result = await iterator.next();
        if (result.done) await this.#compare();
        else this.#checksum.update(result.value);
        return result;
      },
      async return() {
        await iterator.return?.();
        return { done: true, value: undefined };
      },
    };
  }

  async collect(): Promise<Uint8Array> {
    const whole = await collectBody(this.#body);
    this.#checksum.update(whole);
    await this.#compare();
    return whole;
  }
}

function piecesOf(body: Body): AsyncIterator<Uint8Array> {
  if (!(body instanceof Uint8Array)) return body[Symbol.asyncIterator]();
  const pieces = [body].values();
  return { next: async () => pieces.next() };
}
