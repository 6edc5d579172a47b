import { describe, expect, it } from "vitest";
import { ConfigError } from "../errors/index.ts";
import { Session } from "../session/session.ts";

const session = new Session({
  region: "eu-west-1",
  credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
  http: async () => ({ status: 200, headers: {}, body: new Uint8Array(0) }),
});
const sqs = session.client("sqs" as string);

describe("options of a call", () => {
  it.each([
    [{ abortSignal: new AbortController().signal }, 'Here it is "signal"'],
    [{ timeot: 5 }, 'Did you mean "timeout"?'],
    [{ timeout: -5 }, "timeout is -5"],
    [{ timeout: Number.NaN }, "timeout is NaN"],
    [{ signal: "x" }, "signal is no AbortSignal"],
    [5, "not number"],
    [null, "not null"],
  ])("are refused where they would be passed over: %j", async (options, message) => {
    const calling = (sqs as unknown as { listQueues(input: object, options: unknown): Promise<unknown> }).listQueues(
      {},
      options,
    );
    await expect(calling).rejects.toBeInstanceOf(ConfigError);
    await expect(calling).rejects.toThrow(message);
  });
});
