import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { AgentReply } from '../targets/target.js';
import type { RegexTester } from './regex-tester.js';

/** What the agent said in one turn, as the criteria see it: raw, and only in memory. */
export interface Answer extends AgentReply {
  /** Milliseconds from the input to the final answer. */
  latencyMs: number;
  /** All that the user had typed until then, oldest first. */
  typed: readonly string[];
}

/** What criteria may use while they judge. */
export interface JudgingTools {
  /** Its rules are those of `no-pii` and `no-secrets`. */
  sanitizer: Sanitizer;
  regex: RegexTester;
}

/** Whether something was so, and in one sentence what was found. Negation turns `met` round. */
export interface Finding {
  met: boolean;
  reason: string;
}

/** A kind of criterion with its value filled in. */
interface Check {
  /** What is expected, in one line. */
  expected: string;
  /**
   * Looks at the answers of a turn (one) or of a whole case (all of them, oldest first).
   * @throws CriterionFault when it cannot tell
   */
  examine(answers: readonly Answer[], tools: JudgingTools): Finding | Promise<Finding>;
}

/** A criterion as a scenario asks for it. */
export interface Criterion {
  /** As it was written: `contains`, `not-regex`. */
  type: string;
  negated: boolean;
  weight: number;
  required: boolean;
  check: Check;
}

/** A kind of criterion: its name and how a value of the scenario becomes a check. */
export interface CriterionKind {
  type: string;
  /**
   * @param value - what stands behind the name in the scenario; `undefined` when nothing does
   * @throws CriterionValueError when the kind cannot use the value
   */
  create(value: unknown): Check;
}

/** The value of a criterion makes no sense; the message says what would. */
export class CriterionValueError extends Error {
  override readonly name = 'CriterionValueError';
}

/** A criterion could not judge: that is an error, neither a pass nor a fail. */
export class CriterionFault extends Error {
  override readonly name = 'CriterionFault';
  /** Stable: `criterion_timeout`, `criterion_failed`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
