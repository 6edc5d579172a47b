import { Attr } from "./expressions/attribute.ts";
import type { Condition } from "./expressions/condition.ts";
import type { Numeric } from "./expressions/uses.ts";

/** A length of time; its parts are added. */
export interface Duration {
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  readonly minutes?: number | undefined;
  readonly seconds?: number | undefined;
}

/**
 * The value of a time-to-live attribute: whole seconds since 1970, the next after the time.
 * Source: "Using time to live (TTL) in DynamoDB" in the Developer Guide.
 *
 * @example
 * const sessions = session.resource("dynamodb").Table<{ user: string; id: string; expires: number }>("sessions");
 * await sessions.putItem({ Item: { user: "u#1", id: "s#1", expires: expiresAt(new Date("2027-01-01")) } });
 */
export function expiresAt(time: Date): number {
  const seconds = Math.ceil(time.getTime() / 1000);
  if (Number.isNaN(seconds)) throw new RangeError("expiresAt: the Date is not valid.");
  return seconds;
}

/**
 * As `expiresAt`, so long from now.
 *
 * @example
 * const sessions = session.resource("dynamodb").Table<{ user: string; id: string; expires: number }>("sessions");
 * await sessions.putItem({ Item: { user: "u#1", id: "s#1", expires: expiresIn({ days: 7 }) } });
 */
export function expiresIn({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Duration): number {
  const duration = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return expiresAt(new Date(Date.now() + duration * 1000));
}

/**
 * The condition that an item is not expired. DynamoDB takes expired items away within days, and gives them until then.
 *
 * @example
 * const sessions = session.resource("dynamodb").Table<{ user: string; id: string; expires: number }>("sessions");
 * sessions.query({ KeyConditionExpression: Key("user").eq("u#1"), FilterExpression: notExpired("expires") });
 */
export function notExpired<const Path extends string>(
  attribute: Path,
  now: Date = new Date(),
): Condition<readonly [Path, never] | readonly [Path, Numeric]> {
  const seconds: Numeric = Math.floor(now.getTime() / 1000);
  return Attr(attribute).notExists().or(Attr(attribute).gt(seconds)) as unknown as Condition<
    readonly [Path, never] | readonly [Path, Numeric]
  >;
}
