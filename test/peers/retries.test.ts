import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ClientError, ConnectionError, ConnectTimeoutError, ReadTimeoutError } from "../../src/errors/index.ts";
import { type AttemptFailure, createRetryStrategy } from "../../src/retry/index.ts";
import { RateLimiter } from "../../src/retry/rateLimiter.ts";
import { retryRulesOf } from "../../src/services/retryRules.ts";
import { findPython } from "./python.ts";

interface Failure {
  readonly code?: string;
  readonly status?: number;
  readonly exception?: string;
  readonly headers?: Record<string, string>;
  readonly retryable?: { throttling?: boolean } | null;
}

interface Case {
  readonly mode: "standard" | "legacy";
  readonly service: string;
  readonly eventName: string;
  readonly endpointPrefix: string;
  readonly operation: string;
  readonly newRetries: boolean;
  readonly random: number;
  readonly maxAttempts: number | null;
  readonly calls: readonly (Failure | "success")[][];
}

interface Outcome {
  readonly decisions: readonly { retry: boolean; delay: number }[];
  readonly quota: number;
}

/** A service by its client's name, with the names by which botocore's parts know it, and some operations. */
const SERVICES: readonly [name: string, eventName: string, endpointPrefix: string, operations: string[]][] = [
  ["s3", "s3", "s3", ["GetObject"]],
  ["dynamodb", "dynamodb", "dynamodb", ["GetItem"]],
  ["dynamodbstreams", "dynamodb-streams", "streams.dynamodb", ["GetRecords"]],
  ["sqs", "sqs", "sqs", ["ReceiveMessage", "SendMessage"]],
  ["stepfunctions", "sfn", "states", ["GetActivityTask", "ListActivities"]],
  ["swf", "swf", "swf", ["PollForActivityTask", "PollForDecisionTask", "CountOpenWorkflowExecutions"]],
  ["sts", "sts", "sts", ["AssumeRole"]],
  ["organizations", "organizations", "organizations", ["ListRoots"]],
  ["ec2", "ec2", "ec2", ["DescribeInstances"]],
  ["cloudsearch", "cloudsearch", "cloudsearch", ["DescribeDomains"]],
  ["kinesis", "kinesis", "kinesis", ["PutRecord"]],
  ["glacier", "glacier", "glacier", ["UploadArchive"]],
  ["route53", "route-53", "route53", ["ListHostedZones"]],
  ["lambda", "lambda", "lambda", ["Invoke"]],
];

const CODES = [
  ..."Throttling ThrottlingException ThrottledException RequestThrottledException TooManyRequestsException".split(" "),
  ..."ProvisionedThroughputExceededException TransactionInProgressException RequestLimitExceeded".split(" "),
  ..."BandwidthLimitExceeded LimitExceededException RequestThrottled SlowDown PriorRequestNotComplete".split(" "),
  ..."EC2ThrottledException RequestTimeout RequestTimeoutException IDPCommunicationError BadDigest".split(" "),
  ..."ReplicatedWriteConflictException AccessDenied NoSuchKey InternalError ServiceUnavailable 503".split(" "),
];
const STATUSES = [400, 400, 400, 400, 403, 404, 408, 409, 429, 500, 501, 502, 503, 503, 504, 509];
const RETRY_AFTER = ["0", "30", "1500", "6000", "100000", "-5", "soon", "1.5", "", " 70 "];
const EXCEPTIONS = ["ConnectTimeoutError", "ReadTimeoutError", "ConnectionError", "ValueError"];

const python = findPython("retries by botocore and by tucuxi");

describe.skipIf(!python)("retries as botocore makes them", () => {
  it("in standard mode, by the values of 2026 and by those before", () => compare(casesOf("standard", 3_000)));

  it("in legacy mode", () => compare(casesOf("legacy", 1_000)));

  it("at the rate of adaptive mode", () => {
    const random = randomFrom(3);
    const cases = Array.from({ length: 200 }, () => ({
      mode: "adaptive",
      events: Array.from({ length: 100 }, () => [random() * 0.4, random() < 0.1]),
    }));
    const theirs = askBotocore<[number, number][]>(cases);
    for (const [index, { events }] of cases.entries()) {
      let now = 1000;
      const limiter = new RateLimiter(() => now);
      for (const [step, [seconds, throttled]] of (events as [number, boolean][]).entries()) {
        now += seconds;
        const wait = limiter.take();
        now += wait;
        limiter.record(throttled);
        const [theirWait, theirRate] = theirs[index]![step]!;
        expect(wait).toBeCloseTo(theirWait, 6);
        expect(limiter.rate).toBeCloseTo(theirRate, 6);
      }
    }
  });
});

function compare(cases: readonly Case[]): void {
  const theirs = askBotocore<Outcome>(cases);
  for (const [index, each] of cases.entries()) {
    expect(ours(each), JSON.stringify(each)).toEqual(rounded(theirs[index]!.decisions));
  }
  const count = theirs.reduce((sum, { decisions }) => sum + decisions.length, 0);
  console.log(`${count} decisions in ${cases.length} ${cases[0]!.mode} cases`);
}

function ours({ mode, service, operation, newRetries, random, maxAttempts, calls }: Case): Outcome["decisions"] {
  const strategy = createRetryStrategy({
    mode,
    maxAttempts: maxAttempts ?? undefined,
    newRetries,
    random: () => random,
    service: retryRulesOf(service),
  });
  const made: { retry: boolean; delay: number }[] = [];
  for (const call of calls) {
    let last: AttemptFailure | undefined;
    for (const [index, failure] of call.entries()) {
      if (failure === "success") {
        strategy.onSuccess(index + 1, last);
        break;
      }
      last = attemptFailure(failure);
      const { retry, delay } = strategy.onFailure(index + 1, last, operation);
      made.push({ retry, delay: delay / 1000 });
      if (!retry) break;
    }
  }
  return rounded(made);
}

function rounded(decisions: Outcome["decisions"]): Outcome["decisions"] {
  return decisions.map(({ retry, delay }) => ({ retry, delay: Math.round(delay * 1e6) / 1e6 }));
}

function attemptFailure({ code, status, exception, headers, retryable }: Failure): AttemptFailure {
  if (exception === "ValueError") return { error: new RangeError("v") };
  const kinds: Record<string, typeof ConnectionError> = { ConnectTimeoutError, ReadTimeoutError, ConnectionError };
  if (exception) return { error: new kinds[exception]!("e") };
  const metadata = { attempts: 1, totalRetryDelay: 0 };
  return {
    error: new ClientError({ code: code!, message: "m", operation: "O", fault: "client", metadata }),
    code: code!,
    status: status!,
    ...(headers && { headers }),
    ...(retryable && { retryable }),
  };
}

function casesOf(mode: "standard" | "legacy", count: number): Case[] {
  const random = randomFrom(mode.length);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const failure = (): Failure => {
    if (random() < 0.2) return { exception: pick(EXCEPTIONS) };
    return {
      code: pick(CODES),
      status: pick(STATUSES),
      ...(random() < 0.2 && { headers: { "x-amz-retry-after": pick(RETRY_AFTER) } }),
      ...(random() < 0.1 && { retryable: pick([{}, { throttling: true }]) }),
    };
  };
  return Array.from({ length: count }, (_, index) => {
    const [service, eventName, endpointPrefix, operations] = pick(SERVICES);
    // In botocore, organizations' own rule takes the place of the one for status 429, which nobody can have meant.
    const wanted = ({ status }: Failure): boolean => service !== "organizations" || status !== 429;
    // One case in ten has failures enough to use up the quota.
    const calls = index % 10 === 0 ? 100 : 5;
    return {
      mode,
      service,
      eventName,
      endpointPrefix,
      operation: pick(operations),
      newRetries: random() < 0.7,
      random: random(),
      maxAttempts: random() < 0.2 ? Math.ceil(random() * 8) : null,
      calls: Array.from({ length: calls }, () =>
        Array.from({ length: 12 }, () => (random() < 0.15 ? ("success" as const) : failure())).filter(
          (each) => each === "success" || wanted(each),
        ),
      ),
    };
  });
}

function askBotocore<T>(cases: readonly unknown[]): T[] {
  const script = fileURLToPath(new URL("retries.py", import.meta.url));
  const { stdout, stderr, status } = spawnSync(python!, [script], {
    input: JSON.stringify(cases),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T[];
}

/** Numbers from 0 to below 1, the same for the same seed (Park and Miller). */
function randomFrom(seed: number): () => number {
  let state = seed * 16807;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
