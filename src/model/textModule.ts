/**
 * How the package holds its JSON files: as modules whose default export is the text. A bundler takes them in without
 * more ado, an engine passes over the text of a model much faster than over the same as an object, and what is never
 * read is never parsed. Node reads them as files and takes the text out.
 */
const before = "export default ";
const opening = "String.raw`";
const closing = "`";
const after = ";\n";

/** The module of a JSON text. */
export function textModule(json: string): string {
  return before + textLiteral(json) + after;
}

/** A JSON text as an expression. What would end it stands in JSON's strings only, where there is another way to write it. */
export function textLiteral(json: string): string {
  return opening + json.replaceAll("`", "\\u0060").replaceAll("${", "\\u0024{") + closing;
}

/** The text in such a module. */
export function textOf(module: string): string {
  return module.slice((before + opening).length, -(closing + after).length);
}
