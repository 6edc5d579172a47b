import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { definitions } from "../../definitions/index.ts";
import { findPython } from "../peers/python.ts";
import { runBoto3 } from "./boto3Cases.ts";
import { allCases } from "./cases.ts";
import { OurCases, type Outcome } from "./ourCases.ts";
import { portable } from "./portable.ts";
import { type Recorder, startRecorder } from "./recorder.ts";

/** Where we differ from boto3 on purpose, and why. */
const DIFFERENT: readonly { readonly id: RegExp; readonly why: string }[] = [
  { id: /^s3\.Bucket\.objects\./, why: "boto3 lists by ListObjects, we by ListObjectsV2" },
  {
    id: /^s3\.Bucket\.load\./,
    why: "boto3 lists all buckets, we ask for those of the name's prefix, then for the bucket",
  },
  {
    id: /^s3\.Bucket\.waitUntilExists\./,
    why: "the wait gives the loaded bucket; boto3 loads it when an attribute is read",
  },
  {
    id: /^dynamodb\.Table\.(query|scan)\./,
    why: "they send nothing before their items are read; test/dynamodb compares their requests",
  },
  { id: /^s3\.ObjectSummary\.(load|waitUntilExists)\./, why: "an ObjectSummary loads as the Object that it is" },
  { id: /^sqs\..*(queues|deadLetterSourceQueues)\./, why: "boto3 does not ask SQS for pages, and has the first only" },
  { id: /^ec2\.(ClassicAddress|VpcAddress)\.(disassociate|release)\./, why: "boto3 loads what the identifier says" },
  { id: /^ec2\.Tag\.load\./, why: "boto3 asks for such a tag of any resource" },
  { id: /^ec2\.ServiceResource\.KeyPairInfo\./, why: "boto3 has this factory by the name KeyPair only" },
  { id: /^ec2\.Snapshot\.copy\./, why: "boto3 presigns the copy below its resources; that is the client's affair" },
  {
    id: /^iam\.ServiceResource\.createSigningCertificate\./,
    why: "boto3 makes a resource without its user, and throws",
  },
  {
    id: /^iam\.(LoginProfile\.create|User\.createLoginProfile)\./,
    why: "the name is ours already; the answer repeats it",
  },
];

const python = findPython("the requests of boto3's resources and of ours");
const cases = allCases();
let recorder: Recorder;
let ours: OurCases;
let boto3: Map<string, Outcome> | undefined;

beforeAll(async () => {
  recorder = await startRecorder(cases);
  if (python) boto3 = await runBoto3(python, recorder, cases);
  ours = new OurCases(recorder);
}, 120_000);

afterAll(async () => {
  await ours[Symbol.asyncDispose]();
  await recorder.close();
});

describe("every member of every resource", () => {
  for (const service of Object.keys(definitions)) {
    it(`of ${service} sends what boto3's sends, and gives what it gives`, { timeout: 60_000 }, async () => {
      const found: unknown[] = [];
      const expected: unknown[] = [];
      for (const each of cases.filter((one) => one.service === service)) {
        const { id, error, result, requests } = await ours.run(each);
        expect(error, id).toBeUndefined();
        const peer = boto3?.get(id);
        if (!peer || DIFFERENT.some((different) => different.id.test(id))) continue;
        found.push({ id, error, result, requests: requests.map(portable) });
        expected.push({ id, error: peer.error, result: peer.result, requests: peer.requests.map(portable) });
      }
      expect(found).toEqual(expected);
    });
  }

  it.runIf(python)("of boto3 was called", () => {
    expect(boto3!.size).toBe(cases.length);
    const same = cases.filter(({ id }) => !DIFFERENT.some((different) => different.id.test(id)));
    console.log(`${cases.length} members called here and in boto3, ${same.length} compared to the last parameter`);
  });
});
