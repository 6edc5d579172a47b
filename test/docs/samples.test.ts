import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it, vi } from "vitest";
import { Session } from "../../src/session/session.ts";
import { dynamodbServers, type Server, type ServerKind } from "../dynamodb/servers.ts";
import { runSample, samplesOf } from "./runSample.ts";

const servers = dynamodbServers("samples");

/** Of the stand-ins that are there, the one that knows most of what a page uses. */
const pages: readonly (readonly [page: string, server: ServerKind | undefined])[] = [
  ["README.md", servers.find(({ name }) => name === "moto")],
  ["docs/resources.md", servers.find(({ name }) => name === "moto")],
  ["docs/dynamodb.md", servers.find(({ name }) => name === "DynamoDB Local")],
];

describe.each(pages)("the samples of %s", (page, kind) => {
  if (!kind) return it.skip("need a server");
  let server: Server;
  let session: Session;
  beforeAll(async () => {
    server = await kind.start();
    useServer(server);
    vi.spyOn(console, "log").mockReturnValue(undefined);
    vi.spyOn(console, "error").mockReturnValue(undefined);
    session = new Session();
    await (kind.name === "moto" ? fillBucket(session) : makeTables(session));
  }, 60_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await session?.close();
    server?.stop();
  });

  it.each(samplesOf(page).map((sample) => [sample.where, sample] as const))(
    "%s runs",
    { timeout: 60_000 },
    async (_, sample) => {
      const order = {
        customer: "c#1",
        order: "1",
        total: 5,
        status: "open",
        lines: [{ sku: "map", count: 1 }],
        version: 1,
      };
      const orders = session.resource("dynamodb").Table("orders");
      if (kind.name !== "moto") await orders.putItem({ Item: order });
      await runSample(sample, {
        session,
        bucket: session.resource("s3").Bucket("photos"),
        dynamodb: session.client("dynamodb"),
        orders,
        order,
      });
    },
  );
});

/** What samples find by themselves: an endpoint, credentials, and the profile that they name. */
function useServer({ address }: Server): void {
  const config = join(mkdtempSync(join(tmpdir(), "samples-")), "config");
  const keys = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = EXAMPLE\n";
  const profile = `region = eu-west-1\n${keys}s3 =\n  addressing_style = path\n`;
  writeFileSync(config, `[default]\n${profile}[profile prod]\n${profile}`);
  const variables = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: config, AWS_ENDPOINT_URL: address };
  const none = ["AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  for (const name of none) vi.stubEnv(name, undefined);
}

async function fillBucket(session: Session): Promise<void> {
  const bucket = await session.resource("s3").createBucket({
    Bucket: "photos",
    CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
  });
  for (const Key of ["cat.jpg", "dog.jpg", "tmp/1", "2026/07/map.jpg"]) await bucket.putObject({ Key, Body: "meow" });
}

async function makeTables(session: Session): Promise<void> {
  const keys = { orders: ["customer", "order"], prices: ["sku"], customers: ["id"], sessions: ["user", "id"] };
  for (const [TableName, names] of Object.entries(keys)) {
    await session.resource("dynamodb").createTable({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: names.map((name, index) => ({ AttributeName: name, KeyType: index === 0 ? "HASH" : "RANGE" })),
      AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: "S" })),
    });
  }
}
