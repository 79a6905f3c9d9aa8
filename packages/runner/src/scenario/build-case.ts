import type { Criterion } from '../criteria/criterion.js';
import { CriterionSyntaxError, parseCriteria } from '../criteria/parse-criteria.js';
import type { Json } from './canonical-json.js';
import type { ScenarioInput } from './scenario-schema.js';
import type { TestCase } from './test-case.js';

/** What holds for every case of a scenario. */
export interface ScenarioFrame {
  name: string;
  criteria: readonly Criterion[];
  minScore: number;
}

/** Turns a problem with a criterion into an error that says where; `path` counts from the document. */
export type CriterionFailure = (
  path: readonly (string | number)[],
  error: CriterionSyntaxError,
) => Error;

/**
 * Makes a case of an input of a scenario.
 * @param path - of the input in its document
 * @throws what `failure` makes of a criterion that cannot be used
 */
export function buildCase(
  input: ScenarioInput,
  frame: ScenarioFrame,
  path: readonly (string | number)[],
  failure: CriterionFailure,
): TestCase {
  const own = criteriaAt(input.criteria, [...path, 'criteria'], failure);
  const turns = input.turns ?? [{ text: textOf(input), criteria: [] }];
  return {
    scenario: frame.name,
    title: input.name ?? null,
    turns: turns.map((turn, index) => {
      const context = ('context' in turn ? turn.context : undefined) ?? input.context;
      return {
        text: textOf(turn),
        ...(context === undefined ? {} : { context }),
        criteria: criteriaAt(turn.criteria, [...path, 'turns', index, 'criteria'], failure),
      };
    }),
    criteria: frame.criteria.length === 0 ? own : [...frame.criteria, ...own],
    minScore: input.min_score ?? frame.minScore,
    skip: skipReason(input.skip),
  };
}

/** Reads a list of criteria that stands at `path` in its document. */
export function criteriaAt(
  list: readonly unknown[],
  path: readonly (string | number)[],
  failure: CriterionFailure,
): Criterion[] {
  if (list.length === 0) return [];
  try {
    return parseCriteria(list);
  } catch (error) {
    if (!(error instanceof CriterionSyntaxError)) throw error;
    throw failure([...path, ...error.problem.path], error);
  }
}

/** The schema has seen to it that one of the two is there. */
function textOf({
  text,
  input,
}: {
  text?: string | undefined;
  input?: string | undefined;
}): string {
  return text ?? input ?? '';
}

function skipReason(skip: boolean | string | undefined): string | null {
  if (typeof skip === 'string') return skip;
  return skip === true ? 'The scenario says so.' : null;
}

/** What holds for every case, as a plain value, for the scenario's digest. */
export function frameContent({ name, minScore, criteria }: ScenarioFrame): Json {
  return [
    name,
    minScore,
    criteria.map(({ type, check, weight, required }) => [type, check.expected, weight, required]),
  ];
}
