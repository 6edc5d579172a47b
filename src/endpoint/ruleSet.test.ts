import { describe, expect, it } from "vitest";
import { EndpointError, ModelError } from "../errors/index.ts";
import type { EndpointRuleSet } from "../model/types.ts";
import { compileRuleSet } from "./ruleSet.ts";

const partitions = { partitions: [] };

function run(ruleSet: Partial<EndpointRuleSet>, values: readonly unknown[]) {
  const parameters = { Arn: { type: "string" }, Name: { type: "string" }, Flag: { type: "boolean" } } as const;
  const whole = { parameters, conditions: [], properties: [], results: [], rules: [], ...ruleSet };
  return compileRuleSet(whole, partitions)(values);
}

describe("compileRuleSet", () => {
  it("asks rules in turn, those below a rule before those after it", () => {
    const rules: Partial<EndpointRuleSet> = {
      conditions: [["isSet", "{Name}"], "{Flag}", ["stringEquals", "{Name}", "a"]],
      results: [["https://a"], ["https://flag"], ["https://none"]],
      rules: [
        [
          0,
          [
            [2, 0],
            [1, [[2, 0], [1]]],
          ],
        ],
        [2],
      ],
    };
    expect(run(rules, [undefined, "a", true])?.url).toBe("https://a");
    expect(run(rules, [undefined, "b", true])?.url).toBe("https://flag");
    expect(run(rules, [undefined, "b", false])?.url).toBe("https://none");
    expect(run(rules, [undefined, undefined, true])?.url).toBe("https://none");
  });

  it("gives what fits no rule as undefined, and an error rule as an error", () => {
    const rules: Partial<EndpointRuleSet> = {
      conditions: [["isSet", "{Name}"]],
      results: [{ error: "`{Name}` is refused" }],
      rules: [[0, 0]],
    };
    expect(run(rules, [])).toBeUndefined();
    expect(() => run(rules, [undefined, "n"])).toThrow(new EndpointError("`n` is refused"));
  });

  it("gives a name its value of the way that was taken", () => {
    const rules: Partial<EndpointRuleSet> = {
      conditions: [
        { part: ["split", "{Name}", "-", 0] },
        ["stringEquals", "{part#[1]}", "x"],
        { part: ["split", "{Arn}", ":", 0] },
      ],
      results: [["https://{part#[0]}"]],
      rules: [
        [0, 1, 0],
        [2, 0],
      ],
    };
    expect(run(rules, ["c:d", "a-x"])?.url).toBe("https://a");
    expect(run(rules, ["c:d", "a-b"])?.url).toBe("https://c");
    expect(run(rules, ["c:d", undefined])?.url).toBe("https://c");
  });

  it("fills templates in URL, properties and headers; a text that is one placeholder keeps its value's type", () => {
    const rules: Partial<EndpointRuleSet> = {
      properties: [{ deep: [{ "{name}": "{Name}!", flag: "{Flag}", braces: "{{Name}}" }], number: 1, none: null }],
      results: [["https://{Name}", 0, { h: ["{Name}", ["coalesce", "{Arn}", "-"]] }]],
      rules: [[0]],
    };
    expect(run(rules, [undefined, "n", true])).toEqual({
      url: "https://n",
      properties: { deep: [{ "{name}": "n!", flag: true, braces: "{Name}" }], number: 1, none: null },
      headers: { h: ["n", "-"] },
    });
  });

  it("takes lists as values", () => {
    const conditions = [{ list: ["list", "{Name}", "{Arn}"] }] as const;
    expect(run({ conditions, results: [["https://{list#[-1]}"]], rules: [[0, 0]] }, ["arn", "n"])?.url).toBe(
      "https://arn",
    );
  });

  it.each([
    [["fly", "{Name}"], "use a function that is not known: fly"],
    [["isSet", "{Nobody}"], 'refer to "Nobody", which is nowhere assigned'],
    [["getAttr", "{Name}"], "call getAttr without a path"],
  ] as const)("refuses %j", (condition, message) => {
    const call = () => run({ conditions: [condition], results: [["https://x"]], rules: [[0, 0]] }, []);
    expect(call).toThrow(ModelError);
    expect(call).toThrow(message);
  });
});
