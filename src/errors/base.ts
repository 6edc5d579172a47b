/**
 * The root of every error that tucuxi throws.
 *
 * `instanceof` asks for the kind of an error, not for the identity of its class, so that it also holds
 * where two copies of the library are loaded (a bundled dependency beside your own, say).
 *
 * @example
 * try {
 *   await s3.getObject({ Bucket: "photos", Key: "cat.jpg" });
 * } catch (error) {
 *   if (error instanceof TucuxiError) console.error(error.message);
 * }
 */
export class TucuxiError extends Error {
  /** The name that `instanceof` compares; a class that has none of its own is compared by identity. */
  static readonly errorKind: string = "TucuxiError";

  /** Whether the same call may succeed when it is made again. */
  readonly retryable: boolean = false;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    const { errorKind } = new.target;
    const name = errorKind.slice(errorKind.lastIndexOf(".") + 1);
    // On the prototype's terms: a name is no own data of the error and stays out of its JSON.
    Object.defineProperty(this, "name", { value: name, configurable: true, writable: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!Object.hasOwn(this, "errorKind")) return Function.prototype[Symbol.hasInstance].call(this, value);
    if (typeof value !== "object" || value === null) return false;
    let ancestor: unknown = value.constructor;
    while (typeof ancestor === "function") {
      if ((ancestor as { errorKind?: unknown }).errorKind === this.errorKind) return true;
      ancestor = Object.getPrototypeOf(ancestor);
    }
    return false;
  }

  /** What a log wants: the name, the message and the error's own data; never a secret or a session. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...Object.fromEntries(Object.entries(this)) };
  }
}
