/** What must be undone at the end, last begun first. */
export class Cleanup {
  readonly #steps: (() => Promise<void>)[] = [];
  #running: Promise<void> | undefined;

  /** Adds what undoes the step just taken. */
  add(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  /**
   * Undoes everything once, however often it is called. A step that fails keeps no other from
   * its turn.
   *
   * @throws AggregateError with what the failed steps threw
   */
  run(): Promise<void> {
    this.#running ??= this.#undo();
    return this.#running;
  }

  async #undo(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, 'The platform did not stop cleanly.');
    }
  }
}
