import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WaiterError } from "../../src/errors/index.ts";
import { methodName } from "../../src/model/names.ts";
import { Session } from "../../src/session/session.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { startMoto } from "./moto.ts";
import { findPython } from "./python.ts";

type Data = Record<string, unknown>;

interface Listing {
  readonly service: string;
  readonly operation: string;
  readonly input: Data;
  readonly paging: { readonly PageSize?: number };
  /** Absent where there are more than one wants to ask for. */
  readonly pages: number | null;
  readonly full: Data;
  /** With a limit of one item. */
  readonly first: Data;
}

interface Waiting {
  readonly service: string;
  readonly waiter: string;
  readonly input: Data;
  /** What one question came to; `more` where it would be asked again. */
  readonly state: "success" | "failure" | "error" | "more";
}

/** What is not compared, each with the reason. */
const onPurpose: Readonly<Record<string, string>> = {
  "mediastore ListContainers": "moto writes its date as no AWS service does (11/22/2026, 00:00:00)",
};

const python = findPython("listings of moto by boto3 and by tucuxi");

describe.skipIf(!python)("over what moto has, tucuxi does as boto3 does", () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let session: Session;
  let seen: readonly (Listing | Waiting)[];

  beforeAll(async () => {
    moto = await startMoto(python!);
    seen = await seenByBoto3(moto.address);
    session = new Session(
      {
        region: "us-east-1",
        endpoint: moto.address,
        credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
        s3: { addressingStyle: "path" },
        maxAttempts: 1,
      },
      testEnvironment(),
    );
  }, 240_000);
  afterAll(async () => {
    await session?.close();
    moto?.stop();
  });

  it("lists it page by page, of at least forty services", { timeout: 240_000 }, async () => {
    const listings = seen.filter((each) => "operation" in each);
    const services = new Set<string>();
    const failures: string[] = [];
    for (const { service, operation, input, paging, pages, full, first } of listings) {
      const message = `${service} ${operation}`;
      const client = session.client(service);
      const paginate = (limit?: number) =>
        client.paginate(methodName(operation), input, { limit, pageSize: paging.PageSize });
      if (Object.hasOwn(onPurpose, message)) continue;
      try {
        expect(comparable(await paginate().all()), message).toEqual(comparable(full));
        expect(comparable(await paginate(1).all()), message).toEqual(comparable(first));
        if (pages !== null) expect(await count(paginate()), message).toBe(pages);
      } catch (error) {
        failures.push(`${message}: ${String((error as Error).message).slice(0, 1000)}`);
      }
      services.add(service);
    }
    const many = listings.filter(({ pages }) => pages !== null && pages > 1).length;
    console.log(`${listings.length} paginators of ${services.size} services, ${many} of them over several pages`);
    expect(failures).toEqual([]);
    expect(services.size).toBeGreaterThanOrEqual(40);
    expect(many).toBeGreaterThanOrEqual(30);
  });

  it("waits for what is there and what is not, to the same end", { timeout: 240_000 }, async () => {
    const waits = seen.filter((each) => "waiter" in each);
    const found: Waiting[] = [];
    for (const { service, waiter, input } of waits) {
      found.push({ service, waiter, input, state: await stateOf(session, service, waiter, input) });
    }
    expect(found).toEqual(waits);
    const states = new Map<string, number>();
    for (const { state } of waits) states.set(state, (states.get(state) ?? 0) + 1);
    console.log(`${waits.length} waiters of ${new Set(waits.map(({ service }) => service)).size} services`, states);
    expect(waits.length).toBeGreaterThan(100);
  });
});

async function stateOf(session: Session, service: string, waiter: string, input: Data): Promise<Waiting["state"]> {
  try {
    await session.client(service).waitUntil(methodName(waiter), input, { maxWaitTime: 0 });
    return "success";
  } catch (error) {
    if (!(error instanceof WaiterError)) throw error;
    if (error.reason.startsWith("it is not so within")) return "more";
    return error.reason.startsWith("an error ended it") ? "error" : "failure";
  }
}

async function count(pages: AsyncIterable<unknown>): Promise<number> {
  let number = 0;
  for await (const _ of pages) number++;
  return number;
}

function seenByBoto3(address: string): Promise<(Listing | Waiting)[]> {
  const script = fileURLToPath(new URL("moto_seen.py", import.meta.url));
  const child = spawn(python!, [script, address], { stdio: ["ignore", "pipe", "ignore"] });
  const output: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => output.push(piece));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => {
      if (status !== 0) return reject(new Error(`moto_seen.py ended with ${status}.`));
      const lines = Buffer.concat(output).toString().trim().split("\n");
      resolve(lines.map((line) => JSON.parse(line) as Listing | Waiting));
    });
  });
}

/** Values in the form that the Python script gives boto3's; without what only one of both adds where there is nothing. */
function comparable(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $blob: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value)
    .filter(([name]) => name !== "$metadata")
    .map(([name, member]) => [name, comparable(name.endsWith("PolicyDocument") ? decoded(member) : member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== null && !isEmpty(member)));
}

/** boto3 reads IAM's policies; here they are the text that the model says. */
function decoded(document: unknown): unknown {
  return typeof document === "string" ? JSON.parse(decodeURIComponent(document)) : document;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
