import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmulators } from "../../tools/run/emulators.ts";
import { dynamodbServers } from "../dynamodb/servers.ts";

/** Where samples run: variables that lead to a stand-in for AWS, which has what they speak of, and a folder with files. */
export interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  stop(): Promise<void>;
}

export interface PlaceKind {
  readonly name: string;
  start(): Promise<Place>;
}

const servers = dynamodbServers("the samples of the documentation");

/** Of the places that are there, the first that has all that a page uses. */
export function placeFor(page: string): PlaceKind | undefined {
  const names = needs[page] ?? ["moto", "emulators"];
  return kinds.find(({ name }) => names.includes(name));
}

/** Pages for which not any place will do: others need S3 and SQS alone, or nothing. */
const needs: Readonly<Record<string, readonly string[]>> = {
  "README.md": ["moto"],
  "docs/configuration.md": ["moto"],
  "docs/types.md": ["moto"],
  "docs/resources.md": ["moto"],
  "docs/dynamodb.md": ["DynamoDB Local"],
  "DynamoDB's doc comments": ["DynamoDB Local"],
  "other doc comments": ["moto"],
};

const kinds: readonly PlaceKind[] = [
  ...servers.map(({ name, start }) => ({
    name,
    async start() {
      const server = await start();
      const variables = { AWS_ENDPOINT_URL: server.address };
      return place(variables, name === "moto" ? "more" : "tables", async () => server.stop());
    },
  })),
  {
    name: "emulators",
    async start() {
      const { environment, stop } = await startEmulators();
      const endpoints = Object.entries(environment).filter(([name]) => name.startsWith("AWS_ENDPOINT_URL"));
      return place(Object.fromEntries(endpoints), "bucketAndQueue", stop);
    },
  },
];

async function place(
  endpoints: Readonly<Record<string, string>>,
  fill: string,
  stopServer: () => Promise<void>,
): Promise<Place> {
  const cwd = mkdtempSync(join(tmpdir(), "tucuxi-samples-"));
  mkdirSync(join(cwd, "pictures"));
  for (const file of ["cat.jpg", "pictures/cat.jpg"]) writeFileSync(join(cwd, file), "meow");
  mkdirSync(join(cwd, "test", "fixtures"), { recursive: true });
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

  const config = join(cwd, "config");
  const keys = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = EXAMPLE\n";
  const profile = `region = eu-west-1\n${keys}s3 =\n  addressing_style = path\n`;
  writeFileSync(config, `[default]\n${profile}[profile prod]\n${profile}`);
  const env = {
    ...endpoints,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: config,
    CLOUDFRONT_PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };

  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "fill", `${fill}.ts`)], { env });
  return {
    env,
    cwd,
    async stop() {
      rmSync(cwd, { recursive: true });
      await stopServer();
    },
  };
}
