type Inspect = (value: unknown, options: unknown) => string;

/** What Node's console shows of an object, as deep as it goes. */
type Show<T> = (this: T, depth: number, options: object, inspect: Inspect) => string;

/** Lets Node's console show the objects of a class by `show`; elsewhere nobody asks for it. */
export function showBy<T extends object>(prototype: T, show: Show<T>): void {
  Object.defineProperty(prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value: show,
    configurable: true,
    writable: true,
  });
}

/** Lets Node's console show objects by their class and their `toJSON()`. */
export function showAsJson(prototype: { toJSON(): unknown }): void {
  showBy(prototype, function (_depth, options, inspect) {
    return `${this.constructor.name} ${inspect(this.toJSON(), options)}`;
  });
}

/** Lets Node's console show objects by their `toString()`. */
export function showAsText(prototype: object): void {
  showBy(prototype, function () {
    return String(this);
  });
}
