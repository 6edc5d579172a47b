import { type PostCondition, signPostPolicy } from "../../auth/index.ts";
import { unsignedRequest } from "../../client/presign.ts";
import type { ClientRuntime } from "../../client/runtime.ts";
import { didYouMean, NoCredentialsError, ParamValidationError, type ValidationFinding } from "../../errors/index.ts";
import type { PresignedPost, PresignedPostInput } from "./types.ts";

const fileName = "${filename}";

/**
 * The address and the fields of a form that uploads an object. The bucket, the key and every field are conditions of the
 * policy, for S3 refuses what none names; `Conditions` are the caller's further ones.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html; boto3's
 * `generate_presigned_post`.
 */
export async function generatePresignedPost(runtime: ClientRuntime, input: PresignedPostInput): Promise<PresignedPost> {
  check(input);
  const { Bucket, Key, Fields = {}, Conditions = [], expiresIn } = input;
  const plan = await runtime.planOfOperation("CreateBucket");
  const { request, scheme, identity } = await unsignedRequest(runtime, plan, { Bucket });
  if (!identity)
    throw new NoCredentialsError([{ provider: "options", reason: "a form cannot be signed without keys" }]);
  const conditions = [
    ...Conditions,
    ...conditionsOfFields(Fields, Conditions),
    { bucket: Bucket },
    Key.endsWith(fileName) ? ["starts-with", "$key", Key.slice(0, -fileName.length)] : { key: Key },
  ];
  const date = runtime.clock.now(request.origin);
  const fields = await signPostPolicy({
    identity,
    scheme,
    date,
    fields: { ...Fields, key: Key },
    conditions,
    expiresIn,
  });
  return { url: request.origin + request.path, fields };
}

/** Fields that no condition of the caller's is about must have just their value. */
function conditionsOfFields(
  fields: Readonly<Record<string, string>>,
  given: readonly PostCondition[],
): PostCondition[] {
  const named = new Set(given.flatMap(namesOf).map((name) => name.toLowerCase()));
  return Object.entries(fields)
    .filter(([name]) => !named.has(name.toLowerCase()))
    .map(([name, value]) => ({ [name]: value }));
}

/** `{ acl: "private" }` is about `acl`, `["starts-with", "$acl", ""]` too. */
function namesOf(condition: PostCondition): string[] {
  if (!isList(condition)) return Object.keys(condition);
  const [, name] = condition;
  return typeof name === "string" && name.startsWith("$") ? [name.slice(1)] : [];
}

function isList(condition: PostCondition): condition is readonly (string | number)[] {
  return Array.isArray(condition);
}

const members = ["Bucket", "Key", "Fields", "Conditions", "expiresIn"];

function check(input: PresignedPostInput): void {
  const findings: ValidationFinding[] = [];
  for (const path of ["Bucket", "Key"] as const) {
    if (typeof input?.[path] !== "string") findings.push({ path, message: "is required, and must be a string" });
  }
  for (const path of Object.keys(input ?? {})) {
    if (!members.includes(path)) findings.push({ path, message: `is unknown.${didYouMean(path, members)}` });
  }
  if (findings.length > 0) throw new ParamValidationError("generatePresignedPost", findings);
}
