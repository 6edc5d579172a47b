/**
 * Error codes by what they mean for a retry. Source: the AWS SDKs and Tools Reference Guide, "Retry behavior", and
 * botocore's standard mode.
 */
export const THROTTLING_CODES: ReadonlySet<string> = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);

export const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  "PriorRequestNotComplete",
  "RequestTimeout",
  "RequestTimeoutException",
]);

export const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** What services say when a request's time is wrong; the last three may mean other things as well. */
export const CLOCK_SKEW_CODES: ReadonlySet<string> = new Set([
  "RequestExpired",
  "RequestInTheFuture",
  "RequestTimeTooSkewed",
  "AuthFailure",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
]);

/** What legacy mode retries with status 400. */
export const LEGACY_CODES: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "RequestThrottledException",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
]);

export const LEGACY_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504, 509]);
