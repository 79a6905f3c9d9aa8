import { TargetFault } from './target.js';

/** An agent that fails this often as a process, without an answer in between, is not started again. */
const MAX_FAULTS_IN_A_ROW = 5;

/** Keeps an agent that only crashes from being started for every case of a long run. */
export class StartLimit {
  #faults = 0;
  #last: TargetFault | null = null;

  /** A valid answer came. */
  readonly answered = (): void => {
    this.#faults = 0;
  };

  /** A process ended unasked, or had to be ended for what it printed. */
  readonly failed = (fault: TargetFault): void => {
    this.#faults += 1;
    this.#last = fault;
  };

  /** @throws TargetFault when the agent has failed too often in a row */
  check(): void {
    if (this.#last === null || this.#faults < MAX_FAULTS_IN_A_ROW) return;
    throw new TargetFault(
      this.#last.code,
      `The agent failed ${this.#faults} times in a row and is not started again. ${this.#last.message}`,
      { retryable: false },
    );
  }
}
