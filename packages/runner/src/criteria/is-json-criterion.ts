import { lastText } from './answer-text.js';
import type { CriterionKind } from './criterion.js';
import { noValue } from './given-value.js';

/** The last answer is JSON (RFC 8259), all of it. */
export const isJson: CriterionKind = {
  type: 'is-json',
  create: ({ value }) => {
    noValue('is-json', value);
    return {
      expected: 'JSON',
      examine: (answers) => {
        const { problem } = parseAnswer(lastText(answers));
        return problem === null
          ? { met: true, reason: 'The answer is JSON.' }
          : { met: false, reason: problem };
      },
    };
  },
};

/** An answer read as JSON; `problem` says in a sentence why it is none. */
export function parseAnswer(
  text: string,
): { problem: null; value: unknown } | { problem: string; value: undefined } {
  try {
    return { problem: null, value: JSON.parse(text) };
  } catch {
    // The parser's own words differ between versions of Node, and quote the answer.
    const fenced = /^\s*```/.test(text) ? ': it stands in a code block' : '';
    return { problem: `The answer is not JSON${fenced}.`, value: undefined };
  }
}
