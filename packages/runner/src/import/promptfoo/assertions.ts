import type { Json } from '../../scenario/canonical-json.js';
import type { ImportNotes } from '../import-notes.js';
import { type WrittenCriterion, whyUnusable } from '../usable-criterion.js';
import {
  CONVERTERS,
  type FilledAssertion,
  isAssertionType,
  NotKept,
  SCRIPTED,
  WITHOUT_COUNTERPART,
} from './assertion-kinds.js';
import { assertionOfText } from './expected-text.js';
import type { ReferencedFiles } from './referenced-files.js';
import { ScriptError, scriptExpression, transformedOutput } from './scripts.js';
import { isMapping, type Spot } from './spot.js';
import { fillValue, TemplateError } from './template.js';

/** What the assertions of a test depend on. */
export interface AssertionSurroundings {
  variables: { [key: string]: Json };
  /** The test's `options.transform`. */
  transform: string | undefined;
  files: ReferencedFiles;
  notes: ImportNotes;
}

/** Keys of an assertion that are kept by the way it is converted. */
const KEPT_KEYS: ReadonlySet<string> = new Set([
  'type',
  'value',
  'threshold',
  'weight',
  'transform',
  'assert',
  '$ref',
]);
const LOST_KEYS: Readonly<Record<string, string>> = {
  metric: 'criteria have no labels; they are told apart by their type and value',
  provider: 'which model judges is said once, under "judge:" of fluxloop.yaml',
  rubricPrompt: 'the judge has a prompt of its own; say what counts in the rubric',
  config: 'scripts in scenarios have no configuration; write the values into the script',
};

/**
 * The criteria that promptfoo's assertions stand for. What has no counterpart is noted and left out, and
 * so is what the engine could not use.
 * @param asserts - the list under `assert`
 */
export async function criteriaOf(
  asserts: readonly Spot[],
  around: AssertionSurroundings,
): Promise<WrittenCriterion[]> {
  const criteria: WrittenCriterion[] = [];
  for (const spot of asserts) {
    const criterion = await criterionOf(spot, around);
    if (criterion !== null) criteria.push(criterion);
  }
  return criteria;
}

async function criterionOf(
  spot: Spot,
  around: AssertionSurroundings,
): Promise<WrittenCriterion | null> {
  const { notes } = around;
  const fields =
    typeof spot.value === 'string' ? assertionOfText(spot.value, isAssertionType) : spot.value;
  if (!isMapping(fields) || typeof fields.type !== 'string') {
    notes.add(spot.location, 'assertion', 'it does not say its type');
    return null;
  }
  const what = `assertion "${fields.type}"`;
  try {
    const criterion = weighted(
      fields.type === 'assert-set'
        ? await setOf(spot, around)
        : await singleOf({ ...fields, type: fields.type }, spot, around),
      fields.weight,
    );
    const problem = await whyUnusable(criterion);
    if (problem !== null) throw new NotKept(problem);
    noteLostKeys(fields, spot, notes);
    return criterion;
  } catch (error) {
    const why = whyNotKept(error);
    if (why === null) throw error;
    notes.add(spot.location, what, why);
    return null;
  }
}

function whyNotKept(error: unknown): string | null {
  if (error instanceof NotKept || error instanceof ScriptError) return error.message;
  if (error instanceof TemplateError)
    return `${error.message} cannot be filled in without running it`;
  return null;
}

async function singleOf(
  fields: { type: string; [key: string]: unknown },
  spot: Spot,
  { variables, transform: ofTest, files }: AssertionSurroundings,
): Promise<WrittenCriterion> {
  const negated = fields.type.startsWith('not-');
  const type = negated ? fields.type.slice(4) : fields.type;
  const why = WITHOUT_COUNTERPART[type];
  if (why !== undefined) throw new NotKept(why);
  const transform = typeof fields.transform === 'string' ? fields.transform : ofTest;
  const value = fillValue(fields.value, variables);
  const filled: FilledAssertion = {
    // A script in a file is refused for what it is.
    value: type === 'javascript' ? value : await files.valueOf(value, spot),
    threshold: numberOf(fields.threshold),
  };
  const criterion = isScripted(type, transform)
    ? scripted(type, filled, { variables, transform })
    : converted(type, filled, transform);
  return negated ? negate(criterion) : criterion;
}

function isScripted(type: string, transform: string | undefined): boolean {
  return type === 'javascript' || (transform !== undefined && type in SCRIPTED);
}

function scripted(
  type: string,
  { value, threshold }: FilledAssertion,
  around: { variables: { [key: string]: Json }; transform: string | undefined },
): WrittenCriterion {
  if (type === 'javascript') {
    if (typeof value !== 'string') throw new NotKept('its script is no text');
    const code = scriptExpression(value, around);
    return { javascript: code, ...(threshold === undefined ? {} : { threshold }) };
  }
  const condition = SCRIPTED[type];
  const { transform } = around;
  if (condition === undefined || transform === undefined)
    throw new NotKept('it cannot be a script');
  const output = transformedOutput(transform, around.variables);
  const text = "typeof given === 'string' ? given : JSON.stringify(given)";
  return {
    javascript: `((given) => ((said) => ${condition(value)})(${text}))(${output})`,
  };
}

function converted(
  type: string,
  filled: FilledAssertion,
  transform: string | undefined,
): WrittenCriterion {
  const convert = CONVERTERS[type];
  if (convert === undefined) {
    throw new NotKept(
      isAssertionType(type)
        ? 'FluxLoop has no such criterion; write one in a file of your own: module: ./criteria/mine.ts'
        : 'promptfoo has no such assertion that is known here',
    );
  }
  const ignoresText = type === 'latency' || type === 'cost' || type.startsWith('trajectory:');
  if (transform !== undefined && !ignoresText) {
    throw new NotKept('it looks at a transformed answer, which only text criteria and scripts can');
  }
  return convert(filled);
}

/** An `assert-set`: all of it, any of it, or a share that cannot be said. */
async function setOf(spot: Spot, around: AssertionSurroundings): Promise<WrittenCriterion> {
  const parts = spot.at('assert').items;
  const criteria = await criteriaOf(parts, around);
  if (criteria.length === 0) throw new NotKept('nothing in it could be kept');
  const threshold = spot.at('threshold').number ?? 1;
  if (threshold >= 1) return { 'all-of': criteria };
  const weights = parts.map((part) => part.at('weight').number ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (
    criteria.length === parts.length &&
    threshold > 0 &&
    threshold <= Math.min(...weights) / total
  ) {
    return { 'any-of': criteria };
  }
  throw new NotKept(
    `a share of ${threshold} is neither all nor any; put its parts under the case, with min_score`,
  );
}

function negate(criterion: WrittenCriterion): WrittenCriterion {
  if (typeof criterion === 'string') return `not-${criterion}`;
  const [[type, value] = ['', null], ...rest] = Object.entries(criterion);
  return { [`not-${type}`]: value, ...Object.fromEntries(rest) };
}

function weighted(criterion: WrittenCriterion, weight: unknown): WrittenCriterion {
  const number = numberOf(weight);
  if (number === undefined || number === 1) return criterion;
  return { ...(typeof criterion === 'string' ? { type: criterion } : criterion), weight: number };
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number.parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function noteLostKeys(fields: object, spot: Spot, notes: ImportNotes): void {
  for (const key of Object.keys(fields)) {
    if (KEPT_KEYS.has(key)) continue;
    const why = LOST_KEYS[key] ?? 'criteria have nothing like it';
    const { keyLocation } = spot.at(key);
    notes.add(keyLocation, `"${key}" of an assertion`, why);
  }
}
