import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { testEnvironment } from "../../../test/session/testEnvironment.ts";
import { hostEnvironment } from "../environment.ts";
import { Session } from "../session.ts";
import { sha1Hex } from "./fileCache.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("cache files", () => {
  it("appear whole, for the user alone, and leave nothing beside them", () => {
    const folder = mkdtempSync(join(tmpdir(), "cache-"));
    folders.push(folder);
    const path = join(folder, "sso", "token.json");
    hostEnvironment.writeFile(path, "one");
    hostEnvironment.writeFile(path, "two");
    expect(readFileSync(path, "utf8")).toBe("two");
    expect(readdirSync(join(folder, "sso"))).toEqual(["token.json"]);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("of roles are written and read where the session allows it, in the CLI's form", async () => {
    const config =
      "[default]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = b\nexternal_id = xyz\n[profile b]\naws_access_key_id = AKID\naws_secret_access_key = s";
    const environment = testEnvironment({ files: { "/home/user/.aws/config": config } });
    let calls = 0;
    const http = async () => {
      calls += 1;
      const expires = new Date(environment.time + 3_600_000).toISOString();
      const keys = `<AccessKeyId>ROLE${calls}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expires}</Expiration>`;
      const text = `<R><AssumeRoleResult><Credentials>${keys}</Credentials></AssumeRoleResult></R>`;
      return { status: 200, headers: {}, body: new TextEncoder().encode(text) };
    };
    const key = async (cacheRoles: boolean) =>
      (await new Session({ http, cacheRoles }, environment).getCredentials()).accessKeyId;
    expect([await key(false), await key(true), await key(true), await key(false)]).toEqual([
      "ROLE1",
      "ROLE2",
      "ROLE2",
      "ROLE3",
    ]);

    const hash = sha1Hex('{"ExternalId": "xyz", "RoleArn": "arn:aws:iam::123456789012:role/a"}');
    const file = environment.files.get(`/home/user/.aws/cli/cache/${hash}.json`);
    expect(JSON.parse(new TextDecoder().decode(file))).toMatchObject({
      Credentials: { AccessKeyId: "ROLE2", SecretAccessKey: "s", SessionToken: "t" },
      ProviderType: "assume-role",
    });
    environment.time += 50 * 60_000;
    expect(await key(true)).toBe("ROLE4");
  });
});
