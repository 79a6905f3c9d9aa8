import { Cancellation } from '../targets/cancellation.js';
import { type Deadline, DeadlineQueue } from '../targets/deadline-queue.js';
import { inWords } from '../targets/in-words.js';
import { TargetFault } from '../targets/target.js';

/** Durations that are looked after together; scenarios may have any number of their own. */
const MOST_QUEUES = 64;

/** The deadlines of a run's cases. */
export class CaseDeadlines {
  readonly #queues = new Map<number, DeadlineQueue<CaseDeadline>>();

  /** What looks after the deadlines of this length. */
  queueOf(milliseconds: number): DeadlineQueue<CaseDeadline> {
    const known = this.#queues.get(milliseconds);
    if (known !== undefined) return known;
    const queue = new DeadlineQueue<CaseDeadline>(milliseconds, (deadline) => deadline.expire());
    if (this.#queues.size < MOST_QUEUES) this.#queues.set(milliseconds, queue);
    return queue;
  }
}

/** The time that a case has. It stands still while the agent has asked to be left alone. */
export class CaseDeadline {
  /** Cancelled when the run is, or with a fault when the case's time is up. */
  readonly cancellation = new Cancellation();
  readonly #caseMs: number;
  readonly #release: () => void;
  #queue: DeadlineQueue<CaseDeadline>;
  #deadline: Deadline<CaseDeadline>;
  /** What is left of it while it stands still, in milliseconds. */
  #left = 0;

  constructor(caseMs: number, deadlines: CaseDeadlines, stop: Cancellation) {
    this.#caseMs = caseMs;
    this.#release = stop.listen((reason) => this.cancellation.cancel(reason));
    this.#queue = deadlines.queueOf(caseMs);
    this.#deadline = this.#queue.set(this);
  }

  /** Stops the clock. */
  hold(): void {
    this.#queue.delete(this.#deadline);
    this.#left = this.#deadline.due - performance.now();
  }

  /** Lets it go on. */
  resume(): void {
    this.#queue = new DeadlineQueue(Math.max(1, this.#left), () => this.expire());
    this.#deadline = this.#queue.set(this);
  }

  /** The case is over. */
  end(): void {
    this.#queue.delete(this.#deadline);
    this.#release();
  }

  /** Its time is up. */
  expire(): void {
    this.cancellation.cancel(
      new TargetFault('target_timeout', `The case took longer than ${inWords(this.#caseMs)}.`, {
        retryable: false,
      }),
    );
  }
}
