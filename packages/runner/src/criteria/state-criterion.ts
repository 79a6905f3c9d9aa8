import { canonicalJson, isJson, type Json } from '../scenario/canonical-json.js';
import { excerpt } from './answer-text.js';
import { CriterionFault, type CriterionKind, CriterionValueError } from './criterion.js';
import { isMapping } from './given-value.js';

/**
 * The state that the agent reported last has these values at these paths (`order.status`,
 * `items.0`); with `exact: true` it is the whole value and nothing else.
 */
export const stateEquals: CriterionKind = {
  type: 'state-equals',
  options: ['exact'],
  create: ({ value, options }) => {
    const { exact = false } = options;
    if (typeof exact !== 'boolean') {
      throw new CriterionValueError('"exact" must be true or false', ['exact']);
    }
    if (!isJson(value)) throw new CriterionValueError(USAGE);
    const wanted = exact ? null : pathsOf(value);
    return {
      expected: `${exact ? 'exactly ' : ''}${canonicalJson(value)}`,
      examine: (answers) => {
        const state = answers.at(-1)?.state;
        if (state === undefined) {
          throw new CriterionFault('criterion_no_data', 'The agent did not report its state.');
        }
        if (wanted === null) {
          const met = canonicalJson(state) === canonicalJson(value);
          return { met, reason: `The state is ${excerpt(canonicalJson(state), 200)}.` };
        }
        const wrong = wanted.filter(([path, one]) => !hasValue(state, path, one));
        const shown = wrong.map(([path]) => `${path.join('.')} is ${inWords(at(state, path))}`);
        return {
          met: wrong.length === 0,
          score: 1 - wrong.length / wanted.length,
          reason: wrong.length === 0 ? 'The state is as expected.' : `${shown.join('; ')}.`,
        };
      },
    };
  },
};

const USAGE = 'it needs paths and values, such as state-equals: { order.status: shipped }';

function pathsOf(value: Json): [path: string[], value: Json][] {
  if (!isMapping(value)) throw new CriterionValueError(USAGE);
  const paths = Object.entries(value).map(([path, one]): [string[], Json] => [
    path.split('.'),
    one as Json,
  ]);
  if (paths.length === 0) throw new CriterionValueError(USAGE);
  return paths;
}

function hasValue(state: Json, path: readonly string[], wanted: Json): boolean {
  const found = at(state, path);
  return found !== undefined && canonicalJson(found) === canonicalJson(wanted);
}

/** The value at a path; `undefined` where there is none. */
function at(state: Json, path: readonly string[]): Json | undefined {
  let current: Json | undefined = state;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) {
      return undefined;
    }
    current = (current as Readonly<Record<string, Json>>)[key];
  }
  return current;
}

function inWords(value: Json | undefined): string {
  return value === undefined ? 'missing' : excerpt(canonicalJson(value), 80);
}
