import { describe, expect, it } from "vitest";
import { Session } from "../../src/session/session.ts";
import { readOracle } from "./oracles.ts";
import { testEnvironment } from "./testEnvironment.ts";

type Values = Record<string, string>;

interface Suite {
  readonly profiles: Record<string, Values>;
  readonly services: Record<string, Record<string, Values>>;
  readonly client_configs: Record<string, { endpoint_url?: string; ignore_configured_endpoint_urls?: boolean }>;
  readonly environments: Record<string, Values>;
  readonly endpointUrlTests: readonly {
    readonly name: string;
    readonly profile: string;
    readonly client_config: string;
    readonly environment: string;
    readonly service: string;
    readonly output: { readonly endpointUrl: string };
  }[];
}

const suites = readOracle<{ testSuites: Suite[] }>("botocore-config/profile-tests.json")?.testSuites ?? [];

const lines = (values: Values, indent = "") =>
  Object.entries(values).map(([key, value]) => `${indent}${key} = ${value}`);

function configFile({ profiles, services }: Suite): string {
  const sections = Object.entries(profiles).map(([name, values]) => [`[profile ${name}]`, ...lines(values)]);
  for (const [name, entries] of Object.entries(services)) {
    const body = Object.entries(entries).flatMap(([service, values]) => [`${service} =`, ...lines(values, "  ")]);
    sections.push([`[services ${name}]`, ...body]);
  }
  return sections.flat().join("\n");
}

if (suites.length === 0) it.skip("endpoint URLs of environment and profile", () => undefined);

for (const suite of suites) {
  describe("endpoint URLs of environment and profile", () => {
    it.each(suite.endpointUrlTests)("$name", (testCase) => {
      const variables = { ...suite.environments[testCase.environment], AWS_PROFILE: testCase.profile };
      const environment = testEnvironment({ variables, files: { "/home/user/.aws/config": configFile(suite) } });
      const { endpoint_url: endpoint, ignore_configured_endpoint_urls: ignore } =
        suite.client_configs[testCase.client_config]!;
      const client = new Session({}, environment).client(testCase.service, {
        ...(endpoint && { endpoint }),
        ...(ignore !== undefined && { ignoreConfiguredEndpointUrls: ignore }),
      });
      expect(client.meta.endpoint).toBe(testCase.output.endpointUrl);
    });
  });
}
