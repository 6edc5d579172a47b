import { describe, expect, it } from "vitest";
import { didYouMean, nearestNames } from "./nearest.ts";

const names = ["dynamodb", "firehose", "kinesis", "kinesisvideo", "s3", "s3control", "sns", "sqs"];

describe("nearestNames", () => {
  it("gives names that differ by a few letters, the nearest first", () => {
    expect(nearestNames("dynamdb", names)).toEqual(["dynamodb"]);
    expect(nearestNames("sqns", names)).toEqual(["sns", "sqs"]);
  });

  it("gives names that begin with the misspelt one, whatever follows", () => {
    expect(nearestNames("kinesisv", names)).toEqual(["kinesis", "kinesisvideo"]);
  });

  it("gives names that are part of the misspelt one, or have it as a part", () => {
    expect(nearestNames("Body", ["MessageBody", "QueueUrl"])).toEqual(["MessageBody"]);
    expect(nearestNames("KinesisFirehose", names)).toEqual(["firehose", "kinesis", "kinesisvideo"]);
  });

  it("gives none where nothing is near", () => {
    expect(nearestNames("polly", names)).toEqual([]);
    expect(didYouMean("polly", names)).toBe("");
  });

  it("makes a sentence", () => {
    expect(didYouMean("kinesisv", names)).toBe(' Did you mean "kinesis" or "kinesisvideo"?');
  });
});
