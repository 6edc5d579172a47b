import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ClientError, WaiterError } from "../../src/errors/index.ts";
import { loadService } from "../../src/model/loader.ts";
import { methodName } from "../../src/model/names.ts";
import { Session } from "../../src/session/session.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { findPython } from "./python.ts";

type Data = Record<string, unknown>;

/** An answer in boto3's form. */
interface Answer extends Data {
  readonly Error?: { readonly Code: string; readonly Message: string };
  readonly ResponseMetadata: { readonly HTTPStatusCode: number };
}

interface Case {
  readonly service: string;
  readonly waiter: string;
  readonly acceptors: number;
  /** The acceptor that each answer matches, or null. */
  readonly matched: readonly (number | null)[];
  readonly answers: readonly Answer[];
  readonly outcome: { readonly state: "success" | "failure" | "error"; readonly attempts: number };
}

const seeds = (process.env.TUCUXI_SEEDS ?? "1").split(",");
const python = findPython("waiters by botocore and by tucuxi");

describe.skipIf(!python)("what waiters come to, as botocore's do", () => {
  for (const seed of seeds) {
    it(`for sequences of answers that match every acceptor, seed ${seed}`, { timeout: 120_000 }, async () => {
      const cases = casesOf(seed);
      for (const each of cases) await compare(each);
      console.log(`${cases.length} sequences over ${coverage(cases)}`);
    });
  }
});

async function compare({ service, waiter, answers, outcome }: Case): Promise<void> {
  const client = session.client(service);
  let attempts = 0;
  const remove = client.hooks.register("beforeCall", ({ operation }) => {
    const { Error: error, ResponseMetadata, ...output } = answers[attempts++]!;
    const metadata = { httpStatusCode: ResponseMetadata.HTTPStatusCode, attempts: 1, totalRetryDelay: 0 };
    if (!error) return { output: { ...output, $metadata: metadata } };
    const details = { code: error.Code, message: error.Message, fault: "client" as const, metadata };
    throw new ClientError({ ...details, operation: operation.name });
  });
  try {
    const input = pathMembers(service, waiter);
    const found = await client.waitUntil(methodName(waiter), input, { minDelay: 0, maxDelay: 0 }).then(
      () => "success",
      (error: unknown) => {
        if (!(error instanceof WaiterError)) throw error;
        return error.reason.startsWith("an error ended it") ? "error" : "failure";
      },
    );
    expect({ state: found, attempts }, `${service} ${waiter}: ${JSON.stringify(answers)}`).toEqual(outcome);
  } finally {
    remove();
  }
}

/** What the request cannot be written without. */
function pathMembers(serviceName: string, waiter: string): Data {
  const service = loadService(serviceName);
  const members = service.operation(service.waiter(waiter)!.operation).input?.members ?? new Map();
  const wanted = [...members].filter(([, { traits }]) => traits.location === "uri" || traits.hostLabel);
  return Object.fromEntries(wanted.map(([name, { shape }]) => [name, shape.type === "string" ? "x" : 1]));
}

const session = new Session(
  { region: "us-east-1", credentials: "anonymous", parameterValidation: false },
  testEnvironment(),
);

function coverage(cases: readonly Case[]): string {
  const acceptors = new Map(cases.map(({ service, waiter, acceptors: count }) => [`${service} ${waiter}`, count]));
  const matched = cases.flatMap(({ service, waiter, matched: each }) =>
    each.filter((index) => index !== null).map((index) => `${service} ${waiter} ${index}`),
  );
  const total = [...acceptors.values()].reduce((sum, count) => sum + count, 0);
  return `${acceptors.size} waiters, ${new Set(matched).size} of ${total} acceptors matched`;
}

function casesOf(seed: string): Case[] {
  const script = fileURLToPath(new URL("waiting.py", import.meta.url));
  const { stdout, stderr, status } = spawnSync(python!, [script, seed], { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);
}
