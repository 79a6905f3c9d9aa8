type Listener = (reason: unknown) => void;

/**
 * Tells those who wait that they need not. It does for a run with a million cases what an AbortSignal
 * does for one request: an AbortSignal for each case and turn would cost more than all the rest of the
 * engine together.
 */
export class Cancellation {
  /** Most are listened to by one; a set is made for more. */
  #listener: Listener | null = null;
  #listeners: Set<Listener> | null = null;
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
    const listeners = [
      ...(this.#listener === null ? [] : [this.#listener]),
      ...(this.#listeners ?? []),
    ];
    this.#listener = null;
    this.#listeners = null;
    for (const listener of listeners) listener(reason);
  }

  /**
   * Calls the listener when it happens, or at once when it has.
   * @returns stops listening
   */
  listen(listener: Listener): () => void {
    if (this.#cancelled) {
      listener(this.#reason);
      return () => undefined;
    }
    if (this.#listener === null) {
      this.#listener = listener;
      return () => {
        if (this.#listener === listener) this.#listener = null;
      };
    }
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
    return () => this.#listeners?.delete(listener);
  }

  /** @throws the reason, once it has happened */
  throwIfCancelled(): void {
    if (this.#cancelled) throw this.#reason;
  }
}
