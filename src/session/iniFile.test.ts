import { describe, expect, it } from "vitest";
import { ConfigError } from "../errors/index.ts";
import { parseIni, subKeys } from "./iniFile.ts";

const values = (text: string) => Object.fromEntries(parseIni(text, "config")[0]!.values);

describe("parseIni", () => {
  it("reads sub-keys", () => {
    const { s3 } = values("[default]\ns3 =\n  addressing_style = path # short\n  Use_Arn_Region=true\n");
    expect(Object.fromEntries(subKeys(s3))).toEqual({ addressing_style: "path", use_arn_region: "true" });
  });

  it("finds no sub-keys in a plain value", () => {
    expect(subKeys("path").size).toBe(0);
    expect(subKeys(undefined).size).toBe(0);
  });

  it("takes an indented comment as a comment", () => {
    expect(values("[default]\ns3 =\n  # which style\n  addressing_style = path")).toEqual({
      s3: "\naddressing_style = path",
    });
  });

  it("skips a byte order mark", () => {
    expect(values("\uFEFF[default]\nregion = eu-west-1")).toEqual({ region: "eu-west-1" });
  });

  it("leaves out a key that is no name, with the lines that go on from it", () => {
    expect(values("[default]\nno name = 1\n  more\nregion = eu-west-1")).toEqual({ region: "eu-west-1" });
  });

  it("names file and line where it cannot go on", () => {
    expect(() => parseIni("[default]\n\nregion", "/home/me/.aws/config")).toThrow(ConfigError);
    expect(() => parseIni("[default]\n\nregion", "/home/me/.aws/config")).toThrow("/home/me/.aws/config, line 3:");
  });
});
