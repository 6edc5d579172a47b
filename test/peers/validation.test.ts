import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compileInputValidator } from "../../src/client/validate.ts";
import { ParamValidationError, type ValidationFinding } from "../../src/errors/index.ts";
import { loadService } from "../../src/model/loader.ts";
import { findPython } from "./python.ts";

interface Case {
  readonly service: string;
  readonly operation: string;
  readonly input: Record<string, unknown>;
  /** botocore's findings, sorted. */
  readonly findings: readonly (readonly [kind: string, path: string])[];
}

const seeds = (process.env.TUCUXI_SEEDS ?? "1").split(",");
const python = findPython("inputs checked by botocore and by tucuxi");

describe.skipIf(!python)("what is found in inputs, as botocore finds it", () => {
  for (const seed of seeds) {
    it(`in a damaged input of every operation, seed ${seed}`, { timeout: 240_000 }, () => {
      const cases = casesOf(seed);
      let findings = 0;
      for (const { service, operation, input, findings: expected } of cases) {
        const message = `${service} ${operation} ${JSON.stringify(input)}`;
        expect(found(service, operation, input), message).toEqual(expected);
        findings += expected.length;
      }
      const wrong = cases.filter((each) => each.findings.length > 0).length;
      console.log(`${cases.length} operations, ${wrong} wrong inputs, ${findings} findings`);
    });
  }
});

function found(service: string, operation: string, input: unknown): [string, string][] {
  try {
    compileInputValidator(loadService(service).operation(operation))(input);
    return [];
  } catch (error) {
    if (!(error instanceof ParamValidationError)) throw error;
    return error.findings.map((finding): [string, string] => [kindOf(finding), botocorePath(finding)]).sort(byText);
  }
}

/** botocore's names of what can be wrong. */
const kinds: readonly [RegExp, string][] = [
  [/^is required/, "missing required field"],
  [/^is unknown/, "unknown field"],
  [/^(its key )?has \d+ (members|characters)/, "invalid length"],
  [/^is -?[\d.e+]+, the least is/, "invalid range"],
  [/exactly one of .* not 0$/, "empty input"],
  [/exactly one of/, "more than one input"],
  [/^(must be|is no date)/, "invalid type"],
];

function kindOf({ message }: ValidationFinding): string {
  return kinds.find(([pattern]) => pattern.test(message))?.[1] ?? message;
}

/** `Tags["a"]` is `.Tags.a` there, and a key that is wrong itself `.Tags (key: a)`. */
function botocorePath({ path, message }: ValidationFinding): string {
  const text = path === "" || path.startsWith("[") ? path : `.${path}`;
  const own = message.startsWith("its key")
    ? text.replace(/\[("(?:\\.|[^"\\])*")\]$/, (_, key) => ` (key: ${JSON.parse(key)})`)
    : text;
  return own.replace(/\[("(?:\\.|[^"\\])*")\]/g, (_, key) => `.${JSON.parse(key)}`);
}

function byText(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [a.join("\n"), b.join("\n")];
  return left < right ? -1 : left > right ? 1 : 0;
}

function casesOf(seed: string): Case[] {
  const script = fileURLToPath(new URL("validation.py", import.meta.url));
  const { stdout, stderr, status } = spawnSync(python!, [script, seed], { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Case);
}
