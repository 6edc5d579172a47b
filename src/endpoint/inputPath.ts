import { type Path, simplePath } from "../model/path.ts";

const keysOf = /^keys\((.+)\)$/;
const eachOf = /^(.+\[\*\])\.?\[(.+)\]\[\]$/;

/**
 * A path of `operationContextParams` as a function. Besides the simple forms (`TableName`, `Items[*].Name`) the trait
 * knows `keys(Map)` and `Items[*].[A.Name, B.Name][]`: of each item each path's value, those that are there.
 * Source: https://smithy.io/2.0/additional-specs/rules-engine/parameters.html
 */
export function inputPath(expression: string): Path {
  const [, map] = keysOf.exec(expression) ?? [];
  if (map !== undefined) {
    const read = simplePath(map);
    return (input) => Object.keys(read(input) ?? {});
  }
  const [, items, alternatives] = eachOf.exec(expression) ?? [];
  if (items === undefined || alternatives === undefined) return simplePath(expression);
  const list = simplePath(items);
  const paths = alternatives.split(",").map((path) => simplePath(path.trim()));
  return (input) =>
    ((list(input) as readonly unknown[] | undefined) ?? []).flatMap((item) =>
      paths.map((path) => path(item)).filter((value) => value !== undefined && value !== null),
    );
}
