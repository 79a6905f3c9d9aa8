import { type CriterionKind, CriterionValueError } from './criterion.js';

/** Some answer contains the text, letter by letter. */
export const contains: CriterionKind = {
  type: 'contains',
  create: (value) => {
    const needle = textValue(value);
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
  create: (value) => {
    const needle = textValue(value);
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

/** The last answer is the text, but for white space around it. */
export const equals: CriterionKind = {
  type: 'equals',
  create: (value) => {
    const wanted = textValue(value);
    return {
      expected: wanted,
      examine: (answers) =>
        found(answers.at(-1)?.text.trim() === wanted.trim(), 'is exactly', wanted),
    };
  },
};

function textValue(value: unknown): string {
  // YAML reads 42 and true as other types; who writes `contains: 42` means the characters.
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && value !== '') return value;
  throw new CriterionValueError('it needs a text, such as contains: "order"');
}

function found(met: boolean, verb: string, text: string) {
  return {
    met,
    reason: met ? `The answer ${verb} "${text}".` : `No answer ${verb} "${text}".`,
  };
}
