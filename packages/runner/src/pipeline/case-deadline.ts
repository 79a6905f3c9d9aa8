import { Cancellation } from '../targets/cancellation.js';
import { inWords } from '../targets/in-words.js';
import { TargetFault } from '../targets/target.js';

/** The time that a case has. It stands still while the agent has asked to be left alone. */
export class CaseDeadline {
  /** Cancelled when the run is, or with a fault when the case's time is up. */
  readonly cancellation = new Cancellation();
  readonly #caseMs: number;
  readonly #release: () => void;
  #timer: NodeJS.Timeout;
  #started: number;
  #left: number;

  constructor(caseMs: number, stop: Cancellation) {
    this.#caseMs = caseMs;
    this.#left = caseMs;
    this.#release = stop.listen((reason) => this.cancellation.cancel(reason));
    this.#started = performance.now();
    this.#timer = setTimeout(this.#expire, caseMs);
  }

  /** Stops the clock. */
  hold(): void {
    clearTimeout(this.#timer);
    this.#left -= performance.now() - this.#started;
  }

  /** Lets it go on. */
  resume(): void {
    this.#started = performance.now();
    this.#timer = setTimeout(this.#expire, Math.max(1, this.#left));
  }

  /** The case is over. */
  end(): void {
    clearTimeout(this.#timer);
    this.#release();
  }

  readonly #expire = (): void => {
    this.cancellation.cancel(
      new TargetFault('target_timeout', `The case took longer than ${inWords(this.#caseMs)}.`, {
        retryable: false,
      }),
    );
  };
}
