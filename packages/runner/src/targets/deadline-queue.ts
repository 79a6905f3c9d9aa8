/**
 * Deadlines that are all of the same length. A run has one for each turn, and nearly none is met, so a
 * timer for each would be the larger part of a quick turn: here one timer looks after all of them.
 */
export class DeadlineQueue<T> {
  readonly #milliseconds: number;
  readonly #expire: (entry: T) => void;
  /** When each is due; the order in which they were added is the order in which they are due. */
  readonly #due = new Map<T, number>();
  #armed = false;

  /** @param expire - called for each entry that is still there when its time is up */
  constructor(milliseconds: number, expire: (entry: T) => void) {
    this.#milliseconds = milliseconds;
    this.#expire = expire;
  }

  /** Adds an entry, or begins its time anew. */
  set(entry: T): void {
    this.#due.delete(entry);
    this.#due.set(entry, performance.now() + this.#milliseconds);
    if (!this.#armed) this.#arm(this.#milliseconds);
  }

  /** Begins the time of an entry anew, if it is there. */
  touch(entry: T): void {
    if (this.#due.has(entry)) this.set(entry);
  }

  /** The entry needs no looking after any more. */
  delete(entry: T): void {
    this.#due.delete(entry);
  }

  #arm(milliseconds: number): void {
    this.#armed = true;
    // What is waited for keeps the process alive, not the waiting.
    setTimeout(() => this.#check(), Math.ceil(milliseconds)).unref();
  }

  #check(): void {
    this.#armed = false;
    const now = performance.now();
    for (const [entry, due] of this.#due) {
      if (due > now) {
        this.#arm(due - now);
        return;
      }
      this.#due.delete(entry);
      this.#expire(entry);
    }
  }
}
