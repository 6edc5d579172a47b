import { describe, expect, it } from "vitest";
import { TucuxiError } from "../../src/errors/index.ts";
import { Session } from "../../src/session/session.ts";
import { readOracle } from "./oracles.ts";
import { testEnvironment } from "./testEnvironment.ts";

interface UrlCase {
  readonly docs: string;
  readonly env: Record<string, string>;
  readonly fs?: Record<string, string>;
  readonly endpoint_override?: string;
  readonly mode_override?: string;
  readonly result: { readonly Ok?: string; readonly ErrorContains?: string; readonly Err?: string };
}

/** The first address that a session asks for credentials; a failure where it asks none. */
async function firstAddress({ env, fs = {}, ...options }: UrlCase, containerOnly: boolean): Promise<string> {
  const asked: string[] = [];
  const variables = { ...env, ...(containerOnly && { AWS_EC2_METADATA_DISABLED: "true" }) };
  const { endpoint_override: endpoint, mode_override: mode } = options;
  const session = new Session(
    {
      ...(endpoint && { ec2MetadataServiceEndpoint: endpoint }),
      ...(mode && { ec2MetadataServiceEndpointMode: mode.toLowerCase() as "ipv4" | "ipv6" }),
      http: async ({ origin, path }) => {
        asked.push(origin + path);
        return { status: 418, headers: {}, body: new Uint8Array() };
      },
    },
    testEnvironment({ variables, files: fs }),
  );
  const failure = await session.getCredentials().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(TucuxiError);
  if (asked.length === 0) throw failure;
  return asked[0]!;
}

const suites = [
  { name: "the container provider's addresses", oracle: "smithy-rs-config/ecs-tests.json", containerOnly: true },
  {
    name: "the instance metadata service's addresses",
    oracle: "smithy-rs-config/imds-config/imds-endpoint-tests.json",
    containerOnly: false,
  },
];

for (const { name, oracle, containerOnly } of suites) {
  const cases = readOracle<{ tests: UrlCase[] } | UrlCase[]>(oracle);
  describe.skipIf(!cases)(name, () => {
    it.each(Array.isArray(cases) ? cases : (cases?.tests ?? []))("$docs", async (testCase) => {
      const { Ok: wanted } = testCase.result;
      if (wanted) expect(await firstAddress(testCase, containerOnly)).toBe(wanted);
      else await expect(firstAddress(testCase, containerOnly)).rejects.toThrow(TucuxiError);
    });
  });
}
