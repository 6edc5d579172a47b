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

/** smithy-rules-engine: cases whose call as an operation cannot come to what their parameters come to. */
export const expectedSmithyFailures: ExpectedFailures = {
  "ite.json": {
    "When useFips is true, returns trueValue":
      "The case's operation input sets no client parameter, so useFips has its default, false; as bare rules it holds.",
  },
};

const checksum =
  "The checksum is a step of the call, after the protocol has written the body: see the suites of clients.";
const customization =
  "Not the protocol's doing but a customization of the one service, in src/services: this suite runs protocols alone.";
const addressing = "Where a bucket stands is told by S3's endpoint rules, which the suites of endpoints prove.";
const emptyList =
  "botocore leaves an empty list out of the headers; Smithy's newer NullAndEmptyHeaders, which hold here, send it.";
const flawedModel = "The suite's model calls a text what its answer has as an object; botocore does not look.";
const noDefaults = "botocore's models carry no default values: the service fills them in.";
const noCorrection =
  "Of required members that an answer lacks, lists and maps are empty; a made-up text or number would be a lie.";
const noMediaTypes = "botocore's models carry no media types.";
const noSmallIntegers =
  "botocore's models know a byte and a short as integers; no event of AWS has either in a header.";
const lenientRequired = "As in botocore, an answer that lacks a required text is no error.";
const negativeEpoch =
  "The suite writes a time before 1970 as negative seconds and a positive fraction, which is another number.";

const payloadInModel =
  "The case's model names the payload's element after the member, where the case expects the shape's name. The models in " +
  "use mean what they say: S3's PutBucketLifecycleConfiguration sends <LifecycleConfiguration>, the member's name. " +
  "botocore, whose suite this is, has the case on its ignore list; it holds in Smithy's own suite.";

/** The suites of protocols, by suite and case. */
export const expectedProtocolFailures: Readonly<Record<string, string>> = {
  "botocore/input/rest-json/RestJsonHttpChecksumRequired": checksum,
  "botocore/input/rest-xml/RestXmlHttpPayloadWithUnion": payloadInModel,
  "botocore/input/rest-xml/HttpPayloadWithXmlName": payloadInModel,
  "botocore/input/rest-xml/HttpPayloadWithXmlNamespace": payloadInModel,
  "botocore/input/rest-xml/HttpPayloadWithXmlNamespaceAndPrefix": payloadInModel,
  "botocore/input/rest-xml/XmlAttributesOnPayload": payloadInModel,
  "smithy/awsJson1_0/input/JsonRpc10/AwsJson10ClientPopulatesDefaultValuesInInput": noDefaults,
  "smithy/awsJson1_0/input/JsonRpc10/AwsJson10ClientPopulatesNestedDefaultValuesWhenMissing": noDefaults,
  "smithy/restJson1/input/RestJson/RestJsonHttpChecksumRequired": checksum,
  "smithy/restJson1/input/RestJson/RestJsonClientPopulatesDefaultValuesInInput": noDefaults,
  "smithy/restJson1/input/RestJson/RestJsonClientPopulatesNestedDefaultValuesWhenMissing": noDefaults,
  "smithy/restJson1/input/RestJson/RestJsonHttpPayloadTraitsWithMediaTypeWithBlob": noMediaTypes,
  "smithy/restJson1/input/RestJson/RestJsonStreamingTraitsWithMediaTypeWithBlob": noMediaTypes,
  "smithy/restXml/input/RestXml/HttpPayloadTraitsWithMediaTypeWithBlob": noMediaTypes,
  "botocore/legacy/input/rest-json/26:1": emptyList,
  "botocore/legacy/input/rest-xml/26:1": emptyList,
  "botocore/legacy/output/json/3:1": flawedModel,
  "smithy/awsJson1_0/response/JsonRpc10/AwsJson10ClientPopulatesDefaultsValuesWhenMissingInResponse": noDefaults,
  "smithy/awsJson1_0/response/JsonRpc10/AwsJson10ClientPopulatesNestedDefaultsWhenMissingInResponseBody": noDefaults,
  "smithy/awsJson1_0/response/JsonRpc10/AwsJson10ClientErrorCorrectsWhenServerFailsToSerializeRequiredValues":
    noCorrection,
  "smithy/awsJson1_0/response/JsonRpc10/AwsJson10ClientErrorCorrectsWithDefaultValuesWhenServerFailsToSerializeRequiredValues":
    noCorrection,
  "smithy/restJson1/response/RestJson/RestJsonClientPopulatesDefaultsValuesWhenMissingInResponse": noDefaults,
  "smithy/restJson1/response/RestJson/RestJsonClientPopulatesNestedDefaultsWhenMissingInResponseBody": noDefaults,
  "smithy/rpcv2Cbor/input/RpcV2Protocol/RpcV2CborClientPopulatesDefaultValuesInInput": noDefaults,
  "smithy/rpcv2Cbor/response/RpcV2Protocol/RpcV2CborClientPopulatesDefaultsValuesWhenMissingInResponse": noDefaults,
  "smithy/restJson1/eventStream/RestJson/DuplexByteHeaderInput": noSmallIntegers,
  "smithy/restJson1/eventStream/RestJson/DuplexShortHeaderInput": noSmallIntegers,
  "smithy/restJson1/eventStream/RestJson/ByteHeaderInput": noSmallIntegers,
  "smithy/restJson1/eventStream/RestJson/ShortHeaderInput": noSmallIntegers,
  "smithy/restJson1/eventStream/RestJson/DuplexMissingRequiredInitialResponseOutput": lenientRequired,
  "smithy/restJson1/eventStream/RestJson/MissingRequiredInitialResponseOutput": lenientRequired,
  "smithy/restJson1/input/BackplaneControlService/ApiGatewayAccept": customization,
  "smithy/restJson1/input/Glacier/GlacierVersionHeader": customization,
  "smithy/restJson1/input/Glacier/GlacierChecksums": customization,
  "smithy/restJson1/input/Glacier/GlacierAccountId": customization,
  "smithy/restJson1/input/Glacier/GlacierMultipartChecksums": customization,
  "smithy/awsJson1_1/input/AmazonML_20141212/MachinelearningPredictEndpoint": customization,
  "smithy/restXml/input/AmazonS3/S3EscapeObjectKeyInUriLabel": addressing,
  "smithy/restXml/input/AmazonS3/S3EscapePathObjectKeyInUriLabel": addressing,
  "smithy/restXml/input/AmazonS3/S3PreservesLeadingDotSegmentInUriLabel": addressing,
  "smithy/restXml/input/AmazonS3/S3PreservesEmbeddedDotSegmentInUriLabel": addressing,
  "smithy/restXml/input/AmazonS3/S3DefaultAddressing": addressing,
  "smithy/restXml/input/AmazonS3/S3VirtualHostAddressing": addressing,
  "smithy/restXml/input/AmazonS3/S3VirtualHostDualstackAddressing": addressing,
  "smithy/restXml/input/AmazonS3/S3VirtualHostAccelerateAddressing": addressing,
  "smithy/restXml/input/AmazonS3/S3VirtualHostDualstackAccelerateAddressing": addressing,
  "smithy/restXml/input/AmazonS3/S3OperationAddressingPreferred": addressing,
  "smithy-rs/format_epoch_seconds/60": negativeEpoch,
  "smithy-rs/parse_epoch_seconds/60": negativeEpoch,
};
