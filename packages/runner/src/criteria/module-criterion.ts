import { canonicalJson, isJson, type Json } from '../scenario/canonical-json.js';
import { type CriterionContext, type CriterionKind, CriterionValueError } from './criterion.js';
import { MODULE_DEADLINE_MS, type ModuleUse } from './criterion-modules.js';
import { DEFAULT_THRESHOLD, findingOf } from './custom-finding.js';
import { conversation } from './custom-input.js';
import { definitionInWords } from './definition-text.js';
import { deadlineOption, percent, thresholdOption } from './given-value.js';
import { NotLoadedYet } from './loading.js';

/**
 * A file of the user's says so. What stands beside its path, but for `threshold` and `timeout`, is what
 * it is given.
 */
export const moduleCriterion: CriterionKind = {
  type: 'module',
  options: 'any',
  create: ({ value, options }, context) => {
    const { threshold: _, timeout: __, ...rest } = options;
    const use = moduleUse(value, rest, context);
    const threshold = thresholdOption(options, DEFAULT_THRESHOLD);
    const deadline = deadlineOption(options.timeout, MODULE_DEADLINE_MS);
    const { modules } = context;
    return {
      expected: [
        use.module,
        ...(Object.keys(rest).length === 0 ? [] : [definitionInWords(canonicalJson(use.options))]),
        ...(threshold === DEFAULT_THRESHOLD ? [] : [`(at least ${percent(threshold)})`]),
      ].join(' '),
      examine: async (answers, _tools, earlier) => {
        const given = await modules.judge(use, conversation(answers, earlier), deadline);
        return findingOf(given, threshold, use.module);
      },
    };
  },
};

/**
 * A file of the user's that is loaded and has agreed to its options.
 * @throws CriterionValueError when it has not
 * @throws NotLoadedYet until it was asked
 */
export function moduleUse(
  module: unknown,
  options: Readonly<Record<string, unknown>>,
  { modules }: Pick<CriterionContext, 'modules'>,
): ModuleUse {
  if (typeof module !== 'string' || module === '') {
    throw new CriterionValueError(
      'it needs the path of a file, such as module: ./criteria/polite.ts',
    );
  }
  if (!isJson(options)) throw new CriterionValueError('its options must be plain values');
  const use: ModuleUse = { module, options: options as { [key: string]: Json } };
  const problem = modules.problem(use);
  if (problem === undefined) throw new NotLoadedYet(() => modules.prepare(use));
  if (problem === null) return use;
  const where = problem.path.length === 0 ? module : `${module}: ${problem.path.join('.')}`;
  throw new CriterionValueError(`${where}: ${problem.message.replace(/\.$/, '')}`, problem.path);
}
