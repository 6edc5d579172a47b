import { Expression, PathOperand } from "./expression.ts";
import type { AttributePath } from "./path.ts";

/**
 * The attributes that are wanted of an item. What comes back is typed by it.
 *
 * @example
 * const Key = { customer: "c#1", order: "2026-07-14" };
 * const { Item } = await orders.getItem({ Key, ProjectionExpression: projection("total", "lines[0].sku") });
 */
export function projection<const Path extends AttributePath>(
  ...paths: readonly [Path, ...Path[]]
): Projection<Path extends string ? Path : never> {
  return new Projection(paths.map((path) => new PathOperand(path)));
}

/** Made by `projection`. */
export class Projection<out Path extends string = string> extends Expression {
  /** For types only. */
  declare readonly $path: Path;

  constructor(paths: readonly PathOperand[]) {
    super("projection", paths.map((_, index) => `{${index}}`).join(", "), paths);
  }
}
