import type { ServiceRetryRules } from "../retry/types.ts";

/** DynamoDB answers within milliseconds: it is asked again sooner and once more than other services. */
const dynamodb = { maxAttempts: 4, transientBaseDelay: 25 } as const;

/**
 * What single services' retries have of their own, by their clients' names. Sources: the retry values of 2026 in the
 * AWS SDKs and Tools Reference Guide; for legacy mode the sections of botocore's `_retry.json`.
 */
const rules: Readonly<Record<string, ServiceRetryRules>> = {
  cloudsearch: { legacy: { errors: [{ code: "BandwidthLimitExceeded", status: 509 }] } },
  dynamodb: {
    ...dynamodb,
    legacy: {
      maxAttempts: 10,
      baseDelay: 50,
      errors: [
        { code: "ReplicatedWriteConflictException", status: 409 },
        { code: "TransactionInProgressException", status: 400 },
      ],
    },
  },
  dynamodbstreams: dynamodb,
  ec2: {
    legacy: {
      errors: [
        { code: "RequestLimitExceeded", status: 503 },
        { code: "EC2ThrottledException", status: 503 },
      ],
    },
  },
  glacier: { legacy: { errors: [{ code: "RequestTimeoutException", status: 408 }] } },
  kinesis: { legacy: { errors: [{ code: "LimitExceededException", status: 400 }] } },
  organizations: { legacy: { errors: [{ code: "TooManyRequestsException", status: 400 }] } },
  route53: { legacy: { errors: [{ code: "PriorRequestNotComplete", status: 400 }] } },
  s3: {
    legacy: {
      errors: [
        { code: "RequestTimeout", status: 400 },
        { code: "BadDigest", status: 400 },
      ],
    },
  },
  sqs: { longPolling: ["ReceiveMessage"], legacy: { errors: [{ code: "RequestThrottled", status: 403 }] } },
  stepfunctions: { longPolling: ["GetActivityTask"] },
  sts: {
    transientCodes: ["IDPCommunicationError"],
    legacy: { errors: [{ code: "IDPCommunicationError", status: 400 }] },
  },
  swf: { longPolling: ["PollForActivityTask", "PollForDecisionTask"] },
};

/** The rules of a service by its client's name; most services have none. */
export function retryRulesOf(service: string): ServiceRetryRules | undefined {
  return Object.hasOwn(rules, service) ? rules[service] : undefined;
}
