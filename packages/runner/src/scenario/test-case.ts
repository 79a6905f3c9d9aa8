import type { Criterion } from '../criteria/criterion.js';
import type { RunCriterion } from '../criteria/run-criteria.js';
import type { TurnInput } from '../targets/target.js';
import type { Json } from './canonical-json.js';
import type { CasePieces } from './case-source.js';
import type { Path, Place } from './place.js';

/** One thing that the user says, and what is expected of the answer to it. */
export interface CaseTurn extends TurnInput {
  criteria: readonly Criterion[];
}

/** One conversation to have with the agent. */
export interface TestCase {
  /** The scenario that it belongs to. */
  scenario: string;
  /** The title that the scenario gives it. */
  title: string | null;
  /** At least one. */
  turns: readonly CaseTurn[];
  /** What is expected of the conversation as a whole: the scenario's criteria, then the case's. */
  criteria: readonly Criterion[];
  /** Who asks; left out where nobody in particular. */
  persona?: string;
  /** How much it counts in the run's weighted score. Default: 1. */
  weight?: number;
  /** The longest that it may take, in milliseconds; left out where the run's bound holds. */
  timeoutMs?: number;
  /** The least score that passes, in [0, 1]. */
  minScore: number;
  /** Why it is not run; `null` when it is. */
  skip: string | null;
  /** Where it was read; left out where it was not read from a file. */
  source?: { place: Place; path: Path };
}

/** A stretch of a scenario's content. */
interface ScenarioContent {
  /** How many cases it holds. */
  cases: number;
  value: Json;
}

/** A named set of cases. */
export interface Scenario {
  name: string;
  /** Where it was found, relative to the project's root. */
  file: string;
  /** How often each of its cases runs; left out where the run's number holds. */
  iterations?: number;
  /** How many of its cases may run at the same time; left out where only the run's bound holds. */
  parallel?: number;
  /** What is judged once, over all of its rows; left out where nothing is. */
  runCriteria?: readonly RunCriterion[];
  /** Its cases in order, read as they are asked for. */
  cases(): AsyncIterable<TestCase>;
  /** The same, a stretch of the source at a time. */
  pieces(): CasePieces;
  /** What holds for all of its cases, as a plain value. */
  frame: Json;
  /** What its cases are made of, in order, for its digest. */
  content(): AsyncIterable<ScenarioContent>;
}
