import { Attr, UpdateOperand } from "./attribute.ts";
import { Expression, PathOperand } from "./expression.ts";
import type { AttributePath } from "./path.ts";
import type { Changed, Numeric, Reading, Use, UseAt, UseOf, UsesAttribute } from "./uses.ts";

type PathOf<Path extends AttributePath> = Path extends string ? Path : never;

/** What `set` uses: the attribute with the value, or what an operand uses. */
type SetUse<Path extends AttributePath, Value> =
  Value extends UpdateOperand<infer Uses>
    ? UseAt<PathOf<Path>, Uses[1] | Changed> | ReadOf<Uses>
    : Value extends UsesAttribute<infer Other>
      ? UseAt<PathOf<Path>, Changed> | UseAt<Other, Reading>
      : UseAt<PathOf<Path>, Value>;

/** One use for each of the paths. */
type ChangeOf<Path extends AttributePath> = Path extends string ? readonly [Path, Changed] : never;

type ReadOf<Uses extends Use> = Uses extends readonly [infer Path extends string, unknown]
  ? readonly [Path, Reading]
  : never;

type Clause = "SET" | "REMOVE" | "ADD" | "DELETE";
const clauses = ["SET", "REMOVE", "ADD", "DELETE"] as const;

type Actions = Readonly<Record<Clause, readonly Expression[]>>;

/**
 * What an update does to an item. Every method gives a new one; all actions see the item as it was before. Its type
 * tells which attributes it uses, and a table takes none that its items do not have, nor its keys.
 *
 * @example
 * await orders.updateItem({
 *   Key: { customer: "c#1", order: "2026-07-14" },
 *   UpdateExpression: update().set("status", "paid").increment("version").add("tags", new Set(["gift"])).remove("note"),
 * });
 */
export function update(): Update<never> {
  return new Update<never>({ SET: [], REMOVE: [], ADD: [], DELETE: [] });
}

/** Made by `update`. */
export class Update<out Uses extends Use = Use> extends Expression {
  declare readonly $uses: Uses;
  readonly actions: Actions;

  constructor(actions: Actions) {
    const used = clauses.filter((clause) => actions[clause].length > 0);
    const operands = used.flatMap((clause) => actions[clause]);
    let next = 0;
    const text = used.map((clause) => `${clause} ${actions[clause].map(() => `{${next++}}`).join(", ")}`);
    super("update", text.join(" "), operands);
    this.actions = actions;
  }

  /** Sets an attribute to a value, to another attribute's (`Attr("old")`), or to what an operand makes. */
  set<const Path extends AttributePath, const Value>(path: Path, value: Value): Update<Uses | SetUse<Path, Value>> {
    return withAction(this, "SET", "{0} = {1}", path, value);
  }

  /** Sets an attribute that the item does not have; another stays as it is. */
  ifNotExists<const Path extends AttributePath, const Value>(
    path: Path,
    value: Value,
  ): Update<Uses | UseOf<PathOf<Path>, Value>> {
    return withAction(this, "SET", "{0} = {1}", path, Attr(path).ifNotExists(value));
  }

  /** Adds to a number, which is 0 where the item does not have it. Default: 1. */
  increment<const Path extends AttributePath>(
    path: Path,
    by: Numeric = 1,
  ): Update<Uses | UseAt<PathOf<Path>, Numeric>> {
    const sum = new UpdateOperand("operand", "{0} + {1}", [Attr(path).ifNotExists(0), by]);
    return withAction(this, "SET", "{0} = {1}", path, sum);
  }

  /** Adds items to the end of a list, which is empty where the item does not have it. */
  listAppend<const Path extends AttributePath, const Items extends readonly unknown[]>(
    path: Path,
    items: Items,
  ): Update<Uses | UseAt<PathOf<Path>, Items>> {
    const list = new UpdateOperand("operand", "list_append({0}, {1})", [Attr(path).ifNotExists([]), items]);
    return withAction(this, "SET", "{0} = {1}", path, list);
  }

  /** Adds items to the beginning of a list, which is empty where the item does not have it. */
  listPrepend<const Path extends AttributePath, const Items extends readonly unknown[]>(
    path: Path,
    items: Items,
  ): Update<Uses | UseAt<PathOf<Path>, Items>> {
    const list = new UpdateOperand("operand", "list_append({1}, {0})", [Attr(path).ifNotExists([]), items]);
    return withAction(this, "SET", "{0} = {1}", path, list);
  }

  /** Takes attributes, or items of lists, away. */
  remove<const Path extends AttributePath>(...paths: readonly Path[]): Update<Uses | ChangeOf<Path>> {
    const removed = paths.map((path) => new PathOperand(path));
    return new Update({ ...this.actions, REMOVE: [...this.actions.REMOVE, ...removed] });
  }

  /** Adds to a number, or members to a set; an attribute that the item does not have is made. */
  add<const Path extends AttributePath, Value extends Numeric | ReadonlySet<unknown>>(
    path: Path,
    value: Value,
  ): Update<Uses | UseAt<PathOf<Path>, Value>> {
    return withAction(this, "ADD", "{0} {1}", path, value);
  }

  /** Takes members out of a set. */
  delete<const Path extends AttributePath, Member>(
    path: Path,
    members: ReadonlySet<Member>,
  ): Update<Uses | UseAt<PathOf<Path>, ReadonlySet<Member>>> {
    return withAction(this, "DELETE", "{0} {1}", path, members);
  }
}

function withAction(
  { actions }: Update,
  clause: Clause,
  template: string,
  path: AttributePath,
  value: unknown,
): Update<never> {
  const action = new Expression("operand", template, [new PathOperand(path), value]);
  return new Update({ ...actions, [clause]: [...actions[clause], action] });
}
