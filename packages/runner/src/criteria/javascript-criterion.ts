import { Script } from 'node:vm';
import { type CriterionKind, CriterionValueError } from './criterion.js';
import { DEFAULT_THRESHOLD, findingOf } from './custom-finding.js';
import { conversation } from './custom-input.js';
import { definitionInWords } from './definition-text.js';
import { deadlineOption, percent, thresholdOption } from './given-value.js';
import { SCRIPT_DEADLINE_MS } from './script-runner.js';

/**
 * A script of the user's says so: an expression, or statements that `return`. It sees `output`, the last
 * answer, and `context`, the whole conversation; it gives true or false, a score, or
 * `{ pass, score, reason }`.
 */
export const javascript: CriterionKind = {
  type: 'javascript',
  options: ['threshold', 'timeout'],
  valueKey: 'code',
  create: ({ value, options }) => {
    if (typeof value !== 'string' || value.trim() === '') {
      throw new CriterionValueError('it needs a script, such as javascript: "output.length < 200"');
    }
    const code = functionOf(value);
    const threshold = thresholdOption(options, DEFAULT_THRESHOLD);
    const deadline = deadlineOption(options.timeout, SCRIPT_DEADLINE_MS);
    return {
      expected: `${definitionInWords(value)}${threshold === DEFAULT_THRESHOLD ? '' : ` (at least ${percent(threshold)})`}`,
      examine: async (answers, { scripts }, earlier) => {
        const { text: output, ...context } = conversation(answers, earlier);
        const given = await scripts.run(code, { output, context }, deadline);
        return findingOf(given, threshold, 'The script');
      },
    };
  },
};

/** The script as a function: an expression when it is one, else the statements of its body. */
function functionOf(source: string): string {
  const expression = `(function (output, context) { 'use strict'; return (\n${source}\n); })`;
  if (syntaxProblem(expression) === null) return expression;
  const statements = `(function (output, context) { 'use strict';\n${source}\n})`;
  const problem = syntaxProblem(statements);
  if (problem === null && /\breturn\b/.test(source)) return statements;
  const why = problem ?? 'its statements return nothing';
  throw new CriterionValueError(`its script cannot be read: ${why}`);
}

/** Compiles without running. */
function syntaxProblem(code: string): string | null {
  try {
    new Script(code);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
