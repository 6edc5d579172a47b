import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

/** What is not compared, each with the reason. */
const onPurpose: Readonly<Record<string, string>> = {
  "mediastore ListContainers": "moto writes its date as no AWS service does (11/22/2026, 00:00:00)",
};

const python = findPython("listings of moto by boto3 and by tucuxi");

describe.skipIf(!python)("what moto lists, as boto3 lists it", () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let listings: Listing[];

  beforeAll(async () => {
    moto = await startMoto(python!);
    listings = await listedByBoto3(moto.address);
  }, 240_000);
  afterAll(() => moto?.stop());

  it("of at least forty services, page by page", { timeout: 240_000 }, async () => {
    await using session = new Session(
      {
        region: "us-east-1",
        endpoint: moto.address,
        credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
        s3: { addressingStyle: "path" },
      },
      testEnvironment(),
    );
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
});

async function count(pages: AsyncIterable<unknown>): Promise<number> {
  let number = 0;
  for await (const _ of pages) number++;
  return number;
}

function listedByBoto3(address: string): Promise<Listing[]> {
  const script = fileURLToPath(new URL("moto_pages.py", import.meta.url));
  const child = spawn(python!, [script, address], { stdio: ["ignore", "pipe", "ignore"] });
  const output: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => output.push(piece));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => {
      if (status !== 0) return reject(new Error(`moto_pages.py ended with ${status}.`));
      const lines = Buffer.concat(output).toString().trim().split("\n");
      resolve(lines.map((line) => JSON.parse(line) as Listing));
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
