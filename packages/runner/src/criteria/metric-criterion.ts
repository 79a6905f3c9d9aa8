import { nearest, parseDuration } from '@fluxloop/core/notation';
import {
  type Answer,
  type Check,
  CriterionFault,
  type CriterionKind,
  CriterionValueError,
  type Finding,
} from './criterion.js';
import { MODULE_DEADLINE_MS } from './criterion-modules.js';
import { conversation } from './custom-input.js';
import { deadlineOption, isMapping, numberOption, percent, textValue } from './given-value.js';
import { moduleUse } from './module-criterion.js';
import { countWords } from './number-criteria.js';
import { RUN_METRICS, type RunMetric } from './run-criteria.js';

/** What can be measured of the answers themselves; of several answers it is the sum. */
const MEASURES: Readonly<Record<string, (answer: Answer) => number | undefined>> = {
  answers: () => 1,
  characters: ({ text }) => Array.from(text).length,
  words: ({ text }) => countWords(text),
  latency: ({ latencyMs }) => latencyMs,
  tool_calls: ({ toolCalls = [] }) => toolCalls.length,
  input_tokens: ({ usage }) => usage?.inputTokens,
  output_tokens: ({ usage }) => usage?.outputTokens,
  cost: ({ usage }) => usage?.costUsd,
};
const OWN_OPTIONS: ReadonlySet<string> = new Set([
  'min',
  'max',
  'scale',
  'threshold',
  'pick',
  'timeout',
]);

/** Where a number must lie, and how it becomes a score. */
interface Bounds {
  min: number;
  max: number;
  /** The number that is worth 0, and the one that is worth 1. */
  scale: readonly [number, number] | null;
  threshold: number;
}

/**
 * A number lies between `min` and `max`: one of the answers (`words`), one that a file of the user's
 * gives back, or one of the whole run (`pass_rate`).
 */
export const metric: CriterionKind = {
  type: 'metric',
  options: 'any',
  create: ({ value, options }, context) => {
    const name = textValue(value, 'metric: words, with max: 100 beside it');
    const runMetric = RUN_METRICS.find((one) => one === name);
    if (runMetric !== undefined && (context.scope === 'run' || !Object.hasOwn(MEASURES, name))) {
      return runCheck(runMetric, options);
    }
    const measure = Object.hasOwn(MEASURES, name) ? MEASURES[name] : undefined;
    if (measure !== undefined) {
      refuseOthers(options, ['min', 'max', 'scale', 'threshold']);
      const bounds = readBounds(name, options);
      return {
        expected: boundsInWords(name, bounds),
        examine: (answers) => judgeNumber(name, sumOf(name, answers, measure), bounds),
      };
    }
    if (!/[./\\]/.test(name)) throw unknownMetric(name);
    const rest = Object.fromEntries(
      Object.entries(options).filter(([key]) => !OWN_OPTIONS.has(key)),
    );
    const use = moduleUse(name, rest, context);
    const bounds = readBounds(name, options);
    const pick = options.pick === undefined ? null : textValue(options.pick, 'pick: brevity');
    const deadline = deadlineOption(options.timeout, MODULE_DEADLINE_MS);
    const { modules } = context;
    return {
      expected: boundsInWords(
        [name, pick, ...Object.entries(rest).map(([key, one]) => `${key}=${JSON.stringify(one)}`)]
          .filter((part) => part !== null)
          .join(' '),
        bounds,
      ),
      examine: async (answers, _tools, earlier) => {
        const given = await modules.judge(use, conversation(answers, earlier), deadline);
        return judgeNumber(pick ?? name, numberIn(given, pick, name), bounds);
      },
    };
  },
};

function runCheck(name: RunMetric, options: Readonly<Record<string, unknown>>): Check {
  refuseOthers(options, ['min', 'max']);
  const limit = (key: 'min' | 'max') => {
    const written = options[key];
    if (!name.endsWith('_latency') || written === undefined) {
      return numberOption(options, key, { least: 0, otherwise: undefined });
    }
    const duration = parseDuration(written);
    if (duration !== null) return duration;
    throw new CriterionValueError(`"${key}" must be a duration, such as 2s or 500ms`, [key]);
  };
  const [min, max] = [limit('min'), limit('max')];
  if (min === undefined && max === undefined) throw noBounds(name);
  if ((min ?? 0) > (max ?? Number.POSITIVE_INFINITY)) throw wrongOrder();
  return {
    expected: boundsInWords(name, {
      min: min ?? Number.NEGATIVE_INFINITY,
      max: max ?? Number.POSITIVE_INFINITY,
      scale: null,
      threshold: 0,
    }),
    run: {
      metric: name,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    },
    examine: () => {
      throw new TypeError(`${name} is judged over the rows of a run.`);
    },
  };
}

function judgeNumber(name: string, value: number, bounds: Bounds): Finding {
  const { min, max, scale, threshold } = bounds;
  if (!Number.isFinite(value)) {
    throw new CriterionFault('criterion_score_invalid', `${name} is ${value}, which is no number.`);
  }
  const within = value >= min && value <= max;
  const score = scale === null ? Number(within) : scaled(value, scale);
  return {
    met: within && score >= threshold - 1e-9,
    score,
    reason: `${name} is ${Number(value.toPrecision(6))}${scale === null ? '' : `, worth ${percent(score)}`}.`,
  };
}

/** Where the number lies on the way from worst to best; beyond either end it is that end. */
function scaled(value: number, [worst, best]: readonly [number, number]): number {
  return Math.min(1, Math.max(0, (value - worst) / (best - worst)));
}

function sumOf(
  name: string,
  answers: readonly Answer[],
  measure: (answer: Answer) => number | undefined,
): number {
  let sum = 0;
  for (const answer of answers) {
    const value = measure(answer);
    if (value === undefined) {
      throw new CriterionFault('criterion_no_data', `The agent did not report its ${name}.`);
    }
    sum += value;
  }
  return sum;
}

/** A number as it is, or the one of a name among several. */
function numberIn(given: unknown, pick: string | null, module: string): number {
  const value = pick === null ? given : isMapping(given) ? given[pick] : undefined;
  if (typeof value === 'number') return value;
  throw new CriterionFault(
    'criterion_failed',
    pick === null
      ? `${module} gave back no number; of several, name one: pick: …`
      : `${module} gave back no number named "${pick}".`,
  );
}

function readBounds(name: string, options: Readonly<Record<string, unknown>>): Bounds {
  const least = Number.NEGATIVE_INFINITY;
  const most = Number.POSITIVE_INFINITY;
  const scale = readScale(options.scale);
  if (options.min === undefined && options.max === undefined && scale === null)
    throw noBounds(name);
  const min = numberOption(options, 'min', { least, otherwise: least });
  const max = numberOption(options, 'max', { least, otherwise: most });
  if (min > max) throw wrongOrder();
  // With bounds, they decide; without, a scale does.
  const otherwise = scale !== null && min === least && max === most ? 0.5 : 0;
  const threshold = numberOption(options, 'threshold', { least: 0, most: 1, otherwise });
  return { min, max, scale, threshold };
}

function readScale(value: unknown): readonly [number, number] | null {
  if (value === undefined) return null;
  const [worst, best, ...others] = Array.isArray(value) ? value : [];
  const fits = [worst, best].every((one) => typeof one === 'number' && Number.isFinite(one));
  if (fits && worst !== best && others.length === 0) return [worst, best];
  throw new CriterionValueError('"scale" must be the number for 0 and the number for 1: [0, 10]', [
    'scale',
  ]);
}

function refuseOthers(options: Readonly<Record<string, unknown>>, known: readonly string[]): void {
  const other = Object.keys(options).find((key) => !known.includes(key));
  if (other === undefined) return;
  throw new CriterionValueError(`it has no "${other}", only ${known.join(', ')}`, [other]);
}

function unknownMetric(name: string): CriterionValueError {
  const known = [...new Set([...Object.keys(MEASURES), ...RUN_METRICS])];
  const close = nearest(name, known);
  return new CriterionValueError(
    close === undefined
      ? `there is no metric "${name}"; there are ${known.join(', ')}, and files such as ./metrics/${name}.ts`
      : `there is no metric "${name}"; did you mean "${close}"?`,
  );
}

function noBounds(name: string): CriterionValueError {
  return new CriterionValueError(`it needs "min", "max" or both for ${name}`);
}

function wrongOrder(): CriterionValueError {
  return new CriterionValueError('"min" must not be more than "max"', ['min']);
}

function boundsInWords(name: string, { min, max, scale, threshold }: Bounds): string {
  const limits = [
    ...(min === Number.NEGATIVE_INFINITY ? [] : [`at least ${min}`]),
    ...(max === Number.POSITIVE_INFINITY ? [] : [`at most ${max}`]),
    ...(scale === null ? [] : [`worth ${scale[0]} to ${scale[1]}`]),
    ...(threshold === 0 ? [] : [`at least ${percent(threshold)}`]),
  ];
  return `${name} ${limits.join(', ')}`;
}
