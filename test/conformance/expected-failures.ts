/**
 * Cases of public suites that do not hold, by suite, service and the case's own description, each with the reason: the
 * one place where a suite may be contradicted. A case that is listed here and passes fails the run as well.
 */
type ExpectedFailures = Readonly<Record<string, Readonly<Record<string, string>>>>;

const pathInModel =
  "The suite is older than the models: geo-maps' rules no longer end in /v2, which its operations' paths now begin with.";

const newMessage =
  "The suite is older than the models: Kinesis' rules refuse the ARN as before, with the newer message " +
  '"Invalid ARN: Unsupported resource type …".';

/** botocore-endpoints over our models. */
export const expectedEndpointFailures: ExpectedFailures = {
  "geo-maps": {
    "For region us-east-1 with FIPS enabled and DualStack enabled": pathInModel,
    "For region us-east-1 with FIPS enabled and DualStack disabled": pathInModel,
    "For region us-east-1 with FIPS disabled and DualStack enabled": pathInModel,
    "For region us-east-1 with FIPS disabled and DualStack disabled": pathInModel,
    "For region us-gov-west-1 with FIPS enabled and DualStack enabled": pathInModel,
    "For region us-gov-west-1 with FIPS enabled and DualStack disabled": pathInModel,
    "For region us-gov-west-1 with FIPS disabled and DualStack enabled": pathInModel,
    "For region us-gov-west-1 with FIPS disabled and DualStack disabled": pathInModel,
  },
  kinesis: {
    "ResourceARN as StreamARN test: Invalid ARN: Kinesis ARNs only support stream arn types": newMessage,
    "ResourceARN as ConsumerARN test: Invalid ARN: Kinesis ARNs only support stream arn/consumer arn types": newMessage,
  },
};

/** The suites of protocols, by suite and case. */
export const expectedProtocolFailures: Readonly<Record<string, string>> = {};

/** smithy-rules-engine: cases whose call as an operation cannot come to what their parameters come to. */
export const expectedSmithyFailures: ExpectedFailures = {
  "ite.json": {
    "When useFips is true, returns trueValue":
      "The case's operation input sets no client parameter, so useFips has its default, false; as bare rules it holds.",
  },
};
