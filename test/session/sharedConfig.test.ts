import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/errors/index.ts";
import { readText } from "../../src/session/environment.ts";
import { type Section, subKeys } from "../../src/session/iniFile.ts";
import { mergeSharedConfig, sharedConfigPaths } from "../../src/session/sharedConfig.ts";
import { oraclePath, readOracle } from "./oracles.ts";
import { testEnvironment } from "./testEnvironment.ts";

type Sections = Record<string, Record<string, string>>;

const plain = (sections: ReadonlyMap<string, Section>): Sections =>
  Object.fromEntries([...sections].map(([name, values]) => [name, Object.fromEntries(values)]));

const merge = (config = "", credentials = "") =>
  mergeSharedConfig({ path: "config", text: config }, { path: "credentials", text: credentials });

interface ParserTests {
  tests: {
    name: string;
    input: { configFile?: string; credentialsFile?: string };
    output: { config?: { profiles: Sections; sso_sessions?: Sections }; errorContaining?: string };
  }[];
}

const parserTests = readOracle<ParserTests>("smithy-rs-config/profile-parser-tests.json");

describe.skipIf(!parserTests)("the profile parser's cases", () => {
  it.each(parserTests?.tests ?? [])("$name", ({ input, output }) => {
    const read = () => merge(input.configFile, input.credentialsFile);
    if (output.errorContaining !== undefined) {
      expect(read).toThrow(ConfigError);
      return;
    }
    const { profiles, ssoSessions } = read();
    expect(plain(profiles)).toEqual(output.config?.profiles);
    if (output.config?.sso_sessions) expect(plain(ssoSessions)).toEqual(output.config.sso_sessions);
  });
});

interface LocationTests {
  tests: {
    name: string;
    environment: Record<string, string>;
    platform: string;
    configLocation: string;
    credentialsLocation: string;
  }[];
}

const locationTests = readOracle<LocationTests>("smithy-rs-config/file-location-tests.json");

describe.skipIf(!locationTests)("the files' places", () => {
  it.each(locationTests?.tests ?? [])("$name", ({ environment, platform, configLocation, credentialsLocation }) => {
    expect(sharedConfigPaths(testEnvironment({ variables: environment, platform }))).toEqual({
      config: configLocation,
      credentials: credentialsLocation,
    });
  });
});

const fixtures = oraclePath("botocore-config/cfg");

describe.skipIf(!fixtures)("botocore's INI fixtures", () => {
  const fixture = (name: string) => merge(readFileSync(`${fixtures}/${name}`, "utf8"));

  it("aws_config: quotes around a profile's name are no part of it", () => {
    expect(plain(fixture("aws_config").profiles)).toEqual({
      default: { aws_access_key_id: "foo", aws_secret_access_key: "bar" },
      personal: { aws_access_key_id: "fie", aws_secret_access_key: "baz", aws_security_token: "fiebaz" },
    });
  });

  it("aws_bad_profile: a name that is none is left out, one with spaces counts where it is quoted", () => {
    expect([...fixture("aws_bad_profile").profiles.keys()]).toEqual(["default", "my profile", "personal1"]);
  });

  it.each(["aws_config_bad", "aws_config_nested_bad", "aws_credentials"])("%s is refused", (name) => {
    expect(() => fixture(name)).toThrow(ConfigError);
  });

  it("aws_config_badbytes is refused", () => {
    const files = { "/cfg": readFileSync(`${fixtures}/aws_config_badbytes`) };
    expect(() => readText(testEnvironment({ files }), "/cfg")).toThrow(ConfigError);
  });

  it("aws_config_nested: sub-keys", () => {
    const profile = fixture("aws_config_nested").profiles.get("default");
    expect(plain(new Map([["s3", subKeys(profile?.get("s3"))]]))).toEqual({
      s3: { signature_version: "s3v4", addressing_style: "path" },
    });
    expect(profile?.get("region")).toBe("us-west-2");
  });

  it("aws_config_nocreds", () => {
    expect(plain(fixture("aws_config_nocreds").profiles)).toEqual({ default: { region: "us-west-2" } });
  });

  it("aws_config_other, aws_third_config, foo_config", () => {
    expect(fixture("aws_config_other").profiles.get("personal")?.get("aws_access_key_id")).toBe("fie");
    expect(fixture("aws_third_config").profiles.get("third")?.get("aws_security_token")).toBe("third_fiebaz");
    expect(fixture("foo_config").profiles.get("default")?.get("foo_region")).toBe("us-west-1");
  });

  it("aws_services_config: a services section", () => {
    const { profiles, services } = fixture("aws_services_config");
    expect(profiles.get("default")?.get("services")).toBe("my-services");
    const section = services.get("my-services");
    expect(subKeys(section?.get("s3")).get("endpoint_url")).toBe("https://localhost:5678/");
    expect(subKeys(section?.get("dynamodb")).get("endpoint_url")).toBe("https://localhost:8888/");
  });

  it("aws_sso_session_config: an sso-session section", () => {
    expect(plain(fixture("aws_sso_session_config").ssoSessions)).toEqual({
      sso: { sso_start_url: "https://example.com", sso_region: "us-east-1" },
    });
  });

  it.each(["boto_config", "boto_config_empty"])("%s: sections of other tools are no profiles", (name) => {
    expect(fixture(name).profiles.size).toBe(0);
  });
});
