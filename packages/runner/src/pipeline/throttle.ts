import type { Cancellation } from '../targets/cancellation.js';
import { backoff } from './backoff.js';

/** What a throttle needs to know of time and chance. */
export interface ThrottleClock {
  /** Milliseconds of a clock that nobody sets, such as `performance.now`. */
  now: () => number;
  /** In [0, 1). */
  random: () => number;
}

/** A turn that is under way; of which stretch of the agent's patience it is. */
export type Ticket = number;

/** Somebody who waits for a place. */
interface Waiter {
  enter(ticket: Ticket): void;
}

/**
 * Slows a run down as much as its agent asks for. All turns pass through it. While the agent answers, it
 * is open; when the agent says that it is busy, nothing is sent until the time that it named is over, and
 * then half as much at once as before. Each answer lets a little more through again: additive increase,
 * multiplicative decrease (D.-M. Chiu and R. Jain, "Analysis of the Increase and Decrease Algorithms for
 * Congestion Avoidance in Computer Networks", 1989).
 */
export class Throttle {
  readonly #most: number;
  readonly #clock: ThrottleClock;
  readonly #waiters: Waiter[] = [];
  #limit: number;
  #underWay = 0;
  #stretch: Ticket = 0;
  #refusals = 0;
  #closedUntil = 0;
  #timer: NodeJS.Timeout | null = null;

  /** @param most - how many turns may be under way when the agent does not mind */
  constructor(most: number, clock: ThrottleClock) {
    this.#most = most;
    this.#limit = most;
    this.#clock = clock;
  }

  /** How many turns may be under way now. */
  get limit(): number {
    return Math.max(1, Math.floor(this.#limit));
  }

  /**
   * Takes a place for a turn; at once where there is one.
   * @returns the ticket; the promise is rejected with the reason when it is cancelled
   */
  enter(cancellation: Cancellation): Ticket | Promise<Ticket> {
    if (this.#timer === null && this.#waiters.length === 0 && this.#underWay < this.limit) {
      this.#underWay += 1;
      return this.#stretch;
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        enter: (ticket) => {
          release();
          resolve(ticket);
        },
      };
      this.#waiters.push(waiter);
      const release = cancellation.listen((reason) => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        reject(reason);
      });
    });
  }

  /** The turn is over, however it ended. */
  leave(): void {
    this.#underWay -= 1;
    if (this.#waiters.length > 0) this.#admit();
  }

  /** The agent answered. */
  answered(): void {
    this.#refusals = 0;
    if (this.#limit < this.#most) this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit);
  }

  /**
   * The agent is busy.
   * @param ticket - of the turn that was told so. Turns that were under way together slow it down once
   * @param retryAfterMs - how long it asks to be left alone; `null` where it does not say
   * @returns how long nothing is sent, in milliseconds
   */
  busy(ticket: Ticket, retryAfterMs: number | null): number {
    if (ticket === this.#stretch) {
      this.#stretch += 1;
      this.#refusals += 1;
      this.#limit = Math.max(1, Math.min(this.#limit, this.#underWay) / 2);
    }
    const wait = retryAfterMs ?? backoff(this.#refusals, this.#clock.random);
    const until = this.#clock.now() + wait;
    if (until > this.#closedUntil) this.#closeUntil(until);
    return wait;
  }

  #closeUntil(until: number): void {
    this.#closedUntil = until;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#admit();
      },
      Math.max(0, until - this.#clock.now()),
    );
  }

  #admit(): void {
    while (this.#timer === null && this.#underWay < this.limit) {
      const next = this.#waiters.shift();
      if (next === undefined) return;
      this.#underWay += 1;
      next.enter(this.#stretch);
    }
  }
}
