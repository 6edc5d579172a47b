import { describe, expect, it } from "vitest";
import { ModelError } from "../errors/index.ts";
import { fromBotocoreRules } from "./botocoreRules.ts";

const parameters = { Region: { type: "String", builtIn: "AWS::Region", documentation: "…" }, Arn: { type: "String" } };
const convert = (rules: unknown) => fromBotocoreRules({ version: "1.0", parameters, rules }, "todo");

const ref = (name: string) => ({ ref: name });
const call = (fn: string, ...argv: unknown[]) => ({ fn, argv });
const attribute = (value: unknown, path: string) => call("getAttr", value, path);
const endpoint = (url: unknown, ...conditions: unknown[]) => ({ type: "endpoint", conditions, endpoint: { url } });
const error = (message: unknown, ...conditions: unknown[]) => ({ type: "error", conditions, error: message });
const tree = (rules: unknown[], ...conditions: unknown[]) => ({ type: "tree", conditions, rules });

describe("fromBotocoreRules", () => {
  it("keeps each condition, record of properties and result once", () => {
    const isSet = call("isSet", ref("Region"));
    const partition = { ...call("aws.partition", ref("Region")), assign: "partition" };
    const properties = { authSchemes: [{ name: "sigv4", signingRegion: "{Region}" }] };
    const signed = (url: string, headers: unknown, ...conditions: unknown[]) => ({
      type: "endpoint",
      conditions,
      endpoint: { url, properties, headers },
    });
    const rules = [
      tree(
        [tree([signed("https://{partition#dnsSuffix}", {}), error("no")], partition), signed("https://b", {})],
        isSet,
      ),
      tree([signed("https://{partition#dnsSuffix}", {})], isSet, partition),
      signed("https://c", { "x-region": [ref("Region")] }, isSet),
      error("no"),
    ];
    expect(convert(rules)).toEqual({
      parameters: { Arn: { type: "string" }, Region: { type: "string", builtIn: "AWS::Region" } },
      conditions: [["isSet", "{Region}"], { partition: ["aws.partition", "{Region}"] }],
      properties: [properties],
      results: [
        ["https://{partition#dnsSuffix}", 0],
        { error: "no" },
        ["https://b", 0],
        ["https://c", 0, { "x-region": ["{Region}"] }],
      ],
      rules: [[0, [[1, [[0], [1]]], [2]]], [0, 1, [[0]]], [0, 3], [1]],
    });
  });

  it("writes references as templates, and calls and lists as lists", () => {
    const parse = { ...call("aws.parseArn", ref("Arn")), assign: "arn" };
    const conditions = [
      parse,
      { ...attribute(ref("arn"), "resourceId[0]"), assign: "kind" },
      call("not", call("booleanEquals", attribute(ref("arn"), "region"), true)),
      call("isSet", attribute(call("aws.parseArn", ref("Arn")), "service")),
      call("coalesce", ["a", ref("kind")], ref("kind")),
    ];
    expect(convert([endpoint(ref("Region"), ...conditions)])).toMatchObject({
      conditions: [
        { arn: ["aws.parseArn", "{Arn}"] },
        { kind: "{arn#resourceId[0]}" },
        ["not", ["booleanEquals", "{arn#region}", true]],
        ["isSet", ["getAttr", ["aws.parseArn", "{Arn}"], "service"]],
        ["coalesce", ["list", "a", "{kind}"], "{kind}"],
      ],
      results: [["{Region}"]],
      rules: [[0, 1, 2, 3, 4, 0]],
    });
  });

  it("takes a name again where it has no value", () => {
    const parse = (of: string) => ({ ...call("aws.parseArn", ref(of)), assign: "arn" });
    const { conditions, rules } = convert([
      tree([endpoint("{arn#service}")], parse("Arn")),
      endpoint("{arn#service}", parse("Region")),
    ]);
    expect(conditions).toHaveLength(2);
    expect(rules).toEqual([
      [0, [[0]]],
      [1, 0],
    ]);
  });

  const assign = (name: string) => ({ ...call("isSet", ref("Region")), assign: name });
  it.each([
    [[endpoint("{Nobody}")], 'todo: endpoint rules refer to "Nobody" where it has no value.'],
    [[tree([endpoint("x")], assign("a")), endpoint("{a#b}")], 'refer to "a" where it has no value.'],
    [[endpoint("x", call("isSet", ref("a")), assign("a"))], 'refer to "a" where it has no value.'],
    [[error("{{escaped}} {a}")], 'refer to "a" where it has no value.'],
    [[tree([endpoint("x", assign("a"))], assign("a"))], 'assign "a" where it already has a value.'],
    [[endpoint("x", assign("Region"))], 'assign "Region" where it already has a value.'],
    [[{ type: "bush", conditions: [] }], 'have a rule of the unknown type "bush".'],
    [[endpoint(undefined)], "endpoint rules should be a JSON object, but is missing"],
  ])("refuses %j", (rules, message) => {
    expect(() => convert(rules)).toThrow(ModelError);
    expect(() => convert(rules)).toThrow(message);
  });
});
