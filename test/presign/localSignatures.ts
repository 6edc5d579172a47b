import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { UntypedClient } from "../../src/client/types.ts";
import { Session } from "../../src/session/session.ts";
import { testEnvironment } from "../session/testEnvironment.ts";

/** The moment of all signatures that are compared with boto3's. */
export const now: Date = new Date("2026-01-20T10:30:15Z");

/** Has boto3 make all of the calls, in one process. */
export function askBoto3(python: string, calls: readonly object[]): unknown[] {
  const script = fileURLToPath(new URL("local_signatures.py", import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, [script], {
    input: JSON.stringify(calls),
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: "/nonexistent", AWS_EC2_METADATA_DISABLED: "true" },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as unknown[];
}

/** A client with the same keys as boto3's. */
export function clientLikeBoto3s(service: string, { token, ...options }: { token?: string } & object): UntypedClient {
  const credentials = {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    ...(token !== undefined && { sessionToken: token }),
  };
  const session = new Session({ region: "eu-west-1", credentials, ...options }, testEnvironment());
  return session.client<string>(service) as unknown as UntypedClient;
}
