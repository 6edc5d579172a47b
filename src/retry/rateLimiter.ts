/** Requests per second that the limiter never goes below. */
const MIN_RATE = 0.5;
/** The factor by which the rate falls when the service throttles, and the steepness of its way back (RFC 8312). */
const BETA = 0.7;
const SCALE = 0.4;
/** The weight of the newest measurement of the rate. */
const SMOOTHING = 0.8;
/** Seconds that one measurement takes. */
const MEASURE_INTERVAL = 0.5;
/** The rate stays below what is really sent by this factor. */
const MAX_RATE_FACTOR = 2;

/**
 * Adaptive mode's limit on the rate of sending: nothing until the service throttles first, then a token bucket whose
 * rate falls at every throttling and grows back along a cubic curve. All times are in seconds.
 */
export class RateLimiter {
  readonly #now: () => number;
  #enabled = false;

  // The token bucket.
  #fillRate = 1;
  #capacity = 1;
  #tokens = 0;
  #filledAt: number;

  // The rate that is really sent.
  #measuredRate = 0;
  #measuredAt: number;
  #count = 0;

  // The cubic curve.
  #rateAtThrottling = 0;
  #recoveryTime = 0;
  #throttledAt: number;

  /** @param now seconds that only ever grow */
  constructor(now: () => number) {
    this.#now = now;
    const start = now();
    this.#filledAt = start;
    this.#throttledAt = start;
    this.#measuredAt = Math.floor(start);
  }

  /** Requests per second that may be sent, once the service has throttled. */
  get rate(): number {
    return this.#fillRate;
  }

  /** Takes a token; gives the seconds until it is there. Who takes one that is still to come stands in line for it. */
  take(): number {
    if (!this.#enabled) return 0;
    this.#fill();
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : -this.#tokens / this.#fillRate;
  }

  /** Learns from the end of an attempt. */
  record(throttled: boolean): void {
    this.#measure();
    const now = this.#now();
    let rate: number;
    if (throttled) {
      const current = this.#enabled ? Math.min(this.#measuredRate, this.#fillRate) : this.#measuredRate;
      this.#rateAtThrottling = current;
      this.#recoveryTime = Math.cbrt((current * (1 - BETA)) / SCALE);
      this.#throttledAt = now;
      this.#enabled = true;
      rate = current * BETA;
    } else {
      rate = SCALE * (now - this.#throttledAt - this.#recoveryTime) ** 3 + this.#rateAtThrottling;
    }
    this.#setRate(Math.min(rate, MAX_RATE_FACTOR * this.#measuredRate));
  }

  #setRate(rate: number): void {
    // What has come in until now came at the old rate.
    this.#fill();
    this.#fillRate = Math.max(rate, MIN_RATE);
    this.#capacity = Math.max(rate, 1);
    this.#tokens = Math.min(this.#tokens, this.#capacity);
  }

  #fill(): void {
    const now = this.#now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + (now - this.#filledAt) * this.#fillRate);
    this.#filledAt = now;
  }

  #measure(): void {
    const bucket = Math.floor(this.#now() / MEASURE_INTERVAL) * MEASURE_INTERVAL;
    this.#count += 1;
    if (bucket <= this.#measuredAt) return;
    const rate = this.#count / (bucket - this.#measuredAt);
    this.#measuredRate = rate * SMOOTHING + this.#measuredRate * (1 - SMOOTHING);
    this.#count = 0;
    this.#measuredAt = bucket;
  }
}
