import { lastText } from './answer-text.js';
import type { CriterionKind, Finding } from './criterion.js';
import { textValue } from './given-value.js';

/** Some answer contains the text, letter by letter. */
export const contains: CriterionKind = {
  type: 'contains',
  isQuick: true,
  create: ({ value }) => {
    const needle = textValue(value, 'contains: "order"');
    return {
      expected: needle,
      examine: (answers) =>
        found(
          answers.some(({ text }) => text.includes(needle)),
          'contains',
          needle,
        ),
    };
  },
};

/** Some answer contains the text, upper or lower case. */
export const icontains: CriterionKind = {
  type: 'icontains',
  isQuick: true,
  create: ({ value }) => {
    const needle = textValue(value, 'icontains: "order"');
    const folded = needle.toLowerCase();
    return {
      expected: needle,
      examine: (answers) =>
        found(
          answers.some(({ text }) => text.toLowerCase().includes(folded)),
          'contains',
          needle,
        ),
    };
  },
};

/** Some answer begins with the text, but for white space before it. */
export const startsWith: CriterionKind = {
  type: 'starts-with',
  isQuick: true,
  create: ({ value }) => {
    const start = textValue(value, 'starts-with: "Hello"');
    return {
      expected: start,
      examine: (answers) =>
        found(
          answers.some(({ text }) => text.trimStart().startsWith(start.trimStart())),
          'begins with',
          start,
        ),
    };
  },
};

/** The last answer is the text, but for white space around it. */
export const equals: CriterionKind = {
  type: 'equals',
  isQuick: true,
  create: ({ value }) => {
    const wanted = textValue(value, 'equals: "yes"');
    return {
      expected: wanted,
      examine: (answers) => found(lastText(answers).trim() === wanted.trim(), 'is exactly', wanted),
    };
  },
};

function found(met: boolean, verb: string, text: string): Finding {
  return {
    met,
    reason: met ? `The answer ${verb} "${text}".` : `No answer ${verb} "${text}".`,
  };
}
