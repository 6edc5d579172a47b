import type { Difference } from "./differences.ts";

/** What we have in another form than boto3 on purpose, and why. */
export interface Purpose {
  readonly where: RegExp;
  readonly what: RegExp;
  readonly why: string;
}

export const PURPOSES: readonly Purpose[] = [
  {
    where: /^s3\.Bucket\.objects$/,
    what: /^operation$/,
    why: "AWS recommends ListObjectsV2 over ListObjects: it pages by token, and gives no owner that nobody asked for.",
  },
  {
    where: /^sqs\.(ServiceResource\.queues|Queue\.deadLetterSourceQueues)$/,
    what: /^params$/,
    why: "SQS pages only where MaxResults is given; boto3's collections end at 1,000 queues without a word.",
  },
  {
    where: /^ec2\.ServiceResource\.createTags$/,
    what: /^returns$/,
    why: "boto3's file has no result, but its code gives a Tag for every resource and tag; here the definition says it.",
  },
  {
    where: /^ec2\.(ClassicAddress|VpcAddress)\./,
    what: /^params$/,
    why: "boto3 loads an address to learn what its identifier says already; ours takes the identifier.",
  },
  {
    where: /^ec2\.Tag\.load$/,
    what: /^params$/,
    why: "boto3 asks for a tag of that key and value of whichever resource; ours for the resource's own.",
  },
  {
    where: /^ec2\.NetworkInterfaceAssociation$/,
    what: /^shape$/,
    why: "The load gives this shape, which has all that boto3's has and the AllocationId that the reference needs.",
  },
  {
    where: /^ec2\.Snapshot\.waitUntilCompleted$/,
    what: /^path$/,
    why: "The wait is for one snapshot, and resolves to it as loaded, not to a list.",
  },
  {
    where:
      /^iam\.(ServiceResource\.create(Group|InstanceProfile|Role|User)|LoginProfile\.create|User\.createLoginProfile)$/,
    what: /^identifier /,
    why: "Request and answer hold the same name; ours is found by rule: the parent's, else the item's, else the request's.",
  },
  {
    where: /^iam\.ServiceResource\.Policy$/,
    what: /^identifiers$/,
    why: "boto3's file names an identifier that its Policy does not have; both factories take the ARN.",
  },
];

export function purposeOf({ where, what }: Difference): Purpose | undefined {
  return PURPOSES.find((purpose) => purpose.where.test(where) && purpose.what.test(what));
}
