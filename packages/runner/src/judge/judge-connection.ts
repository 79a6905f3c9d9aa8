import { setTimeout as sleep } from 'node:timers/promises';
import { CriterionFault } from '../criteria/criterion.js';
import { backoff } from '../pipeline/backoff.js';
import { type RequestForm, readComplaint, simplerForm } from './chat-completion.js';
import { type HttpAnswer, HttpProblem, type JsonEndpoint, postJson } from './judge-http.js';

/** How often a passing fault is met by asking again. */
const MOST_FAULTS = 3;
/** How often "too many requests" is, where each time says how long to wait. */
const MOST_REFUSALS = 10;
/** Nobody waits longer for a judge; the error says how long it asked for. */
const LONGEST_WAIT_MS = 300_000;
const LONGEST_COMPLAINT = 300;
const PASSING = new Set([408, 409, 425, 500, 502, 503, 504, 529]);

/** What a {@link JudgeConnection} is made from. */
export interface JudgeConnectionOptions {
  endpoint: JsonEndpoint;
  timeoutMs: number;
  /** How many requests may be under way. */
  parallel: number;
  temperature: number | null;
  /** Makes a text of the API's fit to be shown: it may repeat the key, or what was said. */
  clean(text: string): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** In [0, 1). */
  random(): number;
}

/**
 * Sends requests to one API and puts up with it: a bounded number at a time, again after passing
 * faults, later when it says "too many requests", in a simpler form when it does not know ours. An API
 * that refuses the key or does not know the model is asked once, and not again for every case.
 */
export class JudgeConnection {
  readonly #options: JudgeConnectionOptions;
  readonly #stop = new AbortController();
  readonly #waiting: (() => void)[] = [];
  #places: number;
  #form: RequestForm;
  /** Until then nobody asks: the API said so to one of them. */
  #notBefore = 0;
  #broken: CriterionFault | null = null;

  constructor(options: JudgeConnectionOptions) {
    this.#options = options;
    this.#places = options.parallel;
    this.#form = { format: 'json_schema', temperature: options.temperature };
  }

  /**
   * @param body - the request in the form that the API takes
   * @returns the body of an answer with status 200
   * @throws CriterionFault `judge_unreachable`, `judge_timeout`, `judge_refused`,
   *   `judge_rate_limited`, `judge_failed`
   * @throws the reason, once it was closed
   */
  async post(body: (form: RequestForm) => string): Promise<string> {
    await this.#enter();
    try {
      return await this.#persist(body);
    } finally {
      this.#leave();
    }
  }

  /** @param reason - what requests that are under way end with */
  close(reason: unknown = new CriterionFault('judge_failed', 'The run is over.')): void {
    this.#stop.abort(reason);
  }

  async #persist(body: (form: RequestForm) => string): Promise<string> {
    let faults = 0;
    let refusals = 0;
    for (;;) {
      await this.#untilAllowed();
      if (this.#broken !== null) throw this.#broken;
      const form = this.#form;
      const answer = await this.#try(body(form));
      if (!(answer instanceof CriterionFault) && answer.status === 200) return answer.body;
      if (answer instanceof CriterionFault || PASSING.has(answer.status)) {
        faults += 1;
        if (faults >= MOST_FAULTS) throw this.#lasting(answer);
        const asked = answer instanceof CriterionFault ? null : answer.retryAfterMs;
        await this.#pause(asked ?? backoff(faults, this.#options.random));
      } else if (answer.status === 429) {
        refusals += 1;
        const wait = answer.retryAfterMs ?? backoff(refusals, this.#options.random);
        if (refusals >= MOST_REFUSALS || wait > LONGEST_WAIT_MS) throw this.#limited(wait);
        this.#notBefore = Math.max(this.#notBefore, performance.now() + wait);
      } else {
        const simpler = this.#simpler(form, answer);
        if (simpler === null) throw this.#refused(answer);
        this.#form = simpler;
      }
    }
  }

  async #try(body: string): Promise<HttpAnswer | CriterionFault> {
    const { endpoint, timeoutMs, now } = this.#options;
    try {
      return await postJson(endpoint, body, { timeoutMs, signal: this.#stop.signal, now });
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      return error.code === 'timeout'
        ? new CriterionFault('judge_timeout', `The judge did not answer within ${timeoutMs} ms.`)
        : new CriterionFault(
            'judge_unreachable',
            `The judge at ${endpoint.url.origin} cannot be reached (${error.code}).`,
          );
    }
  }

  /** Meanwhile another request may have found out the same. */
  #simpler(form: RequestForm, answer: HttpAnswer): RequestForm | null {
    if (answer.status !== 400 && answer.status !== 422) return null;
    if (this.#form !== form) return this.#form;
    return simplerForm(form, readComplaint(answer.body) || answer.body);
  }

  #lasting(answer: HttpAnswer | CriterionFault): CriterionFault {
    if (answer instanceof CriterionFault) return answer;
    return new CriterionFault('judge_failed', this.#said(answer));
  }

  #limited(waitMs: number): CriterionFault {
    return new CriterionFault(
      'judge_rate_limited',
      `The judge takes no more requests for ${Math.ceil(waitMs / 1000)} s.`,
    );
  }

  #refused(answer: HttpAnswer): CriterionFault {
    const fault = new CriterionFault('judge_refused', this.#said(answer));
    if ([401, 403, 404].includes(answer.status)) this.#broken = fault;
    return fault;
  }

  #said({ status, body }: HttpAnswer): string {
    const complaint = this.#options.clean(readComplaint(body)).slice(0, LONGEST_COMPLAINT);
    return `The judge at ${this.#options.endpoint.url.origin} answered with status ${status}${complaint === '' ? '.' : `: ${complaint}`}`;
  }

  async #untilAllowed(): Promise<void> {
    for (;;) {
      const wait = this.#notBefore - performance.now();
      if (wait <= 0) return;
      // Who waited together shall not come back together.
      await this.#pause(wait + this.#options.random() * Math.min(1000, wait / 4));
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    await sleep(Math.min(milliseconds, LONGEST_WAIT_MS), undefined, { signal }).catch(() => {
      throw signal.reason;
    });
  }

  async #enter(): Promise<void> {
    this.#stop.signal.throwIfAborted();
    if (this.#places > 0) {
      this.#places -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#stop.signal.throwIfAborted();
  }

  /** The place goes to whoever waits longest. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#places += 1;
    else next();
  }
}
