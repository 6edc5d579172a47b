import { unref } from "./timers.ts";

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
  #waitingSince: number | undefined;
  /** Milliseconds of this step in which the network was waited for. */
  #waited = 0;
  #stepBegan: number = performance.now();

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
    // While the network is waited for, the connection keeps the process alive; nothing else should.
    unref(this.#timer);
  }

  waiting(): void {
    this.#waitingSince ??= performance.now();
  }

  served(): void {
    if (this.#waitingSince !== undefined) this.#waited += performance.now() - this.#waitingSince;
    this.#waitingSince = undefined;
  }

  count(bytes: number): void {
    this.#counted += bytes;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #step(): void {
    const total = this.#total();
    const now = performance.now();
    if (this.#waitingSince !== undefined) {
      this.#waited += now - this.#waitingSince;
      this.#waitingSince = now;
    }
    // A step that went mostly on a slow reader or a slow source says nothing of the network.
    if (this.#waited * 2 >= now - this.#stepBegan) this.#steps.push(total - this.#totalBefore);
    else this.#steps.length = 0;
    this.#waited = 0;
    this.#stepBegan = now;
    this.#totalBefore = total;
    if (this.#steps.length < STEPS) return;
    const transferred = this.#steps.reduce((sum, bytes) => sum + bytes, 0);
    this.#steps.shift();
    if (transferred >= this.#minimum) return;
    this.stop();
    this.#onStall();
  }
}
