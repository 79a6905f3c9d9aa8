import { lastText } from './answer-text.js';
import { type CriterionKind, CriterionValueError } from './criterion.js';
import { isMapping, numberOption, wordOption } from './given-value.js';

/**
 * Numbers as English text has them: `42`, `-3.5`, `1,234.50`, `6e23`. Not the digits within a word
 * (`B2B`), nor the parts of a version or a date behind its first point.
 */
const NUMBER =
  /(?<![\p{L}\p{N}_.,])[-+−]?(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?|(?<![\p{L}\p{N}_.,])[-+−]?\.\d+/gu;

/** A number of the last answer is the number, or near it. */
export const numberEquals: CriterionKind = {
  type: 'number-equals',
  options: ['tolerance', 'which'],
  valueKey: 'value',
  create: ({ value, options }) => {
    const wanted = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof wanted !== 'number' || !Number.isFinite(wanted)) {
      throw new CriterionValueError('it needs a number, such as number-equals: 42');
    }
    const tolerance = numberOption(options, 'tolerance', { least: 0, otherwise: 0 });
    const which = wordOption(options, 'which', ['any', 'first', 'last']);
    return {
      expected: [
        String(wanted),
        ...(tolerance > 0 ? [`± ${tolerance}`] : []),
        ...(which === 'any' ? [] : [`as the ${which} number`]),
      ].join(' '),
      examine: (answers) => {
        const all = numbersIn(lastText(answers));
        const numbers = which === 'any' ? all : all.slice(...(which === 'first' ? [0, 1] : [-1]));
        // A difference of 0.1 must be within a tolerance of 0.1, also between 1.1 and 1.
        const slack = tolerance + Math.abs(wanted) * Number.EPSILON;
        const found = numbers.find((one) => Math.abs(one - wanted) <= slack);
        if (found !== undefined) return { met: true, reason: `The answer says ${found}.` };
        if (all.length === 0) return { met: false, reason: 'There is no number in the answer.' };
        const shown = numbers.slice(0, 5).join(', ');
        return { met: false, reason: `The answer says ${shown}, not ${wanted}.` };
      },
    };
  },
};

/** The numbers that stand in a text, in order. */
export function numbersIn(text: string): number[] {
  return Array.from(text.matchAll(NUMBER), ([written]) =>
    Number(written.replaceAll(',', '').replace('−', '-')),
  );
}

/** Every answer has so many words: a number, or `{ min, max }`. */
export const wordCount: CriterionKind = {
  type: 'word-count',
  options: ['min', 'max'],
  valueKey: 'value',
  create: ({ value, options }) => {
    const { min, max } = wordRange(value, options);
    return {
      expected: min === max ? `${min} words` : rangeInWords(min, max),
      examine: (answers) => {
        const counts = answers.map(({ text }) => countWords(text));
        const wrong = counts.find((count) => count < min || count > max);
        const shown = wrong ?? counts.at(-1) ?? 0;
        const whose = wrong !== undefined && counts.length > 1 ? 'An' : 'The';
        return {
          met: wrong === undefined,
          reason: `${whose} answer has ${shown} ${shown === 1 ? 'word' : 'words'}.`,
        };
      },
    };
  },
};

/**
 * How many words a text has: runs of letters, marks and digits, with hyphens and apostrophes inside.
 * Scripts that put no spaces between words count as one word for each run.
 */
export function countWords(text: string): number {
  return text.match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu)?.length ?? 0;
}

function wordRange(
  value: unknown,
  options: Readonly<Record<string, unknown>>,
): { min: number; max: number } {
  const usage = 'it needs a number of words, such as word-count: { max: 50 }';
  if (value !== undefined) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || isMapping(value)) {
      throw new CriterionValueError(usage);
    }
    return { min: value, max: value };
  }
  if (options.min === undefined && options.max === undefined) throw new CriterionValueError(usage);
  const min = numberOption(options, 'min', { least: 0, whole: true, otherwise: 0 });
  const max = numberOption(options, 'max', {
    least: 0,
    whole: true,
    otherwise: Number.POSITIVE_INFINITY,
  });
  if (min > max) throw new CriterionValueError('"min" must not be more than "max"', ['min']);
  return { min, max };
}

function rangeInWords(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return `at least ${min} words`;
  return min === 0 ? `at most ${max} words` : `${min} to ${max} words`;
}
