import { platform } from "#platform";
import { collectBody } from "../../client/streamingBody.ts";
import { FlexibleChecksumError } from "../../errors/index.ts";
import type { HookStages } from "../../hooks/hooks.ts";

/**
 * DynamoDB names the CRC32 of what it sends; an answer that was changed on the way is asked for again. Not where the
 * body was packed: the checksum is of the packed bytes. boto3: the retry on `x-amz-crc32`.
 */
export const checkBody: HookStages["beforeParse"] = ({ response }) => {
  const expected = response.headers["x-amz-crc32"];
  if (expected === undefined || response.headers["content-encoding"] !== undefined) return undefined;
  const body = collectBody(response.body);
  if (body instanceof Uint8Array) return compare(body, expected);
  return body.then((whole) => {
    compare(whole, expected);
    return { ...response, body: whole };
  });
};

function compare(body: Uint8Array, expected: string): undefined {
  const found = platform.crc32(body);
  if (found === Number(expected)) return undefined;
  throw new FlexibleChecksumError(
    `The answer's CRC32 is ${found}, and DynamoDB sent ${expected}: it was changed on the way.`,
  );
}
