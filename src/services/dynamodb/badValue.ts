import { ParamValidationError } from "../../errors/index.ts";

/** A value that DynamoDB has no type for. Whoever holds the value adds to the path on the way out. */
export class BadValue extends Error {
  #path = "";

  /** Puts a member's name or an item's index before the path. */
  within(step: string | number): this {
    const own = typeof step === "number" ? `[${step}]` : step;
    const joint = this.#path === "" || this.#path.startsWith("[") ? "" : ".";
    this.#path = own + joint + this.#path;
    return this;
  }

  toValidationError(operation: string): ParamValidationError {
    // Of what holds itself, the path says enough long before its end.
    const path = this.#path.length > 200 ? `${this.#path.slice(0, 100)}…` : this.#path;
    return new ParamValidationError(operation, [{ path, message: this.message }]);
  }
}

/** The error with a step before its path, where it is a value's. */
export function locate(error: unknown, step: string | number): unknown {
  return error instanceof BadValue ? error.within(step) : error;
}

/** Runs what converts values; a bad one is told as the client tells of bad inputs. */
export function reportingBadValues<Result>(operation: string, convert: () => Result): Result {
  try {
    return convert();
  } catch (error) {
    throw error instanceof BadValue ? error.toValidationError(operation) : error;
  }
}
