/** Who waits for a slot; `granted` is called once, unless it has given up before. */
export interface SlotWaiter {
  readonly givenUp: boolean;
  granted(): void;
}

/**
 * The connections that may be in use to one host at a time. Those who find none wait in line, first come, first
 * served.
 */
export class Slots {
  readonly limit: number;
  #inUse = 0;
  #line: SlotWaiter[] = [];
  /** Where the line begins: taking the first off an array of thousands each time would move all of the others. */
  #first = 0;
  #lastGranted = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get inUse(): number {
    return this.#inUse;
  }

  /** Whether somebody waits. */
  get contended(): boolean {
    while (this.#line[this.#first]?.givenUp) this.#first += 1;
    return this.#first < this.#line.length;
  }

  /** When somebody in line last got a slot, by `performance.now()`. */
  get lastGranted(): number {
    return this.#lastGranted;
  }

  /** Takes a slot, if one is free. */
  take(): boolean {
    if (this.#inUse >= this.limit) return false;
    this.#inUse += 1;
    return true;
  }

  wait(waiter: SlotWaiter): void {
    this.#line.push(waiter);
  }

  release(): void {
    while (this.#first < this.#line.length) {
      const waiter = this.#line[this.#first]!;
      this.#first += 1;
      if (this.#first > 1000 && this.#first * 2 > this.#line.length) {
        this.#line = this.#line.slice(this.#first);
        this.#first = 0;
      }
      if (waiter.givenUp) continue;
      this.#lastGranted = performance.now();
      waiter.granted();
      return;
    }
    this.#line.length = 0;
    this.#first = 0;
    this.#inUse -= 1;
  }
}
