import { describe, expect, it, vi } from "vitest";
import { EndpointError } from "../../src/errors/index.ts";
import { type CannedAnswer, cannedServer, type Received } from "./cannedServer.ts";

const describes = ({ headers }: Received) => headers["x-amz-target"]!.endsWith(".DescribeEndpoints");
const endpoints = (Address: string, CachePeriodInMinutes = 60): CannedAnswer => ({
  body: JSON.stringify({ Endpoints: [{ Address, CachePeriodInMinutes }] }),
});

function server(answer: (request: Received, number: number) => CannedAnswer, options = {}) {
  let asked = 0;
  const either = (request: Received) => (describes(request) ? answer(request, ++asked) : { body: "{}" });
  return cannedServer(either, options, { isS3: false });
}

describe("endpoint discovery", () => {
  it("sends calls where the service says, and asks it once for all that wait", async () => {
    const { session, received } = await server(() => endpoints("cell1.timestream.us-west-2.amazonaws.com"));
    const client = session.client("timestream-write" as string);
    await Promise.all([client.listDatabases!(), client.listDatabases!(), client.listDatabases!()]);
    await client.listDatabases!();
    const [question, ...calls] = received as [Received, ...Received[]];
    expect(question.host).toBe("ingest.timestream.us-west-2.amazonaws.com");
    expect(question.headers["x-amz-api-version"]).toBe("2018-11-01");
    expect(calls.map(({ host }) => host)).toEqual(Array(4).fill("cell1.timestream.us-west-2.amazonaws.com"));
    for (const call of calls) expect(call.verified!.scope).toContain("/us-west-2/timestream/");
  });

  it("asks again when the answer has grown old", async () => {
    const { session, received } = await server((_, number) => endpoints(`cell${number}.example.com`, 5));
    const client = session.client("timestream-query" as string);
    await client.describeAccountSettings!();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 4 * 60_000 });
    await client.describeAccountSettings!();
    vi.setSystemTime(Date.now() + 2 * 60_000);
    // The server goes by the same clock.
    await client.describeAccountSettings!();
    vi.useRealTimers();
    expect(received.filter((request) => !describes(request)).map(({ host }) => host)).toEqual([
      "cell1.example.com",
      "cell1.example.com",
      "cell2.example.com",
    ]);
  });

  it("goes on with an address that it knows where the service cannot be asked", async () => {
    const { session, received } = await server((_, number) =>
      number === 1 ? endpoints("cell1.example.com", 0) : { status: 400, body: '{"__type":"ValidationException"}' },
    );
    const client = session.client("timestream-write" as string);
    for (let call = 0; call < 3; call++) await client.listDatabases!();
    expect(received.filter(describes)).toHaveLength(2);
    expect(received.at(-1)!.host).toBe("cell1.example.com");
  });

  it("fails where an operation requires it and nothing is known", async () => {
    const { session } = await server(() => ({
      status: 400,
      body: '{"__type":"AccessDeniedException","message":"no"}',
    }));
    const call = session.client("timestream-write" as string).listDatabases!();
    await expect(call).rejects.toThrow(EndpointError);
    await expect(call).rejects.toThrow(/timestream-write\.ListDatabases must be sent where the service says.*no/);
  });

  it("is left to the user where it is not required, and never stops a call", async () => {
    const { session, received } = await server((_, number) =>
      number === 1 ? { status: 500, body: "{}" } : endpoints("cell1.example.com"),
    );
    await session.client("dynamodb").listTables();
    expect(received).toHaveLength(1);
    await session.client("dynamodb", { endpointDiscoveryEnabled: true }).listTables();
    expect(received.map(({ host }) => host)).toEqual(Array(3).fill("dynamodb.us-west-2.amazonaws.com"));
    await session.client("dynamodb", { endpointDiscoveryEnabled: true }).listTables();
    expect(received.at(-1)!.host).toBe("cell1.example.com");
  });

  it("forgets an address that is no longer wanted, once a call", async () => {
    const gone = { status: 421, body: '{"__type":"InvalidEndpointException","message":"gone"}' };
    let asked = 0;
    const { session, received } = await cannedServer(
      (request) => (describes(request) ? endpoints(`cell${++asked}.example.com`) : asked < 3 ? gone : { body: "{}" }),
      {},
      { isS3: false },
    );
    const client = session.client("timestream-write" as string);
    await expect(client.listDatabases!()).rejects.toMatchObject({ code: "InvalidEndpointException" });
    expect(received.filter(describes)).toHaveLength(2);
    await client.listDatabases!();
    expect(received.at(-1)!.host).toBe("cell3.example.com");
  });

  it("does not reach presigned URLs, for which nothing is sent", async () => {
    const { session, received } = await server(() => endpoints("cell1.example.com"));
    const url = await session.client("timestream-write" as string).generatePresignedUrl("listDatabases");
    expect(new URL(url).host).toBe("ingest.timestream.us-west-2.amazonaws.com");
    expect(received).toHaveLength(0);
  });

  it("does not overrule a custom endpoint", async () => {
    const { session, received } = await server(() => endpoints("cell1.example.com"), {
      endpoint: "https://own.example.com",
    });
    await session.client("timestream-write" as string).listDatabases!();
    expect(received.map(({ host }) => host)).toEqual(["own.example.com"]);
  });

  it("that is switched off leaves operations that require it undone, with an error that says so", async () => {
    const { session, received } = await server(() => ({}));
    const client = session.client("timestream-write" as string, { endpointDiscoveryEnabled: false });
    await expect(client.listDatabases!()).rejects.toThrow(/endpointDiscoveryEnabled/);
    expect(received).toHaveLength(0);
  });
});
