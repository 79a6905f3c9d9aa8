import { UsageError } from '@fluxloop/core/errors';
import { canonicalJson, isJson } from '../scenario/canonical-json.js';
import { CriterionFault, type CriterionKind, CriterionValueError } from './criterion.js';
import { MODULE_DEADLINE_MS } from './criterion-modules.js';
import { DEFAULT_THRESHOLD, findingOf } from './custom-finding.js';
import { conversation } from './custom-input.js';
import type { CriterionDefinition, CustomJudge } from './define-criterion.js';
import { definitionInWords } from './definition-text.js';
import { deadlineOption, isMapping, thresholdOption } from './given-value.js';
import { BUILT_IN_KINDS } from './kinds.js';

const NAME = /^(?!not-)[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/;

/**
 * The kinds of criteria that plugins bring.
 * @param definitions - as {@link CriterionDefinition}; whatever a plugin gave back
 * @throws UsageError `criterion_definition_invalid` for what is no definition, `criterion_name_taken`
 */
export function pluginKinds(definitions: readonly unknown[]): CriterionKind[] {
  const names = new Set<string>();
  return definitions.map((given) => {
    if (!isDefinition(given) || !NAME.test(given.name)) {
      throw new UsageError(
        'criterion_definition_invalid',
        `A plugin brings something that is no criterion${isMapping(given) && typeof given.name === 'string' ? ` ("${given.name}")` : ''}.`,
        { hint: 'Make it with defineCriterion of @fluxloop/runner: { name, schema?, create }.' },
      );
    }
    if (BUILT_IN_KINDS.has(given.name) || names.has(given.name)) {
      throw new UsageError(
        'criterion_name_taken',
        `A plugin brings a criterion "${given.name}", and there is one of that name already.`,
        { hint: 'Give it another name, or remove one of the plugins: fluxloop plugins' },
      );
    }
    names.add(given.name);
    return pluginKind(given);
  });
}

/** What stands behind the name is what the schema checks. */
function pluginKind(definition: CriterionDefinition): CriterionKind {
  const { name } = definition;
  return {
    type: name,
    options: ['threshold', 'timeout'],
    create: ({ value, options }) => {
      const judge = makeJudge(definition, value);
      const threshold = thresholdOption(options, DEFAULT_THRESHOLD);
      const deadline = deadlineOption(options.timeout, MODULE_DEADLINE_MS);
      const given =
        value === undefined || !isJson(value) ? '' : definitionInWords(canonicalJson(value));
      return {
        expected: [given, ...(threshold === DEFAULT_THRESHOLD ? [] : [`at least ${threshold}`])]
          .filter((part) => part !== '')
          .join(', '),
        examine: async (answers, _tools, earlier) => {
          const judging = inTime(name, deadline, async () =>
            (await judge)(conversation(answers, earlier)),
          );
          return findingOf(await judging, threshold, name);
        },
      };
    },
  };
}

/** @throws CriterionValueError */
function makeJudge({ name, schema, create }: CriterionDefinition, value: unknown) {
  let options = value;
  if (schema !== undefined) {
    const result = schema['~standard'].validate(value);
    if (result instanceof Promise) {
      throw new CriterionValueError(`the schema of "${name}" does not answer at once`);
    }
    if (result.issues !== undefined) {
      const [first] = result.issues;
      const path = (first?.path ?? []).map((step) => plainKey(step));
      const where = path.length === 0 ? '' : `${path.join('.')}: `;
      throw new CriterionValueError(`${where}${first?.message ?? 'its value is not valid'}`, path);
    }
    options = result.value;
  }
  try {
    const judge = create(options);
    // Whoever waits for it is told; until somebody does, it is no unhandled rejection.
    if (judge instanceof Promise) judge.catch(() => undefined);
    return judge;
  } catch (error) {
    throw new CriterionValueError(error instanceof Error ? error.message : String(error));
  }
}

function plainKey(step: PropertyKey | { readonly key: PropertyKey }): string | number {
  const key = typeof step === 'object' ? step.key : step;
  return typeof key === 'symbol' ? String(key) : key;
}

async function inTime(
  name: string,
  deadlineMs: number,
  judge: () => ReturnType<CustomJudge>,
): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `${name} took longer than ${deadlineMs} ms.`;
    timer = setTimeout(() => reject(new CriterionFault('criterion_timeout', message)), deadlineMs);
  });
  try {
    return await Promise.race([judge(), late]);
  } catch (error) {
    if (error instanceof CriterionFault) throw error;
    throw new CriterionFault('criterion_failed', `${name} threw ${error}`);
  } finally {
    clearTimeout(timer);
  }
}

function isDefinition(given: unknown): given is CriterionDefinition {
  if (!isMapping(given)) return false;
  const { name, schema, create } = given;
  // Some libraries' schemas are functions.
  const holds = typeof schema === 'function' || (typeof schema === 'object' && schema !== null);
  const hasSchema = schema === undefined || (holds && '~standard' in schema);
  return typeof name === 'string' && typeof create === 'function' && hasSchema;
}
