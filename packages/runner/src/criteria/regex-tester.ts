import { DeadlineWorker } from './deadline-worker.js';

/** How long one user's expression may take on one text. */
const DEFAULT_DEADLINE_MS = 1000;
/** A text up to this long costs a quadratic expression a few milliseconds at most. */
const SHORT_TEXT = 2000;

const WORKER_SOURCE = `
function handle({ source, flags, text }, begin) {
  begin();
  return new RegExp(source, flags).test(text);
}
`;

/**
 * Tries a user's regular expressions without letting one hang the run. An expression whose cost is
 * plainly bounded runs at once; any other runs in a worker that is stopped when its time is up. The
 * worker starts when it is first needed.
 */
export class RegexTester {
  readonly #deadlineMs: number;
  readonly #worker = new DeadlineWorker({ source: WORKER_SOURCE });

  /** @param deadlineMs - for one expression on one text */
  constructor(deadlineMs: number = DEFAULT_DEADLINE_MS) {
    this.#deadlineMs = deadlineMs;
  }

  /**
   * Whether the expression matches anywhere in the text.
   * @throws CriterionFault `criterion_timeout`
   */
  test(pattern: RegExp, text: string): boolean | Promise<boolean> {
    if (isBounded(pattern.source, text.length)) {
      return new RegExp(pattern.source, pattern.flags).test(text);
    }
    return this.#testInWorker(pattern, text);
  }

  /**
   * Stops the worker.
   * @param reason - what is still being tried is rejected with it
   */
  async close(reason?: unknown): Promise<void> {
    await this.#worker.close(reason);
  }

  async #testInWorker({ source, flags }: RegExp, text: string): Promise<boolean> {
    const found = await this.#worker.run(
      { source, flags, text },
      {
        ms: this.#deadlineMs,
        message: `The regular expression /${source}/ took longer than ${this.#deadlineMs} ms on an answer of ${text.length} characters.`,
      },
    );
    return found === true;
  }
}

/**
 * True when backtracking cannot make the expression slow: no group is repeated, nothing refers back,
 * at most two places offer a choice, and at most one part repeats without limit, on a short text
 * only. It may say no to a harmless one; it must not say yes to a harmful one.
 */
export function isBounded(source: string, textLength: number): boolean {
  let unlimited = 0;
  let choices = 0;
  let depth = 0;
  let inClass = false;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index];
    if (character === '\\') {
      index += 1;
      if (/[1-9k]/.test(source[index] ?? '')) return false;
    } else if (inClass) {
      if (character === ']') inClass = false;
    } else if (character === '[') {
      inClass = true;
    } else if (character === '(') {
      depth += 1;
    } else if (character === ')') {
      depth -= 1;
    } else if (character === '|') {
      // Between whole alternatives nothing is tried in combination; within groups everything is.
      if (depth > 0) choices += 1;
    } else if (character === '{') {
      return false;
    } else if (character === '*' || character === '+') {
      if (source[index - 1] === ')') return false;
      unlimited += 1;
    } else if (character === '?') {
      // Behind "(" it opens a special group, behind "*" and "+" it makes them lazy.
      if (!/[(*+]/.test(source[index - 1] ?? '')) choices += 1;
    }
  }
  return choices <= 2 && (unlimited === 0 || (unlimited === 1 && textLength <= SHORT_TEXT));
}
