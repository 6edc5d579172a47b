import { describe, expect, it } from "vitest";
import type { UpdateOf } from "../itemTypes.ts";
import { Attr } from "./attribute.ts";
import type { Condition } from "./condition.ts";
import { type Update, update } from "./update.ts";
import type { UsesOf } from "./uses.ts";

type Entity =
  | { pk: string; sk: string; type: "user"; email: string }
  | { pk: string; sk: string; type: "order"; total: number };

interface Tree {
  id: string;
  children: Tree[];
}

interface Order {
  id: string;
  total: number;
  note?: string;
}

// What holds of types, the compiler proves; a run only shows that the expressions are made.
describe("the attributes that expressions may use", () => {
  it("are those of each kind of a union", () => {
    const condition: Condition<UsesOf<Entity>> = Attr("email").exists().and(Attr("total").gt(9));
    const change: UpdateOf<Entity, "pk" | "sk"> = update().set("total", 5);
    // @ts-expect-error no kind has it
    const unknown: Condition<UsesOf<Entity>> = Attr("emial").exists();
    // @ts-expect-error a part of the key
    const key: UpdateOf<Entity, "pk" | "sk"> = update().set("sk", "x");
    expect([condition, change, unknown, key].every((each) => each instanceof Object)).toBe(true);
  });

  it("lead into items that hold their like", () => {
    const condition: Condition<UsesOf<Tree>> = Attr("children[0].children[1].id").eq("leaf");
    // @ts-expect-error the id of a child is text
    const wrong: Condition<UsesOf<Tree>> = Attr("children[0].id").eq(1);
    expect([condition.kind, wrong.kind]).toEqual(["condition", "condition"]);
  });

  it("are any far below", () => {
    const condition: Condition<UsesOf<Tree>> = Attr("children[0].children[0].children[0].children[0].id").eq(1);
    expect(condition.kind).toBe("condition");
  });

  it("are any where paths come at run time, step by step", () => {
    const changes: [string, unknown][] = Object.entries({ total: 1, note: "x" });
    const change: UpdateOf<Order, "id"> = changes.reduce((all, [name, value]) => all.set([name], value), update());
    const names: string[] = ["note"];
    const removal: Update<never> = update().remove(...names.map((name) => [name]));
    expect([(change as Update).actions.SET.length, removal.actions.REMOVE.length]).toEqual([2, 1]);
  });

  it("may be collected in a list of conditions", () => {
    const all: Condition<UsesOf<Order>>[] = [Attr("total").gt(1), Attr("note").exists()];
    expect(all.reduce((one, other) => one.and(other)).operands).toHaveLength(2);
  });
});
