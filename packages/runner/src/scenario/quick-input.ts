import { isJson } from './canonical-json.js';
import type { ScenarioInput } from './scenario-schema.js';

const KEYS: ReadonlySet<string> = new Set([
  'text',
  'name',
  'context',
  'criteria',
  'expected_behavior',
  'weight',
  'min_score',
  'metadata',
]);

/**
 * Takes an input that is plainly right, without the schema, which costs more than all the rest of a
 * case in a large data file.
 * @returns `null` for whatever the schema must look at
 */
export function quickInput(value: unknown): ScenarioInput | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  for (const key in value) if (!KEYS.has(key)) return null;
  const given = value as Readonly<Record<string, unknown>>;
  const { text, name, context, criteria, expected_behavior, weight, min_score, metadata } = given;
  if (!isText(text)) return null;
  if (name !== undefined && !(isText(name) && name.length <= 400)) return null;
  if (expected_behavior !== undefined && !isText(expected_behavior)) return null;
  if (weight !== undefined && !isWithin(weight, 1e6)) return null;
  if (min_score !== undefined && !isWithin(min_score, 1)) return null;
  if (context !== undefined && !isMapping(context)) return null;
  if (metadata !== undefined && !isMapping(metadata)) return null;
  if (criteria === undefined) return { ...(value as object), criteria: [] };
  return Array.isArray(criteria) ? (value as ScenarioInput) : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === 'number' && value >= 0 && value <= most;
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isJson(value);
}
