import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type ConfigVariable, configVariables, profileKeysOf, variablesOf } from "../../src/session/configVariables.ts";

const code = (text: string) => `\`${text}\``;

function row([name, variable]: [string, ConfigVariable]): string {
  const variables = variablesOf(variable).map(code);
  const keys = profileKeysOf(variable).map((key) => code(key.replace("{service}", "s3")));
  const fallback = "default" in variable ? code(JSON.stringify(variable.default)) : "";
  const option = variable.sessionOnly ? `${code(name)} (session)` : code(name);
  return `| ${[option, variables.join(", "), keys.join(", "), fallback, variable.type.expects].join(" | ")} |`;
}

it("docs/configuration.md has every setting, as it is", () => {
  const path = fileURLToPath(new URL("../../docs/configuration.md", import.meta.url));
  const rows = readFileSync(path, "utf8").match(/^\| `.*$/gm) ?? [];
  expect(rows).toEqual(Object.entries(configVariables).map(row));
});
