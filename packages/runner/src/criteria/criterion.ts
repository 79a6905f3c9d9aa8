import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { JudgeUsage } from '../judge/judge-usage.js';
import type { LazyJudge } from '../judge/lazy-judge.js';
import type { AgentReply } from '../targets/target.js';
import type { CriterionModules } from './criterion-modules.js';
import type { RegexTester } from './regex-tester.js';
import type { RunBound } from './run-criteria.js';
import type { ScriptRunner } from './script-runner.js';

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
  scripts: ScriptRunner;
  /** `null` when none is configured. */
  judge: Pick<LazyJudge, 'ask'> | null;
}

/** Whether something was so, and in one sentence what was found. Negation turns `met` round. */
export interface Finding {
  /** `null` when there is nobody who could tell: the criterion is `unjudged`. */
  met: boolean | null;
  /** How far it was so, in [0, 1]. Default: 1 when met, else 0. */
  score?: number;
  reason: string;
  /** What asking a judge took. */
  usage?: JudgeUsage;
}

/** A kind of criterion with its value filled in. */
export interface Check {
  /** What is expected, in one line. Two checks that expect different things say different things. */
  expected: string;
  /** For a check of the whole run, which is judged over its rows; it examines no answers. */
  run?: RunBound;
  /** Whether it asks the judge. */
  usesJudge?: boolean;
  /**
   * Looks at the answers of a turn (one) or of a whole case (all of them, oldest first).
   * @param earlier - what was answered before these, as far as that is known
   * @throws CriterionFault when it cannot tell
   */
  examine(
    answers: readonly Answer[],
    tools: JudgingTools,
    earlier: readonly Answer[],
  ): Finding | Promise<Finding>;
}

/** What a criterion looks at: each turn's answer by itself, all answers of a case, or all rows of a run. */
export type CriterionScope = 'turn' | 'case' | 'run';

/** A criterion as a scenario asks for it. */
export interface Criterion {
  /** As it was written: `contains`, `not-regex`. */
  type: string;
  negated: boolean;
  scope: CriterionScope;
  weight: number;
  required: boolean;
  check: Check;
}

/** What a scenario says of one criterion. */
interface GivenCriterion {
  /** What stands behind the name; `undefined` when nothing does. */
  value: unknown;
  /** What stands beside it, of the kind's own options. */
  options: Readonly<Record<string, unknown>>;
}

/** What a kind may ask for while it makes a check. */
export interface CriterionContext {
  /** The project's folder, to which paths are relative. */
  root: string;
  /** The user's own files. */
  modules: CriterionModules;
  /** As the scenario says it; `undefined` where it says nothing. */
  scope: unknown;
  /**
   * Reads criteria within a criterion.
   * @throws CriterionSyntaxError
   */
  readParts(list: readonly unknown[], path: readonly (string | number)[]): Criterion[];
}

/** A kind of criterion: its name and how what a scenario says becomes a check. */
export interface CriterionKind {
  type: string;
  /** Whether a check is made of a text as quickly as one that was made before is looked up. Default: no. */
  isQuick?: true;
  /** The keys that may stand beside the value, besides those of every criterion. Default: none. */
  options?: readonly string[] | 'any';
  /**
   * The name that the value has where value and options stand in one mapping:
   * `llm_judge: { rubric: …, threshold: 0.8 }`. Without it a mapping is the value itself.
   */
  valueKey?: string;
  /**
   * @throws CriterionValueError when the kind cannot use what it is given
   */
  create(given: GivenCriterion, context: CriterionContext): Check;
}

/** What is given to a criterion makes no sense; the message says what would. */
export class CriterionValueError extends Error {
  override readonly name = 'CriterionValueError';
  /** Where it stands, from the value; an option's name first for an option. */
  readonly path: readonly (string | number)[];

  /**
   * @param message - goes on after "The criterion … cannot be used:", without a full stop
   * @param path - empty for the value itself
   */
  constructor(message: string, path: readonly (string | number)[] = []) {
    super(message);
    this.path = path;
  }
}

/** A criterion could not judge: that is an error, neither a pass nor a fail. */
export class CriterionFault extends Error {
  override readonly name = 'CriterionFault';
  /** Stable: `criterion_timeout`, `criterion_failed`, `criterion_score_invalid`, `criterion_no_data`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
