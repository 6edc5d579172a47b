type Inspect = (value: unknown, options: unknown) => string;

/** Lets Node's console show objects by their class and their `toJSON()`; elsewhere nobody asks for it. */
export function showAsJson(prototype: { toJSON(): unknown }): void {
  Object.defineProperty(prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value(this: { toJSON(): unknown }, _depth: number, options: unknown, inspect: Inspect): string {
      return `${this.constructor.name} ${inspect(this.toJSON(), options)}`;
    },
    configurable: true,
    writable: true,
  });
}
