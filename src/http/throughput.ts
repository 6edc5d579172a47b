/** A window is as long as the grace period and moves on by a quarter of it. */
const STEPS = 4;

/**
 * Watches a transfer's throughput. The watch runs only while the network is waited for; a pause in between begins the
 * grace period anew.
 */
export class ThroughputWatch {
  readonly #minimum: number;
  readonly #onStall: () => void;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #steps: number[] = [];
  #counted = 0;
  #waiting = false;
  /** Whether the network was waited for since the step began. */
  #waitedThroughout = false;

  readonly #total: () => number;
  #totalBefore = 0;

  /**
   * @param minimumThroughput bytes a second
   * @param gracePeriod milliseconds
   * @param total the bytes that were transferred so far, where they are not told by `count`
   */
  constructor(
    minimumThroughput: number,
    gracePeriod: number,
    onStall: () => void,
    total: () => number = () => this.#counted,
  ) {
    this.#total = total;
    this.#minimum = (minimumThroughput * gracePeriod) / 1000;
    this.#onStall = onStall;
    this.#timer = setInterval(() => this.#step(), gracePeriod / STEPS);
  }

  waiting(): void {
    this.#waiting = true;
  }

  served(): void {
    this.#waiting = false;
    this.#waitedThroughout = false;
  }

  count(bytes: number): void {
    this.#counted += bytes;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #step(): void {
    const total = this.#total();
    if (this.#waitedThroughout) this.#steps.push(total - this.#totalBefore);
    else this.#steps.length = 0;
    this.#totalBefore = total;
    this.#waitedThroughout = this.#waiting;
    if (this.#steps.length < STEPS) return;
    const transferred = this.#steps.reduce((sum, bytes) => sum + bytes, 0);
    this.#steps.shift();
    if (transferred >= this.#minimum) return;
    this.stop();
    this.#onStall();
  }
}
