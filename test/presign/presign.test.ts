import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Client } from "../../src/client/client.ts";
import type { UntypedClient } from "../../src/client/types.ts";
import { methodName } from "../../src/model/names.ts";
import { Session } from "../../src/session/session.ts";
import { findPython } from "../peers/python.ts";
import { native } from "../peers/values.ts";
import { testEnvironment } from "../session/testEnvironment.ts";
import { reasonFor } from "./differences.ts";

interface Case {
  readonly operation: string;
  readonly input: unknown;
  readonly url?: string;
  readonly error?: string;
}

/** One and more of each protocol, with host prefixes, forms, JSON, XML, CBOR and services of one region. */
const some = `
  accessanalyzer apigateway autoscaling cloudfront cloudwatch cognito-idp dsql dynamodb ec2 ecs elbv2 eks glacier iam iot
  iot-data kinesis kms lambda location logs mediastore-data neptune opensearch organizations polly rds redshift route53 s3
  s3control sagemaker-runtime secretsmanager ses sns sqs ssm stepfunctions sts textract xray`
  .trim()
  .split(/\s+/);
const models = fileURLToPath(new URL("../../models/", import.meta.url));
const everyService = readdirSync(models)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(".json", ""));
const services = process.env.TUCUXI_SERVICES === "all" ? everyService : some;
/** Operations of each service; 0 means all. */
const operations = process.env.TUCUXI_OPERATIONS ?? "8";
const python = findPython("presigned URLs by boto3 and by tucuxi");

const session = new Session(
  {
    region: "eu-west-1",
    credentials: {
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      sessionToken: "a token/+=",
    },
    // What boto3 does unless it is told otherwise: S3's URLs name the global endpoint.
    s3: { usEast1RegionalEndpoint: "legacy" },
  },
  testEnvironment(),
);
const options = { expiresIn: 900, signingDate: new Date("2026-01-20T10:30:15Z") };
const counts = { same: 0, known: 0, refused: 0 };

describe.skipIf(!python)("presigned URLs are boto3's to the byte", () => {
  for (const service of services) {
    it(service, { timeout: 120_000 }, async () => {
      const client = session.client<string>(service) as unknown as UntypedClient;
      const failures: string[] = [];
      for (const each of casesOf(service)) {
        const failure = await compare(client, service, each);
        if (failure) failures.push(failure);
      }
      expect(failures.join("\n\n")).toBe("");
    });
  }

  it("is so for many", () => {
    console.log(
      `${counts.same} URLs are the same, ${counts.known} differ for a reason that is given, boto3 has none for ${counts.refused}.`,
    );
    expect(counts.same).toBeGreaterThan(100);
  });
});

/** Says what differs; `undefined` where nothing does. */
async function compare(client: UntypedClient, service: string, each: Case): Promise<string | undefined> {
  const { operation, input, url: expected, error } = each;
  const given = native(input) as Record<string, unknown>;
  if (error !== undefined) {
    counts.refused++;
    // It reads every body as JSON. A body that is none is no reason to have no URL.
    if (!/DecodeError|not JSON serializable/.test(error)) return undefined;
    const mine = await client.presign(methodName(operation), given, options).catch(String);
    return typeof mine === "string" ? `${operation}: ${mine}\nboto3: ${error}` : undefined;
  }
  const url = await client.generatePresignedUrl(methodName(operation), given, options).catch(String);
  if (url === expected) {
    counts.same++;
    return undefined;
  }
  const plan = await Client.runtimeOf(client as unknown as Client).planOfOperation(operation);
  const takesEvents = plan.codec.inputStream?.kind === "events";
  if (reasonFor({ service, operation, input, ours: url, boto3: expected!, takesEvents })) {
    counts.known++;
    return undefined;
  }
  return `${operation} ${JSON.stringify(input)}\n${url}\n${expected}`;
}

function casesOf(service: string): Case[] {
  const script = fileURLToPath(new URL("presign_cases.py", import.meta.url));
  const { stdout, stderr, status } = spawnSync(python!, [script, operations, service], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { PATH: process.env.PATH, HOME: "/nonexistent", AWS_EC2_METADATA_DISABLED: "true" },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);
}
