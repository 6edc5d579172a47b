import { canRefresh, unref } from "./timers.ts";

type OnOver<Owner> = (owner: Owner) => void;

/**
 * The time that its owner has for what it waits for just now; one at a time. A program that was busy finds its timers
 * over first, and only then what came meanwhile: it is given a turn for that.
 */
export class TimeLimit<Owner> {
  readonly #owner: Owner;
  #onOver: OnOver<Owner> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #inGrace = false;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  start(milliseconds: number, onOver: OnOver<Owner>): void {
    this.stop();
    this.#onOver = onOver;
    this.#timer = setTimeout(onTimer, milliseconds, this);
  }

  /** As `start`, for what is waited for again and again. It does not keep the process from ending. */
  restart(milliseconds: number, onOver: OnOver<Owner>): void {
    if (!this.#inGrace && this.#onOver === onOver && canRefresh(this.#timer)) {
      this.#timer.refresh();
      return;
    }
    this.start(milliseconds, onOver);
    unref(this.#timer);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#inGrace = false;
  }

  /** @internal */
  timerIsOver(): void {
    // A timer may still fire in the turn in which it was stopped.
    if (this.#timer === undefined) return;
    if (!this.#inGrace) {
      this.#inGrace = true;
      this.#timer = setTimeout(onTimer, 0, this);
      return;
    }
    this.stop();
    this.#onOver?.(this.#owner);
  }
}

// One function for all limits: a timer needs no closure of its own.
const onTimer = (limit: { timerIsOver(): void }): void => limit.timerIsOver();
