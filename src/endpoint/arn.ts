/** An Amazon Resource Name in its parts, as endpoint rules name them. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty where the resource is global. */
  readonly region: string;
  readonly accountId: string;
  /** The resource, split at `:` and `/`. */
  readonly resourceId: readonly string[];
}

/**
 * Reads an ARN; `undefined` for a text that is none.
 *
 * @example
 * parseArn("arn:aws:s3:us-west-2:123456789012:accesspoint/reports")?.resourceId; // ["accesspoint", "reports"]
 */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith("arn:")) return undefined;
  const [, partition, service, region, accountId, ...resource] = text.split(":");
  const resourceId = resource.join(":");
  if (!partition || !service || region === undefined || accountId === undefined || !resourceId) return undefined;
  return { partition, service, region, accountId, resourceId: resourceId.split(/[:/]/) };
}
