import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { TucuxiError } from "../../src/errors/index.ts";
import type { SessionOptions } from "../../src/session/options.ts";
import { Session } from "../../src/session/session.ts";
import { oraclePath } from "./oracles.ts";
import { type Recording, replay } from "./replay.ts";
import { testEnvironment } from "./testEnvironment.ts";

interface Case {
  readonly name: string;
  readonly result: {
    readonly Ok?: {
      readonly access_key_id: string;
      readonly secret_access_key: string;
      readonly session_token?: string;
      readonly account_id?: string;
      /** Seconds since the epoch. */
      readonly expiry?: number;
      readonly token?: string;
      readonly expiration?: string;
    };
    readonly ErrorContains?: string;
  };
}

/** The recordings are of 2009 to 2022, and their credentials live. */
const time = Date.UTC(2009, 0, 1);

function filesBelow(folder: string, prefix = ""): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(folder)) {
    const path = `${folder}/${name}`;
    if (statSync(path).isDirectory()) Object.assign(found, filesBelow(path, `${prefix}/${name}`));
    else found[`${prefix}/${name}`] = readFileSync(path);
  }
  return found;
}

function load(folder: string) {
  const json = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
  const { http, requests, expected } = replay(json("http-traffic") as Recording);
  const environment = testEnvironment({
    variables: json("env") as Record<string, string>,
    files: filesBelow(`${folder}/fs`),
    time,
    run: (command) =>
      new Promise((resolve) => {
        execFile("/bin/sh", ["-c", command], (error, stdout, stderr) => {
          resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr });
        });
      }),
  });
  return { environment, http, requests, expected, testCase: json("test-case") as Case };
}

interface Suite {
  readonly folder: string | undefined;
  readonly names: readonly string[];
}

function suite(name: string): Suite {
  const folder = oraclePath(`smithy-rs-config/${name}`);
  return { folder, names: folder === undefined ? [] : readdirSync(folder) };
}

async function checkCredentials(folder: string, options: SessionOptions): Promise<void> {
  const { environment, http, requests, expected, testCase } = load(folder);
  const session = new Session({ http, ...options }, environment);
  const { Ok: wanted } = testCase.result;
  if (!wanted) {
    await expect(session.getCredentials()).rejects.toThrow(TucuxiError);
    return;
  }
  const credentials = await session.getCredentials();
  expect({
    access_key_id: credentials.accessKeyId,
    secret_access_key: credentials.secretAccessKey,
    ...(credentials.sessionToken && { session_token: credentials.sessionToken }),
    ...(credentials.accountId && { account_id: credentials.accountId }),
    ...(credentials.expiration && { expiry: credentials.expiration.getTime() / 1000 }),
  }).toEqual(wanted);
  expect(requests).toHaveLength(expected.length);
}

const chain = suite("default-credential-provider-chain");

describe.skipIf(!chain.folder)("the default credential provider chain", () => {
  it.each(chain.names)("%s", (name) => checkCredentials(`${chain.folder}/${name}`, {}));
});

// These ask the profile alone, as a session does that names its profile.
const profiles = suite("profile-provider");

describe.skipIf(!profiles.folder)("the profile provider", () => {
  it.each(profiles.names)("%s", (name) => checkCredentials(`${profiles.folder}/${name}`, { profile: "default" }));
});

const tokens = suite("default-token-provider-chain");

describe.skipIf(!tokens.folder)("the default token provider chain", () => {
  it.each(tokens.names)("%s", async (name) => {
    const { environment, http, testCase } = load(`${tokens.folder}/${name}`);
    const { token, expiration } = await new Session({ http }, environment).getToken();
    const { Ok: wanted } = testCase.result;
    expect(token).toBe(wanted?.token);
    expect(expiration).toEqual(new Date(wanted?.expiration ?? ""));
  });
});
