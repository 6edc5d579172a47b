/** Tokens that a quota starts with and never exceeds. */
const CAPACITY = 500;

/**
 * Limits how many retries the calls that share it make in all: each takes tokens, a success gives some back. Where
 * every call fails, retries stop soon.
 */
export class RetryQuota {
  #available = CAPACITY;

  get available(): number {
    return this.#available;
  }

  /** Takes the tokens, or none where there are not enough. */
  take(tokens: number): boolean {
    if (tokens > this.#available) return false;
    this.#available -= tokens;
    return true;
  }

  giveBack(tokens: number): void {
    this.#available = Math.min(CAPACITY, this.#available + tokens);
  }
}
