import type { ComparableRequest } from "./requests.ts";
import type { SentRequest } from "./script.ts";

/** A way in which this library is meant to differ from boto3. Each function leaves alone what is not its affair. */
export interface DeliberateDifference {
  readonly why: string;
  /** boto3's request, as it was sent, in our way. */
  readonly sent?: (theirs: SentRequest) => SentRequest;
  /** The headers of boto3's request in our way. */
  readonly headers?: (theirs: Headers, ours: Headers) => Headers;
  /** How calls end that boto3 lets pass. */
  readonly refusal?: RegExp;
  /** A value in boto3's output or error in our way; `undefined` means that there is none. */
  readonly value?: (theirs: unknown, ours: unknown, name: string) => unknown;
}

export type Headers = ComparableRequest["headers"];

export const deliberateDifferences: readonly DeliberateDifference[] = [
  {
    why: "A form's media type has no parameter, as Smithy's awsQuery and ec2Query protocols have it.",
    headers: (theirs) =>
      theirs["content-type"] === "application/x-www-form-urlencoded; charset=utf-8"
        ? { ...theirs, "content-type": "application/x-www-form-urlencoded" }
        : theirs,
  },
  {
    why: "A payload has the media type of its shape, as Smithy's HTTP protocols have it; boto3 sends most without one.",
    headers: (theirs, ours) =>
      theirs["content-type"] === undefined && payloadTypes.has(ours["content-type"]!)
        ? { ...theirs, "content-type": ours["content-type"]! }
        : theirs,
  },
  {
    why: "Other stores than AWS's get an MD5 where a checksum is required: many know no other.",
    headers: (theirs, ours) =>
      theirs["content-md5"] === undefined && ours["content-md5"] === "that of the body" && isOtherStore(theirs)
        ? { ...theirs, "content-md5": "that of the body" }
        : theirs,
  },
  {
    why: "So an object that is put without a media type has that of bytes, and not S3's own word for it.",
    value: (theirs, ours, name) =>
      name === "ContentType" && theirs === "binary/octet-stream" && ours === "application/octet-stream" ? ours : theirs,
  },
  {
    why: "The checksum of a body that is at hand goes ahead of it in a header; boto3 lets it trail the body in chunks.",
    sent: withoutTrailer,
  },
  {
    why: "What the answer lacks is absent, not null.",
    value: (theirs, ours) => (theirs === null && ours === undefined ? undefined : theirs),
  },
  {
    why: "A required list or map that the answer lacks is empty, not absent.",
    value: (theirs, ours) => (theirs === undefined && isEmpty(ours) ? ours : theirs),
  },
  {
    why: "A page that is no answer of the service is read as text, without its tags.",
    value: (theirs, ours, name) => (name === "message" && /^<!doctype html>/.test(String(theirs)) ? ours : theirs),
  },
  {
    why: "An error has its modelled members also where its code is that of the query protocol (SQS).",
    value: (theirs, ours, name) => (name === "message" && theirs === undefined ? ours : theirs),
  },
  {
    why: "A string of the model is a string, whatever JSON gives for it.",
    value: (theirs, ours) => (isScalar(theirs) && ours === String(theirs) ? ours : theirs),
  },
  {
    why: "What cannot be what the model says is refused with a typed error; boto3 guesses, or gives it as it is.",
    refusal: /^ResponseParseError: .*(expected a timestamp, found "\d+\/|expected an integer as nullable, found false)/,
  },
];

function isScalar(value: unknown): boolean {
  return typeof value === "boolean" || typeof value === "number";
}

/** A request that goes elsewhere than to AWS, with a checksum. */
function isOtherStore(headers: Headers): boolean {
  return !/\.amazonaws\.com$/.test(headers.host ?? "") && headers["x-amz-checksum-crc32"] !== undefined;
}

const payloadTypes = new Set(["application/xml", "text/plain", "application/octet-stream"]);

/** A body of one chunk, or of none, in `aws-chunked` encoding: its length, itself, and the checksum behind it. */
const chunked = /^(?:([\da-f]+)\r\n([\s\S]*)\r\n)?0\r\n([\w-]+):(\S+)\r\n\r\n$/;

function withoutTrailer(theirs: SentRequest): SentRequest {
  const { "x-amz-trailer": trailer, "x-amz-decoded-content-length": length, ...headers } = theirs.headers;
  const [, , body = "", name = "", checksum = ""] =
    chunked.exec(Buffer.from(theirs.body, "base64").toString("latin1")) ?? [];
  if (trailer === undefined || name !== trailer || Number(length) !== body.length) return theirs;
  const { "content-encoding": encodings = "", ...others } = headers;
  const encoding = encodings.replace(/,?aws-chunked$/, "");
  return {
    ...theirs,
    headers: {
      ...others,
      ...(encoding && { "content-encoding": encoding }),
      "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
      [trailer]: checksum,
    },
    body: Buffer.from(body, "latin1").toString("base64"),
  };
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
