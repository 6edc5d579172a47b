import { percentEncodePath } from "../../auth/percentEncode.ts";
import { ParamValidationError } from "../../errors/index.ts";
import type { HookStages } from "../../hooks/hooks.ts";
import { isAccessPoint } from "./bucketName.ts";

/** Where to copy from, with nothing to encode or to join. boto3: the dictionary that `CopySource` may be. */
interface CopySource {
  /** A bucket, or an access point's ARN. */
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
}

const version = /\?versionId=\S+$/;

/**
 * `CopySource` is a bucket, a slash and a percent-encoded key. It is taken as an object, or as text whose key is as it
 * is; a version's id at its end (`?versionId=…`) is not encoded.
 */
export const encodeCopySource: HookStages["beforeParameterBuild"] = ({ operation, input }) => {
  const { CopySource: source } = input;
  if (typeof source === "string") input.CopySource = fromText(source);
  if (typeof source !== "object" || source === null) return;
  check(operation.name, source);
  input.CopySource = fromObject(source);
};

function fromText(source: string): string {
  const [suffix = ""] = version.exec(source) ?? [];
  return percentEncodePath(source.slice(0, source.length - suffix.length)) + suffix;
}

function fromObject({ Bucket, Key, VersionId }: CopySource): string {
  const path = percentEncodePath(isAccessPoint(Bucket) ? `${Bucket}/object/${Key}` : `${Bucket}/${Key}`);
  return VersionId === undefined ? path : `${path}?versionId=${VersionId}`;
}

function check(operation: string, source: object): asserts source is CopySource {
  const findings = ["Bucket", "Key"]
    .filter((name) => typeof (source as Record<string, unknown>)[name] !== "string")
    .map((name) => ({ path: `CopySource.${name}`, message: "must be there, as a string" }));
  if (findings.length > 0) throw new ParamValidationError(operation, findings);
}
