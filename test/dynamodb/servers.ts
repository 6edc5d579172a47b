import { spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Session } from "../../src/session/session.ts";
import { startMoto } from "../peers/moto.ts";
import { findPython } from "../peers/python.ts";
import { testEnvironment } from "../session/testEnvironment.ts";

export interface Server {
  readonly address: string;
  stop(): void;
}

export interface ServerKind {
  readonly name: string;
  start(): Promise<Server>;
}

/**
 * The stand-ins for DynamoDB that are there: Amazon's own DynamoDB Local, whose folder TUCUXI_DYNAMODB_LOCAL names (its
 * jar with all that it depends on and its native libraries), and moto.
 */
export function dynamodbServers(purpose: string): ServerKind[] {
  const folder = process.env.TUCUXI_DYNAMODB_LOCAL;
  if (!folder || !existsSync(folder)) {
    console.log(`Skipped: ${purpose} on DynamoDB Local. TUCUXI_DYNAMODB_LOCAL names no folder with its jars.`);
  }
  const python = findPython(`${purpose} on moto`);
  return [
    ...(folder && existsSync(folder) ? [{ name: "DynamoDB Local", start: () => startLocal(folder) }] : []),
    ...(python ? [{ name: "moto", start: () => startMoto(python) }] : []),
  ];
}

async function startLocal(folder: string): Promise<Server> {
  const port = await freePort();
  const path = [join(folder, "*"), join(folder, "DynamoDBLocal_lib", "*")].join(delimiter);
  const libraries = [folder, join(folder, "DynamoDBLocal_lib")].join(delimiter);
  const main = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner";
  const args = [`-Djava.library.path=${libraries}`, "-cp", path, main, "-inMemory", "-port", String(port)];
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";
  // It writes a file of its own to where it is started.
  const child = spawn(java, args, { stdio: "ignore", cwd: mkdtempSync(join(tmpdir(), "dynamodb-local-")) });
  const address = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt++) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer) {
      await answer.body?.cancel();
      return { address, stop: () => child.kill() };
    }
    await delay(100);
  }
  child.kill();
  throw new Error("DynamoDB Local did not start.");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

export function sessionOn({ address }: Server): Session {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "EXAMPLE" };
  return new Session({ region: "eu-west-1", endpoint: address, credentials }, testEnvironment());
}

/** Makes a table whose key is `id`, or `id` and `sort`, and waits for it. */
export async function makeTable(session: Session, name: string, sort?: "S" | "N"): Promise<void> {
  const table = await session.resource("dynamodb").createTable({
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "id", KeyType: "HASH" },
      ...(sort ? [{ AttributeName: "sort", KeyType: "RANGE" as const }] : []),
    ],
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "S" },
      ...(sort ? [{ AttributeName: "sort", AttributeType: sort }] : []),
    ],
  });
  await table.waitUntilExists({}, { maxWaitTime: 30, minDelay: 0.1 });
}
