import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { NoCredentialsError, TucuxiError } from "../../src/errors/index.ts";
import { Session } from "../../src/session/session.ts";
import { findPython } from "../peers/python.ts";
import { testEnvironment } from "./testEnvironment.ts";

interface Case {
  readonly variables: Record<string, string>;
  readonly config: string;
  readonly credentials: string;
  readonly session: { readonly profile_name?: string; readonly region_name?: string };
  readonly client: { readonly region_name?: string; readonly use_fips_endpoint?: boolean };
}

type Answer = Readonly<Record<string, unknown>>;

/** A small generator of pseudo-random numbers (mulberry32), so that a seed names its cases. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A combination of what both read alike. Left out is what is deliberately otherwise here: `AWS_REGION` and the order of
 * the profile's variables, comments after values, values that boto3 takes for false or passes on unread.
 */
function createCase(next: () => number): Case {
  const pick = <T>(...of: T[]): T => of[Math.floor(next() * of.length)]!;
  const some = <T>(chance: number, value: T): T | undefined => (next() < chance ? value : undefined);
  const defined = <T extends object>(record: T) =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  const region = () => pick("eu-west-1", "us-east-1", "ap-southeast-2", "cn-north-1", "us-gov-west-1");
  const flag = () => pick("true", "false", "True", "FALSE");
  const url = () => pick("http://localhost:4566", "https://gateway.example.com:8443", "https://example.org/base");
  const profiles = ["default", "prod", "with.dots-and_more"];

  const section = (name: string): string => {
    const header =
      name === "default" ? pick("[default]", "[profile default]") : pick(`[profile ${name}]`, `[profile "${name}"]`);
    const values = defined({
      region: some(0.6, region()),
      retry_mode: some(0.3, pick("legacy", "standard", "adaptive")),
      max_attempts: some(0.3, pick("2", "5")),
      use_fips_endpoint: some(0.2, flag()),
      use_dualstack_endpoint: some(0.2, flag()),
      request_checksum_calculation: some(0.2, pick("when_required", "when_supported")),
      endpoint_url: some(0.2, url()),
      services: some(0.3, "local"),
      sdk_ua_app_id: some(0.2, "shop"),
      account_id_endpoint_mode: some(0.2, pick("preferred", "disabled", "required")),
      ignore_configured_endpoint_urls: some(0.15, flag()),
      aws_access_key_id: some(0.3, `CONFIG${name.length}`),
      s3: some(0.3, `\n    addressing_style = ${pick("path", "virtual", "auto")}`),
    });
    const lines = Object.entries(values).map(
      ([key, value]) => `${pick(key, key.toUpperCase())}${pick(" = ", "=")}${value}`,
    );
    if ("aws_access_key_id" in values) lines.push("aws_secret_access_key = configSecret");
    return [header, pick("# a comment", "; a comment", ""), ...lines].join(pick("\n", "\r\n"));
  };
  const keys = (name: string) =>
    [`[${name}]`, `aws_access_key_id = FILE${name.length}`, "aws_secret_access_key = fileSecret"]
      .concat(some(0.5, "aws_session_token = fileToken") ?? [], some(0.4, "aws_account_id = 123456789012") ?? [])
      .join("\n");

  const chosen = profiles.filter(() => next() < 0.8);
  const withKeys = profiles.filter(() => next() < 0.5);
  const environmentKeys = next() < 0.3;
  return {
    config: [...chosen.map(section), "[services local]\ns3 =\n  endpoint_url = http://localhost:9000\n"].join("\n\n"),
    credentials: withKeys.map(keys).join("\n"),
    variables: defined({
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_DEFAULT_REGION: some(0.4, region()),
      AWS_PROFILE: some(0.4, pick(...profiles, "missing")),
      AWS_RETRY_MODE: some(0.2, pick("legacy", "standard", "adaptive")),
      AWS_MAX_ATTEMPTS: some(0.2, "4"),
      AWS_USE_FIPS_ENDPOINT: some(0.15, flag()),
      AWS_ENDPOINT_URL: some(0.15, url()),
      AWS_ENDPOINT_URL_S3: some(0.15, url()),
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: some(0.1, flag()),
      AWS_SDK_UA_APP_ID: some(0.2, "till"),
      AWS_ACCESS_KEY_ID: environmentKeys ? "ENVIRONMENT" : undefined,
      AWS_SECRET_ACCESS_KEY: environmentKeys ? "environmentSecret" : undefined,
      AWS_SESSION_TOKEN: environmentKeys ? some(0.5, "environmentToken") : undefined,
      AWS_ACCOUNT_ID: environmentKeys ? some(0.3, "210987654321") : undefined,
    }) as Record<string, string>,
    session: defined({ profile_name: some(0.3, pick(...profiles)), region_name: some(0.3, region()) }),
    client: defined({ region_name: some(0.2, region()), use_fips_endpoint: some(0.15, next() < 0.5) }),
  };
}

async function settingsOf({ variables, config, credentials, session: given, client: own }: Case): Promise<Answer> {
  const files = { "/home/user/.aws/config": config, "/home/user/.aws/credentials": credentials };
  try {
    const options = {
      ...(given.profile_name && { profile: given.profile_name }),
      ...(given.region_name && { region: given.region_name }),
    };
    const session = new Session(options, testEnvironment({ variables, files }));
    const { meta } = session.client<string>("s3", {
      ...(own.region_name && { region: own.region_name }),
      ...(own.use_fips_endpoint !== undefined && { useFipsEndpoint: own.use_fips_endpoint }),
    });
    const found = new Map(session.explain().map(({ name, value, source }) => [name, { value, source }]));
    const set = (name: string) => {
      const setting = found.get(name);
      return setting && !/^default/.test(setting.source) ? setting.value : null;
    };
    const identity = await session.getCredentials().catch((error: unknown) => {
      if (error instanceof NoCredentialsError) return null;
      throw error;
    });
    return {
      use_fips_endpoint: set("useFipsEndpoint"),
      use_dualstack_endpoint: set("useDualstackEndpoint"),
      max_attempts: set("maxAttempts"),
      // boto3's default is legacy.
      retry_mode: set("retryMode") ?? "legacy",
      // Here, one that is not set depends on whose endpoint it is.
      request_checksum_calculation: set("requestChecksumCalculation") ?? "when_supported",
      region: meta.region,
      endpoint: meta.config.endpoint ?? null,
      addressing_style: meta.config.s3.addressingStyle ?? null,
      app_id: meta.config.userAgentAppId ?? null,
      account_id_mode: meta.config.accountIdEndpointMode,
      profiles: session.availableProfiles.sort(),
      credentials: identity && [
        identity.accessKeyId,
        identity.secretAccessKey,
        identity.sessionToken ?? null,
        identity.accountId ?? null,
      ],
    };
  } catch (error) {
    if (!(error instanceof TucuxiError)) throw error;
    return { error: error.name };
  }
}

const python = findPython("settings by boto3 and by tucuxi");

function run(script: string, input = ""): unknown {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { stdout, stderr, status } = spawnSync(python!, [path], { input, encoding: "utf8", maxBuffer: 1 << 26 });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

interface Regions {
  readonly partitions: readonly string[];
  readonly resources: readonly string[];
  readonly regions: Readonly<Record<string, Readonly<Record<string, readonly [string[], string[]]>>>>;
}

describe.skipIf(!python)("settings as boto3 has them", () => {
  it("the regions of every service in every partition", { timeout: 60_000 }, () => {
    const { partitions, resources, regions } = run("regions.py") as Regions;
    const session = new Session({}, testEnvironment());
    expect(session.getAvailablePartitions().sort()).toEqual([...partitions].sort());
    expect(session.getAvailableResources()).toEqual(expect.arrayContaining([...resources]));
    expect(session.getAvailableServices()).toEqual(Object.keys(regions).sort());
    for (const [service, byPartition] of Object.entries(regions)) {
      for (const [partition, [regional, all]] of Object.entries(byPartition)) {
        expect(session.getAvailableRegions(service, { partition }).sort(), service).toEqual(regional);
        const found = session.getAvailableRegions(service, { partition, allowNonRegional: true });
        expect(found.sort(), service).toEqual(all);
      }
    }
  });

  it("over a hundred combinations of environment and files", { timeout: 120_000 }, async () => {
    const next = random(Number(process.env.TUCUXI_SEEDS?.split(",")[0] ?? 7));
    const cases = Array.from({ length: 100 }, () => createCase(next));
    const answers = run("settings.py", JSON.stringify(cases)) as Answer[];
    const differences: object[] = [];
    for (const [index, theirs] of answers.entries()) {
      const ours = await settingsOf(cases[index]!);
      const same = theirs.error ? "error" in ours : isDeepStrictEqual(ours, comparable(theirs));
      if (!same) differences.push({ ...cases[index], ours, theirs });
    }
    expect(differences).toEqual([]);
  });
});

/** Endpoints that come of rules are proven elsewhere; here those count that are configured. */
function comparable(theirs: Answer): Answer {
  const { endpoint } = theirs;
  return { ...theirs, endpoint: /\.(aws|amazonaws\.com|com\.cn)$/.test(endpoint as string) ? null : endpoint };
}
