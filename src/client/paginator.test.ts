import { describe, expect, it } from "vitest";
import { sessionWith } from "../../test/client/stand.ts";
import { ModelError, PaginationError, ParamValidationError, UnknownNameError } from "../errors/index.ts";

/** Tables in pages of two, each page named by where it begins. */
function tables(count: number): { body: string }[] {
  const names = Array.from({ length: count }, (_, index) => `table${index}`);
  return Array.from({ length: Math.max(1, Math.ceil(count / 2)) }, (_, page) => {
    const TableNames = names.slice(page * 2, page * 2 + 2);
    const more = page * 2 + 2 < count;
    return { body: JSON.stringify({ TableNames, ...(more && { LastEvaluatedTableName: TableNames.at(-1) }) }) };
  });
}

function clientOf(count: number) {
  const pages = tables(count);
  const { session, requests } = sessionWith((request) => {
    const { ExclusiveStartTableName: start } = JSON.parse(String(request.body));
    return pages[start === undefined ? 0 : (Number(start.slice(5)) + 1) / 2]!;
  });
  return { client: session.client("dynamodb"), requests };
}

describe("client.paginate", () => {
  it("asks for nothing before it is read, and starts anew with each iteration", async () => {
    const { client, requests } = clientOf(5);
    const pages = client.paginate("listTables");
    expect(requests).toHaveLength(0);
    expect(await pages.toArray()).toEqual(["table0", "table1", "table2", "table3", "table4"]);
    expect(await pages.toArray()).toHaveLength(5);
    expect(requests).toHaveLength(6);
  });

  it("asks for no further page when it is left", async () => {
    const { client, requests } = clientOf(5);
    for await (const name of client.paginate("listTables").items()) if (name === "table1") break;
    expect(requests).toHaveLength(1);
    for await (const _ of client.paginate("listTables")) break;
    expect(requests).toHaveLength(2);
  });

  it("goes on where a limit stopped it", async () => {
    const { client } = clientOf(5);
    const names: string[] = [];
    let startingToken: string | undefined;
    do {
      const pages = client.paginate("listTables", {}, { limit: 1, startingToken });
      names.push(...(await pages.toArray()));
      startingToken = pages.resumeToken;
    } while (startingToken !== undefined);
    expect(names).toEqual(["table0", "table1", "table2", "table3", "table4"]);
  });

  it("takes the service's own token for a start, as boto3 does", async () => {
    const { client } = clientOf(5);
    expect(await client.paginate("listTables", {}, { startingToken: "table1" }).toArray()).toEqual([
      "table2",
      "table3",
      "table4",
    ]);
  });

  it("refuses another operation's token", async () => {
    const { client } = clientOf(5);
    const startingToken = Buffer.from('{"Marker": "a"}').toString("base64");
    await expect(client.paginate("listTables", {}, { startingToken }).toArray()).rejects.toThrow(PaginationError);
    await expect(client.paginate("listTables", {}, { startingToken: "a___b___c" }).toArray()).rejects.toThrow(
      "3 parts",
    );
  });

  it("keeps the other results of a page that was not begun, which boto3 loses", async () => {
    const body = '{"Items":[{"a":{"S":"1"}}],"Count":1,"ScannedCount":7}';
    const { session } = sessionWith(() => ({ body }));
    const startingToken = Buffer.from('{"ExclusiveStartKey": {"a": {"S": "0"}}}').toString("base64");
    const all = await session.client("dynamodb").paginate("scan", { TableName: "t" }, { startingToken }).all();
    expect(all).toMatchObject({ Items: [{ a: { S: "1" } }], Count: 1, ScannedCount: 7 });
  });

  it("sends what a token was, bytes as bytes", async () => {
    const { session, requests } = sessionWith((_, number) => ({
      body: JSON.stringify({
        Items: [{ a: { B: "AQI=" } }, { a: { B: "AwQ=" } }],
        Count: 2,
        ...(number < 3 && { LastEvaluatedKey: { a: { B: "AwQ=" } } }),
      }),
    }));
    const client = session.client("dynamodb");
    const first = client.paginate("scan", { TableName: "t" }, { limit: 2 });
    await first.toArray();
    const content = JSON.parse(Buffer.from(first.resumeToken!, "base64").toString());
    expect(content).toEqual({
      ExclusiveStartKey: { a: { B: "AwQ=" } },
      boto_encoded_keys: [["ExclusiveStartKey", "a", "B"]],
    });
    await client.paginate("scan", { TableName: "t" }, { limit: 1, startingToken: first.resumeToken }).toArray();
    expect(JSON.parse(String(requests[1]!.body)).ExclusiveStartKey).toEqual({ a: { B: "AwQ=" } });
  });

  it("fails where the same token comes twice", async () => {
    const { session } = sessionWith(() => ({ body: '{"TableNames":["table"],"LastEvaluatedTableName":"table"}' }));
    const client = session.client("dynamodb");
    await expect(client.paginate("listTables").toArray()).rejects.toThrow("the same token twice");
    await expect(client.paginate("listTables", {}, { prefetch: true }).toArray()).rejects.toThrow(PaginationError);
  });

  it("gives another result where it is named, and searches pages", async () => {
    const page =
      "<ListBucketResult><Contents><Key>a</Key><Size>5</Size></Contents><Contents><Key>b</Key><Size>50</Size></Contents>" +
      "<CommonPrefixes><Prefix>x/</Prefix></CommonPrefixes></ListBucketResult>";
    const { session } = sessionWith(() => ({ body: page }));
    const pages = session.client("s3").paginate("listObjectsV2", { Bucket: "photos", Delimiter: "/" });
    const prefixes: unknown[] = [];
    for await (const { Prefix } of pages.items("CommonPrefixes")) prefixes.push(Prefix);
    expect(prefixes).toEqual(["x/"]);
    const found: unknown[] = [];
    for await (const key of pages.search("Contents[?Size > `10`].Key")) found.push(key);
    for await (const count of pages.search("length(Contents)")) found.push(count);
    for await (const nothing of pages.search("Missing")) found.push(nothing);
    expect(found).toEqual(["b", 2]);
    const unreadable = pages.search("Contents[")[Symbol.asyncIterator]();
    await expect(unreadable.next()).rejects.toThrow(ModelError);
  });

  it("gives all pages as one answer, with the metadata of the last", async () => {
    const { client } = clientOf(5);
    const all = await client.paginate("listTables", {}, { limit: 3 }).all();
    expect(all.TableNames).toEqual(["table0", "table1", "table2"]);
    expect(all.NextToken).toBe(
      Buffer.from('{"ExclusiveStartTableName": "table1", "boto_truncate_amount": 1}').toString("base64"),
    );
    expect(all.$metadata.httpStatusCode).toBe(200);
  });

  it("asks for the next page early where it may, and drops it when the reader leaves", async () => {
    const { client, requests } = clientOf(5);
    const pages = client.paginate("listTables", {}, { prefetch: true });
    for await (const _ of pages) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(requests).toHaveLength(2);
      break;
    }
    expect(requests[1]!.signal?.aborted).toBe(true);
    expect(await pages.toArray()).toHaveLength(5);
    const limited = client.paginate("listTables", {}, { prefetch: true, limit: 2 });
    requests.length = 0;
    await limited.toArray();
    expect(requests).toHaveLength(1);
  });

  it("throws to the reader what a page that was asked for early came to", async () => {
    const { session } = sessionWith((_, number) => (number === 1 ? tables(5)[0]! : { status: 400, body: "{}" }));
    const seen: unknown[] = [];
    const read = async (): Promise<void> => {
      for await (const page of session.client("dynamodb").paginate("listTables", {}, { prefetch: true })) {
        seen.push(page);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    await expect(read()).rejects.toThrow("ListTables");
    expect(seen).toHaveLength(1);
  });

  it("ends with the signal", async () => {
    const { client } = clientOf(5);
    const controller = new AbortController();
    for (const prefetch of [false, true]) {
      const read = async (): Promise<void> => {
        for await (const _ of client.paginate("listTables", {}, { signal: controller.signal, prefetch }))
          controller.abort();
      };
      await expect(read()).rejects.toThrow("aborted");
    }
  });

  it("says what an option may be, and what has no pages", () => {
    const { client } = clientOf(1);
    const paginate = (options: object) => () => client.paginate("listTables", {}, options);
    expect(paginate({ limit: -1 })).toThrow(ParamValidationError);
    expect(paginate({ pageSize: 1.5 })).toThrow("pageSize: must be a whole number, not 1.5");
    expect(paginate({ PageSize: 5 })).toThrow('Did you mean "pageSize"');
    const { session } = sessionWith(() => ({}));
    const unsized = () => session.client("cloudwatch").paginate("listMetrics", {}, { pageSize: 5 });
    expect(unsized).toThrow(PaginationError);
    expect(() => client.paginate("getItem" as "query", {} as never)).toThrow(UnknownNameError);
    expect(client.canPaginate("listTables")).toBe(true);
    expect(client.canPaginate("getItem")).toBe(false);
  });
});
