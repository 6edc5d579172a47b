import { expect, it } from "vitest";
import { testEnvironment } from "../../test/session/testEnvironment.ts";
import type { HttpRequest } from "../http/types.ts";
import type { SessionOptions } from "./options.ts";
import { Session } from "./session.ts";

const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };

async function userAgent(options: SessionOptions, variables: Record<string, string> = {}): Promise<string> {
  const requests: HttpRequest[] = [];
  const session = new Session(
    {
      region: "eu-west-1",
      credentials,
      http: async (request) => {
        requests.push(request);
        return { status: 200, headers: {}, body: new TextEncoder().encode("{}") };
      },
      ...options,
    },
    testEnvironment({ variables }),
  );
  await session.client<string>("dynamodb").listTables!({});
  return requests[0]!.headers["user-agent"]!;
}

it("the user agent has the form that AWS asks for", async () => {
  expect(
    await userAgent({ userAgentAppId: "my shop", customUserAgent: "shop/2" }, { AWS_EXECUTION_ENV: "AWS_ECS" }),
  ).toMatch(
    /^tucuxi\/\d\S+ ua\/2\.1 os\/linux md\/arch#\w+ lang\/js md\/nodejs#[\d.]+ exec-env\/AWS_ECS cfg\/retry-mode#standard m\/E,P app\/my-shop shop\/2$/,
  );
});

it("the user agent tells which features are used", async () => {
  const features = async (options: SessionOptions) => / m\/(\S+)/.exec(await userAgent(options))?.[1];
  expect(await features({ retryMode: "adaptive" })).toBe("F,P");
  expect(await features({ endpoint: "http://localhost:8000", accountIdEndpointMode: "disabled" })).toBe("E,Q,N");
  expect(await features({ requestChecksumCalculation: "when_required" })).toBe("E,P,a");
});
