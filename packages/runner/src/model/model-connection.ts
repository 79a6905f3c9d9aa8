import { setTimeout as sleep } from 'node:timers/promises';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { Secret } from '@fluxloop/core/secret';
import { HttpClient } from '../http/http-client.js';
import { HttpProblem } from '../http/http-problem.js';
import { sanitizeMessage } from '../ledger/sanitize-message.js';
import { backoff } from '../pipeline/backoff.js';
import { inWords } from '../targets/in-words.js';
import { MOST_ANSWER_BYTES, type ModelAnswer, readAnswer, readComplaint } from './model-answer.js';
import { ModelProblem } from './model-problem.js';
import { type JsonAnswer, type JsonEndpoint, postJson } from './post-json.js';
import {
  completionRequest,
  type ModelQuestion,
  type RequestForm,
  simplerForm,
} from './request-form.js';

/** How often a passing fault is met by asking again. */
const MOST_FAULTS = 3;
/** How often "too many requests" is, where each time says how long to wait. */
const MOST_REFUSALS = 10;
/** Nobody waits longer for a model; the error says how long it asked for. */
const LONGEST_WAIT_MS = 300_000;
const LONGEST_COMPLAINT = 300;
const PASSING = new Set([408, 409, 425, 500, 502, 503, 504, 529]);

/** What a {@link ModelConnection} is made from. */
export interface ModelConnectionOptions {
  /** What messages call the model: "judge", "model". */
  part: string;
  settings: {
    /** The address before `/chat/completions`. */
    base_url: string;
    model: string;
    /** Milliseconds for one answer. */
    timeout: number;
    /** How many requests may be under way. */
    parallel: number;
    /** `null` leaves it to the model. */
    temperature: number | null;
  };
  key: Secret | null;
  /** Where proxies are named. */
  env: Readonly<Record<string, string | undefined>>;
  /** Goes over what the API says before it is quoted: it may repeat what it was sent. */
  sanitizer: Sanitizer;
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
export class ModelConnection {
  readonly #options: ModelConnectionOptions;
  readonly #endpoint: JsonEndpoint;
  readonly #stop = new AbortController();
  readonly #waiting: (() => void)[] = [];
  #places: number;
  #form: RequestForm;
  /** Until then nobody asks: the API said so to one of them. */
  #notBefore = 0;
  #broken: ModelProblem | null = null;

  /** @throws ConfigurationError `proxy_invalid` */
  constructor(options: ModelConnectionOptions) {
    const { settings, key, env, now } = options;
    const url = new URL(`${settings.base_url.replace(/\/+$/, '')}/chat/completions`);
    this.#options = options;
    this.#endpoint = { client: new HttpClient(url.protocol, env, now), url, key };
    this.#places = settings.parallel;
    this.#form = { format: 'json_schema', temperature: settings.temperature };
  }

  /**
   * Asks, in the form that the API takes.
   * @throws ModelProblem
   * @throws the reason, once it was closed
   */
  async ask(question: Omit<ModelQuestion, 'model'>): Promise<ModelAnswer> {
    await this.#enter();
    try {
      return readAnswer(await this.#persist({ model: this.#options.settings.model, ...question }));
    } finally {
      this.#leave();
    }
  }

  /** @param reason - what requests that are under way end with */
  async close(reason: unknown = new ModelProblem('failed', 'The run is over.')): Promise<void> {
    this.#stop.abort(reason);
    await this.#endpoint.client.close();
  }

  async #persist(question: ModelQuestion): Promise<string> {
    let faults = 0;
    let refusals = 0;
    for (;;) {
      await this.#untilAllowed();
      if (this.#broken !== null) throw this.#broken;
      const form = this.#form;
      const answer = await this.#try(completionRequest(question, form));
      if (answer instanceof ModelProblem || PASSING.has(answer.status)) {
        faults += 1;
        if (faults >= MOST_FAULTS) throw this.#lasting(answer);
        const asked = answer instanceof ModelProblem ? null : answer.retryAfterMs;
        await this.#pause(asked ?? backoff(faults, this.#options.random));
      } else if (answer.status === 200) {
        return answer.body;
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

  /** @returns the problem when it may pass */
  async #try(body: string): Promise<JsonAnswer | ModelProblem> {
    const { part, settings } = this.#options;
    try {
      return await postJson(this.#endpoint, body, {
        timeoutMs: settings.timeout,
        mostBytes: MOST_ANSWER_BYTES,
        signal: this.#stop.signal,
      });
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      const message = `The ${part} at ${error.message}`;
      switch (error.kind) {
        case 'unreachable':
          return new ModelProblem('unreachable', message);
        case 'too_slow':
          return new ModelProblem(
            'timeout',
            `The ${part} did not answer within ${inWords(settings.timeout)}.`,
          );
        case 'too_large':
          throw new ModelProblem('failed', message);
        case 'redirected':
          this.#broken = new ModelProblem('refused', message);
          throw this.#broken;
      }
    }
  }

  /** Meanwhile another request may have found out the same. */
  #simpler(form: RequestForm, answer: JsonAnswer): RequestForm | null {
    if (answer.status !== 400 && answer.status !== 422) return null;
    if (this.#form !== form) return this.#form;
    return simplerForm(form, readComplaint(answer.body) || answer.body);
  }

  #lasting(answer: JsonAnswer | ModelProblem): ModelProblem {
    return answer instanceof ModelProblem ? answer : new ModelProblem('failed', this.#said(answer));
  }

  #limited(waitMs: number): ModelProblem {
    const seconds = Math.ceil(waitMs / 1000);
    return new ModelProblem(
      'rate_limited',
      `The ${this.#options.part} takes no more requests for ${seconds} s.`,
    );
  }

  #refused(answer: JsonAnswer): ModelProblem {
    const problem = new ModelProblem('refused', this.#said(answer));
    if ([401, 403, 404].includes(answer.status)) this.#broken = problem;
    return problem;
  }

  #said({ status, body }: JsonAnswer): string {
    const { part, key, sanitizer } = this.#options;
    const complaint = readComplaint(body);
    const masked = key === null ? complaint : complaint.replaceAll(key.reveal(), '***');
    const { text } = sanitizeMessage(masked, (one) => sanitizer.sanitize(one));
    const clean = text.replace(/\s+/g, ' ').slice(0, LONGEST_COMPLAINT);
    return `The ${part} at ${this.#endpoint.url.host} answered with status ${status}${clean === '' ? '.' : `: ${clean}`}`;
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
