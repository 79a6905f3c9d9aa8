/** Somebody who waits, in a linked list: sets and maps keep alive for long what goes through them quickly. */
interface Listener {
  tell: ((reason: unknown) => void) | null;
  before: Listener | null;
  after: Listener | null;
}

/**
 * Tells those who wait that they need not. It does for a run with a million cases what an AbortSignal
 * does for one request: an AbortSignal for each case and turn would cost more than all the rest of the
 * engine together.
 */
export class Cancellation {
  #last: Listener | null = null;
  #cancelled = false;
  #reason: unknown = null;

  /** Whether it has happened. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** What it happened for; `null` before. */
  get reason(): unknown {
    return this.#reason;
  }

  /** Tells everybody who listens, once. */
  cancel(reason: unknown): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    this.#reason = reason;
    const told: Listener[] = [];
    for (let one = this.#last; one !== null; one = one.before) told.push(one);
    // Whoever stops listening while others are told is not told any more.
    for (const { tell } of told.reverse()) tell?.(reason);
  }

  /**
   * Calls the listener when it happens, or at once when it has.
   * @returns stops listening
   */
  listen(tell: (reason: unknown) => void): () => void {
    if (this.#cancelled) {
      tell(this.#reason);
      return () => undefined;
    }
    const listener: Listener = { tell, before: this.#last, after: null };
    if (this.#last !== null) this.#last.after = listener;
    this.#last = listener;
    return () => this.#remove(listener);
  }

  #remove(listener: Listener): void {
    if (listener.tell === null) return;
    const { before, after } = listener;
    if (before !== null) before.after = after;
    if (after !== null) after.before = before;
    else this.#last = before;
    listener.tell = null;
    listener.before = null;
    listener.after = null;
  }

  /** @throws the reason, once it has happened */
  throwIfCancelled(): void {
    if (this.#cancelled) throw this.#reason;
  }
}
