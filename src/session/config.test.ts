import { describe, expect, it } from "vitest";
import { type TestEnvironmentOptions, testEnvironment } from "../../test/session/testEnvironment.ts";
import { ConfigError } from "../errors/index.ts";
import type { SessionOptions } from "./options.ts";
import { Session } from "./session.ts";

const config = (text: string, variables: Record<string, string> = {}): TestEnvironmentOptions => ({
  variables,
  files: { "/home/user/.aws/config": text },
});

const session = (options: SessionOptions, environment: TestEnvironmentOptions) =>
  new Session(options, testEnvironment(environment));

const sourceOf = (of: Session, name: string) => of.explain().find((setting) => setting.name === name);

describe("settings", () => {
  it("take the client's option before the session's, the environment's, the profile's and the default", () => {
    const environment = config("[default]\nregion = eu-west-4\nmax_attempts = 4", { AWS_REGION: "eu-west-3" });
    expect(session({ region: "eu-west-2" }, environment).client("s3", { region: "eu-west-1" }).meta.region).toBe(
      "eu-west-1",
    );
    expect(session({ region: "eu-west-2" }, environment).client("s3").meta.region).toBe("eu-west-2");
    expect(session({}, environment).client("s3").meta.region).toBe("eu-west-3");
    expect(session({}, config("[default]\nregion = eu-west-4")).client("s3").meta.region).toBe("eu-west-4");
  });

  it("take AWS_REGION before AWS_DEFAULT_REGION, and AWS_PROFILE before AWS_DEFAULT_PROFILE", () => {
    const both = session({}, { variables: { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-east-1" } });
    expect(both.region).toBe("eu-west-1");
    expect(session({}, { variables: { AWS_DEFAULT_REGION: "us-east-1" } }).region).toBe("us-east-1");
    expect(session({}, { variables: { AWS_PROFILE: "a", AWS_DEFAULT_PROFILE: "b" } }).profile).toBe("a");
  });

  it("read sub-keys of the profile and merge a client's s3 options over the session's", () => {
    const text = "[default]\nregion = eu-west-1\ns3 =\n  addressing_style = path\n  use_arn_region = true";
    const { s3 } = session({ s3: { useAccelerateEndpoint: true } }, config(text)).client("s3", {
      s3: { addressingStyle: "virtual" },
    }).meta.config;
    expect(s3).toMatchObject({ addressingStyle: "virtual", useArnRegion: true, useAccelerateEndpoint: true });
  });

  it("read what a profile has for one service", () => {
    const of = session({}, config("[default]\nregion = eu-west-1\ns3 =\n  use_dualstack_endpoint = true"));
    expect(of.client("s3").meta.config.useDualstackEndpoint).toBe(true);
    expect(of.client("sqs").meta.config.useDualstackEndpoint).toBe(false);
  });

  it("come from the defaults mode where no one set them", () => {
    const timeout = (options: SessionOptions) =>
      session({ region: "eu-west-1", ...options }, {}).client("s3").meta.config.connectTimeout;
    expect(timeout({})).toBe(3100);
    expect(timeout({ defaultsMode: "in-region" })).toBe(1100);
    expect(timeout({ defaultsMode: "mobile" })).toBe(30_000);
    expect(timeout({ defaultsMode: "legacy" })).toBe(60_000);
    expect(timeout({ defaultsMode: "mobile", connectTimeout: 5 })).toBe(5);
    const { config: legacy } = session({ region: "eu-west-1", defaultsMode: "legacy" }, {}).client("s3").meta;
    expect(legacy.retryMode).toBe("legacy");
  });

  it("find the mode auto out of where the process runs", () => {
    const variables = { AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x", AWS_REGION: "eu-west-1" };
    const mode = (region: string) =>
      sourceOf(session({ defaultsMode: "auto", region }, { variables }), "connectTimeout");
    expect(mode("eu-west-1")?.source).toBe('defaults mode "in-region"');
    expect(mode("us-east-1")?.source).toBe('defaults mode "cross-region"');
  });

  it("need no region for a service that has a global endpoint", () => {
    const { meta: iam } = session({}, {}).client("iam" as string);
    expect([iam.region, iam.endpoint]).toEqual(["aws-global", "https://iam.amazonaws.com"]);
    expect(session({}, {}).client("s3").meta.region).toBe("us-east-1");
  });

  it("understand the older names of FIPS regions", () => {
    const { config: resolved } = session({ region: "fips-us-east-1" }, {}).client("s3").meta;
    expect(resolved).toMatchObject({ region: "us-east-1", useFipsEndpoint: true });
  });

  it("name the source of a value that cannot be", () => {
    const make = (environment: TestEnvironmentOptions) => () =>
      session({ region: "eu-west-1" }, environment).client("s3");
    expect(make(config("[default]\nretry_mode = often"))).toThrow('retry_mode in profile "default" is "often"');
    expect(make({ variables: { AWS_USE_FIPS_ENDPOINT: "yes" } })).toThrow("AWS_USE_FIPS_ENDPOINT");
    expect(make({ variables: { AWS_ENDPOINT_URL_S3: "localhost:9000" } })).toThrow("AWS_ENDPOINT_URL_S3");
  });

  it("refuse a profile that is named and is not there, and list those that are", () => {
    const make = () => session({ profile: "prd" }, config("[profile prod]\nregion = eu-west-1")).client("s3");
    expect(make).toThrow(ConfigError);
    expect(make).toThrow('Did you mean "prod"?');
  });
});

describe("session.explain", () => {
  it("gives each setting with its value and its source", () => {
    const of = session(
      { profile: "prod", maxAttempts: 7 },
      config("[profile prod]\nregion = eu-west-1", { AWS_RETRY_MODE: "adaptive" }),
    );
    expect(sourceOf(of, "profile")).toEqual({ name: "profile", value: "prod", source: "option of the session" });
    expect(sourceOf(of, "region")).toEqual({ name: "region", value: "eu-west-1", source: 'profile "prod"' });
    expect(sourceOf(of, "retryMode")?.source).toBe("environment variable AWS_RETRY_MODE");
    expect(sourceOf(of, "maxAttempts")?.source).toBe("option of the session");
    expect(sourceOf(of, "connectTimeout")?.source).toBe('defaults mode "standard"');
    expect(sourceOf(of, "readTimeout")).toEqual({ name: "readTimeout", value: 60_000, source: "default" });
  });

  it("gives the endpoint of a service", () => {
    const of = session({}, { variables: { AWS_ENDPOINT_URL_S3: "http://localhost:9000" } });
    const endpoint = of.explain("s3").find(({ name }) => name === "endpoint");
    expect(endpoint).toMatchObject({
      value: "http://localhost:9000",
      source: "environment variable AWS_ENDPOINT_URL_S3",
    });
    expect(of.explain("dynamodb").some(({ name }) => name === "endpoint")).toBe(false);
  });

  it("masks secrets", () => {
    const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "verySecret", sessionToken: "verySecret" };
    const of = session({ credentials, token: { token: "verySecret" }, proxy: "http://me:verySecret@proxy:3128" }, {});
    expect(sourceOf(of, "credentials")?.value).toBe("keys ****MPLE");
    expect(sourceOf(of, "proxy")?.value).toBe("http://me:****@proxy:3128");
    expect(JSON.stringify(of.explain())).not.toContain("verySecret");
  });
});

describe("regions and services", () => {
  const of = session({}, {});

  it("are there without a request", () => {
    expect(of.getAvailablePartitions()).toContain("aws-cn");
    expect(of.getAvailableServices()).toContain("s3");
    expect(of.getAvailableResources()).toContain("dynamodb");
    expect(of.getAvailableRegions("s3", { partition: "aws-cn" })).toEqual(["cn-north-1", "cn-northwest-1"]);
    expect(of.getAvailableRegions("iam")).toEqual([]);
    expect(of.getAvailableRegions("iam", { allowNonRegional: true })).toContain("aws-global");
    expect(of.getPartitionForRegion("eu-west-1")).toBe("aws");
    expect(of.getPartitionForRegion("us-gov-west-9")).toBe("aws-us-gov");
  });

  it("say what there is where a name is unknown", () => {
    expect(() => of.getAvailableRegions("dynamo")).toThrow('"dynamodb"');
    expect(() => of.getAvailableRegions("s3", { partition: "cn" })).toThrow("aws-cn");
    expect(() => of.getPartitionForRegion("eu_west_1")).toThrow("eu-west-1");
    expect(() => of.resource("sts" as string)).toThrow('client("sts")');
  });
});
