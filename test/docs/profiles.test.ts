import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Session } from "../../src/session/session.ts";
import { testEnvironment } from "../session/testEnvironment.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/configuration.md"), "utf8");
const samples = [...page.matchAll(/^```ini\n([\s\S]*?)^```/gm)].map(([, sample]) => sample!);

/** A session whose config file holds the samples of the page. */
function sessionOf(profile: string): Session {
  const environment = testEnvironment({ files: { "/home/user/.aws/config": samples.join("\n") } });
  return new Session({ profile, region: "eu-west-1" }, environment);
}

it("the profiles of docs/configuration.md say what the page says", () => {
  const addressing = sessionOf("prod")
    .explain("s3")
    .find(({ name }) => name === "s3.addressingStyle");
  expect(addressing).toMatchObject({ value: "path" });
  expect(sessionOf("local").client("s3").meta.endpoint).toMatch("http://localhost:9000");
  expect(sessionOf("local").client("dynamodb").meta.endpoint).toMatch("http://localhost:8000");
});
