import { nearest } from '@fluxloop/core/notation';
import { type Criterion, type CriterionKind, CriterionValueError } from './criterion.js';
import { latency } from './latency-criterion.js';
import { noPii, noSecrets } from './leak-criteria.js';
import { regex } from './regex-criterion.js';
import { contains, equals, icontains } from './text-criteria.js';

const KINDS: ReadonlyMap<string, CriterionKind> = new Map(
  [contains, icontains, regex, equals, latency, noPii, noSecrets].map((kind) => [kind.type, kind]),
);
const OPTIONS: ReadonlySet<string> = new Set(['type', 'value', 'weight', 'required']);

/** What is wrong with a criterion of a scenario, and where in the list or the entry it stands. */
export interface CriterionProblem {
  /** From the list's place in the document: the index, then a key. */
  path: readonly (string | number)[];
  message: string;
  hint?: string;
}

/** A criterion of a scenario cannot be used; whoever knows the file turns it into an error with a place. */
export class CriterionSyntaxError extends Error {
  override readonly name = 'CriterionSyntaxError';
  readonly problem: CriterionProblem;

  constructor(problem: CriterionProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The names of all criteria; `not-` may stand before any of them. */
export function criterionTypes(): string[] {
  return [...KINDS.keys()];
}

/**
 * Reads a list of criteria. Each is a name (`no-pii`), the short form (`contains: order`), or the long
 * one (`type: contains`, `value: order`); `weight` and `required` may stand in both.
 * @throws CriterionSyntaxError
 */
export function parseCriteria(list: readonly unknown[]): Criterion[] {
  return list.map((entry, index) => parseCriterion(entry, index));
}

function parseCriterion(entry: unknown, index: number): Criterion {
  if (typeof entry === 'string') return build(entry, undefined, {}, [index]);
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw new CriterionSyntaxError({
      path: [index],
      message: 'A criterion is a name, or a name and a value.',
      hint: 'Write - contains: "text" or - no-pii.',
    });
  }
  const fields = entry as Readonly<Record<string, unknown>>;
  const others = Object.keys(fields).filter((key) => !OPTIONS.has(key));
  if (typeof fields.type === 'string') {
    if (others[0] !== undefined) throw unknownOption(others[0], [index, others[0]]);
    return build(fields.type, fields.value, fields, [index, 'type']);
  }
  const [type, second] = others;
  if (type === undefined) {
    throw new CriterionSyntaxError({
      path: [index],
      message: 'A criterion does not say what it is.',
      hint: `Give it a type: ${criterionTypes().join(', ')}.`,
    });
  }
  if (second !== undefined) {
    const stray = KINDS.has(withoutNot(type)) ? second : type;
    throw KINDS.has(withoutNot(stray))
      ? new CriterionSyntaxError({
          path: [index, stray],
          message: `One entry holds two criteria, "${type}" and "${second}".`,
          hint: 'Begin a new line with "- " for each.',
        })
      : unknownOption(stray, [index, stray]);
  }
  return build(type, fields[type], fields, [index, type]);
}

function build(
  type: string,
  value: unknown,
  options: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
): Criterion {
  const kind = KINDS.get(withoutNot(type)) ?? KINDS.get(type);
  if (kind === undefined) throw unknownType(type, path);
  const negated = kind.type !== type;
  const weight = options.weight ?? 1;
  const required = options.required ?? false;
  if (typeof weight !== 'number' || !(weight >= 0 && Number.isFinite(weight))) {
    throw new CriterionSyntaxError({
      path: [...path.slice(0, 1), 'weight'],
      message: `The weight of "${type}" must be a number, 0 or more.`,
    });
  }
  if (typeof required !== 'boolean') {
    throw new CriterionSyntaxError({
      path: [...path.slice(0, 1), 'required'],
      message: `"required" of "${type}" must be true or false.`,
    });
  }
  try {
    return { type, negated, weight, required, check: kind.create(value) };
  } catch (error) {
    if (!(error instanceof CriterionValueError)) throw error;
    throw new CriterionSyntaxError({
      path: options.type === undefined ? path : [...path.slice(0, 1), 'value'],
      message: `The criterion "${type}" cannot be used: ${error.message}.`,
    });
  }
}

function unknownType(type: string, path: readonly (string | number)[]): CriterionSyntaxError {
  const negated = type.startsWith('not-');
  const close = nearest(withoutNot(type), criterionTypes());
  return new CriterionSyntaxError({
    path,
    message: `There is no criterion "${type}".`,
    hint:
      close === undefined
        ? `There are ${criterionTypes().join(', ')}, and "not-" before any of them.`
        : `Did you mean "${negated ? 'not-' : ''}${close}"?`,
  });
}

function unknownOption(key: string, path: readonly (string | number)[]): CriterionSyntaxError {
  const close = nearest(key, [...OPTIONS, ...criterionTypes()]);
  return new CriterionSyntaxError({
    path,
    message: `A criterion has no "${key}".`,
    hint:
      close === undefined
        ? 'Beside its name and value it may have weight and required.'
        : `Did you mean "${close}"?`,
  });
}

function withoutNot(type: string): string {
  return type.startsWith('not-') ? type.slice(4) : type;
}
