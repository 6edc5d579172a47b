import type { Member, Operation, Shape } from "../../src/model/service.ts";
import { cannedAnswer } from "../resources/cannedAnswer.ts";
import { sampleInput, sampleOutput } from "../resources/samples.ts";
import { cbor } from "./cbor.ts";
import type { WireAnswer } from "./wire.ts";

/** An input that both SDKs take: dates as `Date`, blobs as bytes. */
export function inputOf(operation: Operation, wanted: readonly string[]): Record<string, unknown> {
  const input = sampleInput(
    operation,
    wanted.filter((name) => name !== ""),
  );
  return operation.input ? (native(operation.input, input) as Record<string, unknown>) : {};
}

/** An answer that has everything but checksums, which would have to be right. */
export function answerOf(operation: Operation): WireAnswer {
  const given = sampleOutput(operation);
  const output = Object.fromEntries(
    Object.entries(given).filter(
      ([name]) => !/^Checksum(?!Type)|^Expires|^ObjectLock/.test(name) || operation.service.name !== "s3",
    ),
  );
  if (operation.service.metadata.protocol === "smithy-rpc-v2-cbor") {
    const headers = { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" };
    return { status: 200, headers, body: cbor(operation.output ? native(operation.output, output) : {}) };
  }
  const { status, headers, body } = cannedAnswer(operation, output);
  const { "content-length": _, ...others } = headers;
  return { status, headers: others, body: Buffer.from(body) };
}

function native(shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case "structure": {
      const members = Object.entries(value as object).filter(([name]) => shape.members.has(name));
      return Object.fromEntries(members.map(([name, each]) => [name, member(shape.members.get(name)!, each)]));
    }
    case "list":
      return (value as unknown[]).map((each) => native(shape.member.shape, each));
    case "map":
      return Object.fromEntries(
        Object.entries(value as object).map(([key, each]) => [key, native(shape.value.shape, each)]),
      );
    case "timestamp":
      return new Date(value as string);
    case "blob":
      return new TextEncoder().encode(value as string);
    default:
      return value;
  }
}

function member({ shape, traits }: Member, value: unknown): unknown {
  return traits.streaming ? new TextEncoder().encode(String(value)) : native(shape, value);
}
