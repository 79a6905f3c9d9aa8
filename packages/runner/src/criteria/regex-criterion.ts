import { type CriterionKind, CriterionValueError } from './criterion.js';

/**
 * Some answer matches the expression: a plain source (`order \d+`), or with flags between slashes
 * (`/order \d+/i`).
 */
export const regex: CriterionKind = {
  type: 'regex',
  create: ({ value }) => {
    const pattern = parsePattern(value);
    return {
      expected: String(pattern),
      examine: async (answers, tools) => {
        for (const { text } of answers) {
          const result = tools.regex.test(pattern, text);
          if (typeof result === 'boolean' ? result : await result) {
            return { met: true, reason: `The answer matches ${pattern}.` };
          }
        }
        return { met: false, reason: `No answer matches ${pattern}.` };
      },
    };
  },
};

/**
 * Reads an expression as people write it in YAML.
 * @throws CriterionValueError
 */
export function parsePattern(value: unknown): RegExp {
  if (typeof value !== 'string' || value === '') {
    throw new CriterionValueError('it needs a regular expression, such as regex: "order [0-9]+"');
  }
  const literal = /^\/(.+)\/([a-z]*)$/s.exec(value);
  try {
    return literal === null ? new RegExp(value) : new RegExp(literal[1] ?? '', literal[2]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CriterionValueError(`its regular expression cannot be read: ${why}`);
  }
}
