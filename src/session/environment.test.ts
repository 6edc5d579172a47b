import { describe, expect, it } from "vitest";
import { testEnvironment } from "../../test/session/testEnvironment.ts";
import { expandHome, hostEnvironment, readText } from "./environment.ts";

describe("the machine that a session runs on", () => {
  it("runs a command line and tells its exit code and what it prints", async () => {
    expect(await hostEnvironment.run("echo out && echo err 1>&2")).toMatchObject({ exitCode: 0, stdout: "out\n" });
    expect(await hostEnvironment.run("exit 3")).toMatchObject({ exitCode: 3 });
    expect((await hostEnvironment.run("no-such-command-anywhere")).exitCode).not.toBe(0);
  });

  it("has no file where there is none", () => {
    expect(readText(hostEnvironment, "/no/such/folder/file")).toBeUndefined();
    expect(readText(hostEnvironment, `${import.meta.filename}/below`)).toBeUndefined();
  });

  it("says which file cannot be read", () => {
    expect(() => readText(hostEnvironment, import.meta.dirname)).toThrow(import.meta.dirname);
  });

  it("expands a leading ~ only", () => {
    const environment = testEnvironment();
    expect(expandHome(environment, "~/models")).toBe("/home/user/models");
    expect(expandHome(environment, "~other/models")).toBe("~other/models");
    expect(expandHome(environment, "/a~/models")).toBe("/a~/models");
  });
});
