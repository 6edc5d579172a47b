import { describe, expect, it } from "vitest";
import { Service } from "../../src/model/service.ts";
import type { ServiceModel, ShapeModel } from "../../src/model/types.ts";
import { ShapeTypes } from "./shapeTypes.ts";

const shapes: Readonly<Record<string, ShapeModel>> = {
  PutRequest: {
    structure: { Thing: "Thing", Name: "Name", Token: { shape: "Name", idempotencyToken: true } },
    required: ["Name", "Token"],
  },
  PutResponse: { structure: { Thing: "Thing", Size: "Size", Kinds: "Kinds" }, required: ["Kinds"] },
  Thing: { structure: { Kind: "Kind", Size: "Size", Data: "blob", When: "timestamp", Parts: "Parts" } },
  Parts: { map: ["Kind", "Choice"] },
  Choice: { structure: { One: "Name", Two: "Size" }, union: true },
  Kinds: { list: "Kind" },
  Kind: { type: "string", enum: ["a", "b"] },
  Name: { type: "string", min: 1, max: 63, pattern: "[a-z]*/" },
  Size: "long",
  Date: { structure: {} },
  blob: "blob",
  timestamp: "timestamp",
};

function typesOf(present: ReadonlyMap<string, ReadonlySet<string>> = new Map()): string {
  const model = {
    format: 1,
    metadata: {},
    shapes,
    operations: { Put: { input: "PutRequest", output: "PutResponse" } },
  };
  const service = new Service("things", model as unknown as ServiceModel);
  return new ShapeTypes(service, present, []).module();
}

describe("the types of shapes", () => {
  it("make optional members of inputs take undefined, and fill tokens in", () => {
    expect(typesOf()).toContain("interface PutRequest {\n  Thing?: ThingInput | undefined;\n");
    expect(typesOf()).toContain("  Token?: string | undefined;\n");
  });

  it("say what the model says of a member, and end no comment by it", () => {
    expect(typesOf()).toContain("  /** 1 to 63 characters. Pattern: `[a-z]*\\/`. */\n  Name: string;\n");
  });

  it("give a structure that goes both ways two forms", () => {
    expect(typesOf()).toContain("  Size?: number;\n  Data?: Uint8Array;\n  When?: globalThis.Date;\n");
    expect(typesOf()).toContain("  Size?: number | bigint | undefined;\n  Data?: $.BlobInput | undefined;\n");
  });

  it("open enums, and close unions but for one member that is not known yet", () => {
    expect(typesOf()).toContain('type Kind = "a" | "b" | string & {};\n');
    expect(typesOf()).toContain("| { One?: undefined; Two?: undefined; SDK_UNKNOWN_MEMBER: $.UnknownMember }");
    expect(typesOf()).toContain(
      "type ChoiceInput =\n  | { One: string; Two?: undefined }\n  | { One?: undefined; Two: number | bigint };\n",
    );
    expect(typesOf()).toContain("  Parts?: { [Key in Kind]?: Choice };\n");
  });

  it("require what always comes, and refuse to be told of a member that there is none of", () => {
    expect(typesOf(new Map([["PutResponse", new Set(["Size"])]]))).toContain("  Size: number;\n  Kinds: Kind[];\n");
    expect(() => typesOf(new Map([["PutResponse", new Set(["Sise"])]]))).toThrow("has no member Sise");
  });
});
