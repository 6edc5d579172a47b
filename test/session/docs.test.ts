import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type ConfigVariable, configVariables } from "../../src/session/configVariables.ts";

const code = (text: string) => `\`${text}\``;

function row([name, { environment = [], profile = [], type, sessionOnly, ...rest }]: [string, ConfigVariable]): string {
  const keys = profile.map((key) => code(key.replace("{service}", "s3")));
  const fallback = "default" in rest ? code(JSON.stringify(rest.default)) : "";
  const option = sessionOnly ? `${code(name)} (session)` : code(name);
  return `| ${[option, environment.map(code).join(", "), keys.join(", "), fallback, type.expects].join(" | ")} |`;
}

it("docs/configuration.md has every setting, as it is", () => {
  const path = fileURLToPath(new URL("../../docs/configuration.md", import.meta.url));
  const rows = readFileSync(path, "utf8").match(/^\| `.*$/gm) ?? [];
  expect(rows).toEqual(Object.entries(configVariables).map(row));
});
