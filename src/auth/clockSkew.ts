/** Below this, in milliseconds, clocks agree: AWS refuses signatures that are more than five minutes off. */
const TOLERANCE = 4 * 60_000;

/** A service's hosts, times its regions and a bucket each: more are forgotten, the oldest first. */
const CAPACITY = 1_000;

/**
 * What servers' clocks say, host by host: signatures carry the time, and AWS refuses one that is far from its own.
 * An offset is learnt from the `date` header of any answer, errors included, so that the attempt after a refusal is
 * signed with the right time; presigned URLs use it as well.
 *
 * @example
 * const clock = new ClockSkew();
 * clock.learn("https://sqs.eu-west-1.amazonaws.com", "Tue, 20 Jan 2026 10:00:00 GMT");
 * signV4(request, { identity, scheme, date: clock.now(request.origin) });
 */
export class ClockSkew {
  readonly #offsets = new Map<string, number>();
  /** A header that agreed with this machine's clock, and when. */
  #agreedDate = "";
  #agreedAt = 0;

  /** The host's time: this machine's, corrected by what is known. */
  now(origin: string): Date {
    return new Date(Date.now() + this.offset(origin));
  }

  /** Milliseconds to add to this machine's time for that host; 0 where nothing else is known. */
  offset(origin: string): number {
    return this.#offsets.size === 0 ? 0 : (this.#offsets.get(origin) ?? 0);
  }

  /**
   * Takes note of an answer's `date` header.
   *
   * @returns Whether the offset changed, so that another signature may be accepted where this one was not.
   */
  learn(origin: string, date: string | undefined, now: number = Date.now()): boolean {
    if (date === undefined) return false;
    const known = this.offset(origin);
    // Most answers come from a clock that agrees; the header's text is not worth parsing for each of them.
    if (known === 0 && date === this.#agreedDate && now - this.#agreedAt < 1_000) return false;
    const server = Date.parse(date);
    if (Number.isNaN(server)) return false;
    const offset = server - now;
    if (Math.abs(offset - known) < TOLERANCE) {
      if (known === 0) {
        this.#agreedDate = date;
        this.#agreedAt = now;
      }
      return false;
    }
    this.#offsets.delete(origin);
    if (Math.abs(offset) >= TOLERANCE) this.#offsets.set(origin, offset);
    if (this.#offsets.size > CAPACITY) this.#offsets.delete(this.#offsets.keys().next().value!);
    return true;
  }
}
