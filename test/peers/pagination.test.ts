import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { UntypedClient } from "../../src/client/types.ts";
import { PaginationError } from "../../src/errors/index.ts";
import { loadService } from "../../src/model/loader.ts";
import { methodName } from "../../src/model/names.ts";
import { Session } from "../../src/session/session.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { findPython } from "./python.ts";

type Data = Record<string, unknown>;

interface Case {
  readonly service: string;
  readonly operation: string;
  /** The types of the results. */
  readonly kinds: readonly string[];
  readonly pages: readonly Data[];
  readonly paging: { readonly MaxItems?: number; readonly PageSize?: number; readonly StartingToken?: string };
  readonly outcome: {
    readonly pages: readonly Data[];
    readonly inputs: readonly Data[];
    readonly resume?: string | null;
    readonly full?: Data;
    readonly error?: string;
  };
}

const seeds = (process.env.TUCUXI_SEEDS ?? "1").split(",");
const python = findPython("pages by botocore and by tucuxi");

describe.skipIf(!python)("pages as botocore's paginators give them", () => {
  for (const seed of seeds) {
    it(`over three sequences of each paginator, seed ${seed}`, { timeout: 240_000 }, async () => {
      const cases = casesOf(seed);
      expect(cases.length).toBeGreaterThan(10_000);
      // Whether the next page is asked for early makes no difference to one who reads to the end.
      for (const [index, each] of cases.entries()) await compare(each, index % 2 === 1);
      const paginators = new Set(cases.map(({ service, operation }) => `${service} ${operation}`));
      console.log(`${cases.length} sequences over ${paginators.size} paginators`);
    });
  }
});

async function compare({ service, operation, kinds, pages, paging, outcome }: Case, prefetch: boolean): Promise<void> {
  const inputs: Data[] = [];
  const client = clientOf(service);
  const method = methodName(operation);
  const wanted = pathMembers(service, operation);
  const absent = Object.fromEntries(Object.keys(wanted).map((name) => [name, undefined]));
  // The session's hooks come before those that S3 has itself.
  const removeFirst = session.hooks.register("provideClientParams", ({ input }) => {
    inputs.push(portable({ ...input, ...absent }) as Data);
  });
  const remove = client.hooks.register("beforeCall", () => {
    return { output: structuredClone(native(pages[inputs.length - 1])) as Data };
  });
  const message = `${service} ${operation} ${JSON.stringify(paging)}`;
  try {
    const { MaxItems: limit, PageSize: pageSize, StartingToken: startingToken } = paging;
    const options = { limit, pageSize, startingToken, prefetch };
    const paginator = client.paginate(method, { Fixed: "as given", ...wanted }, options);
    const found: Data[] = [];
    const read = async (): Promise<void> => {
      for await (const page of paginator) found.push(page);
    };
    if (outcome.error !== undefined) await expect(read(), message).rejects.toThrow(PaginationError);
    else await read();
    expect(inputs, message).toEqual(outcome.inputs);
    expect(withoutNulls(portable(found)), message).toEqual(withoutNulls(outcome.pages));
    if (outcome.error !== undefined) return;
    expect(paginator.resumeToken ?? null, message).toBe(outcome.resume);
    // botocore leaves out all but the first page's where the result is a map.
    if (kinds.some((kind) => kind === "map" || kind === "structure")) return;
    inputs.length = 0;
    expect(withoutNulls(portable(await paginator.all())), message).toEqual(withoutNulls(outcome.full));
  } finally {
    removeFirst();
    remove();
  }
}

/** What the request cannot be written without. */
function pathMembers(service: string, operation: string): Data {
  const members = loadService(service).operation(operation).input?.members ?? new Map();
  const wanted = [...members].filter(([, { traits }]) => traits.location === "uri" || traits.hostLabel);
  return Object.fromEntries(wanted.map(([name, { shape }]) => [name, shape.type === "string" ? "x" : 1]));
}

const session = new Session(
  { region: "us-east-1", credentials: "anonymous", parameterValidation: false },
  testEnvironment(),
);
let latest: { readonly name: string; readonly client: UntypedClient } | undefined;

function clientOf(name: string): UntypedClient {
  if (latest?.name !== name) latest = { name, client: session.client(name) };
  return latest.client;
}

function casesOf(seed: string): Case[] {
  const script = fileURLToPath(new URL("pagination.py", import.meta.url));
  const { stdout, stderr, status } = spawnSync(python!, [script, seed], { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);
}

function portable(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $blob: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(portable);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name, member]) => member !== undefined && name !== "$metadata");
  return Object.fromEntries(members.map(([name, member]) => [name, portable(member)]));
}

function native(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(native);
  if (typeof value !== "object" || value === null) return value;
  if ("$blob" in value) return new Uint8Array(Buffer.from(value.$blob as string, "base64"));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, native(member)]));
}

/** Python's None in a page is what JavaScript leaves out; botocore also adds empty structures around a None. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutNulls(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== null && JSON.stringify(member) !== "{}"));
}
