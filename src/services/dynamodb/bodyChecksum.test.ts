import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sessionWith } from "../../../test/client/stand.ts";
import { FlexibleChecksumError } from "../../errors/index.ts";

const body = '{"TableNames":["orders"]}';
const good = { headers: { "x-amz-crc32": String(crc32(body)) }, body };
const changed = { ...good, body: body.replace("orders", "0rders") };

describe("the checksum of an answer of DynamoDB", () => {
  it("is compared, and an answer that it does not fit is asked for again", async () => {
    const { session, requests } = sessionWith((_, number) => (number === 1 ? changed : good));
    expect(await session.client("dynamodb").listTables()).toMatchObject({ TableNames: ["orders"] });
    expect(requests).toHaveLength(2);
  });

  it("that never fits is an error", async () => {
    const { session } = sessionWith(() => changed, { maxAttempts: 2 });
    await expect(session.client("dynamodb").listTables()).rejects.toThrow(FlexibleChecksumError);
  });

  it("is not that of a packed body, nor asked for where there is none", async () => {
    const { session } = sessionWith((_, number) =>
      number === 1 ? { ...changed, headers: { ...changed.headers, "content-encoding": "gzip" } } : { body },
    );
    const client = session.client("dynamodb");
    await client.listTables();
    await client.listTables();
  });
});
