/** A place in a queue of deadlines. */
export interface Deadline<T> {
  readonly entry: T;
  due: number;
  before: Deadline<T> | null;
  after: Deadline<T> | null;
  queued: boolean;
}

/**
 * Deadlines that are all of the same length. A run has one for each turn, and nearly none is met, so a
 * timer for each would be the larger part of a quick turn: here one timer looks after all of them. It is
 * a linked list, since what goes in and out of a map is kept alive by it for longer than a quick turn.
 */
export class DeadlineQueue<T> {
  readonly #milliseconds: number;
  readonly #expire: (entry: T) => void;
  /** The order in which they were added is the order in which they are due. */
  #first: Deadline<T> | null = null;
  #last: Deadline<T> | null = null;
  #armed = false;

  /** @param expire - called for each entry that is still there when its time is up */
  constructor(milliseconds: number, expire: (entry: T) => void) {
    this.#milliseconds = milliseconds;
    this.#expire = expire;
  }

  /** Adds an entry. */
  set(entry: T): Deadline<T> {
    const deadline = { entry, due: 0, before: null, after: null, queued: false };
    this.#append(deadline);
    return deadline;
  }

  /** Begins the time of an entry anew, if it is there. */
  touch(deadline: Deadline<T>): void {
    if (!deadline.queued) return;
    this.delete(deadline);
    this.#append(deadline);
  }

  /** The entry needs no looking after any more. */
  delete(deadline: Deadline<T>): void {
    if (!deadline.queued) return;
    const { before, after } = deadline;
    if (before === null) this.#first = after;
    else before.after = after;
    if (after === null) this.#last = before;
    else after.before = before;
    deadline.before = null;
    deadline.after = null;
    deadline.queued = false;
  }

  #append(deadline: Deadline<T>): void {
    deadline.due = performance.now() + this.#milliseconds;
    deadline.before = this.#last;
    deadline.queued = true;
    if (this.#last === null) this.#first = deadline;
    else this.#last.after = deadline;
    this.#last = deadline;
    if (!this.#armed) this.#arm(this.#milliseconds);
  }

  #arm(milliseconds: number): void {
    this.#armed = true;
    // What is waited for keeps the process alive, not the waiting.
    setTimeout(() => this.#check(), Math.ceil(milliseconds)).unref();
  }

  #check(): void {
    this.#armed = false;
    const now = performance.now();
    for (let next = this.#first; next !== null; next = this.#first) {
      if (next.due > now) {
        this.#arm(next.due - now);
        return;
      }
      this.delete(next);
      this.#expire(next.entry);
    }
  }
}
