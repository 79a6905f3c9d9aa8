import type * as z from 'zod';

/** One thing that is wrong with a value. */
export interface SchemaProblem {
  path: readonly PropertyKey[];
  /** Without the path. */
  message: string;
  code: string;
  hint: string | undefined;
}

/** A key that the schema does not know. */
export interface UnknownKey {
  /** Of the mapping that holds the key. */
  path: readonly PropertyKey[];
  key: string;
}

/** What a schema said about a value, sorted into what stops and what does not. */
export interface SchemaVerdict {
  problems: SchemaProblem[];
  unknown: UnknownKey[];
}

/**
 * Reads the issues of zod. Of a union the branch counts that fits best: one with nothing but
 * unknown keys, else the one whose issues lie deepest.
 *
 * @param data - what was checked, to say what stands there instead
 */
export function judgeIssues(issues: readonly z.core.$ZodIssue[], data: unknown): SchemaVerdict {
  const flat = issues.flatMap((issue) => flatten(issue, []));
  const unknown = flat.flatMap(({ issue, path }) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ path, key })) : [],
  );
  const problems = flat
    .filter(({ issue }) => issue.code !== 'unrecognized_keys')
    .map(({ issue, path }) => describe(issue, path, valueAt(data, path)));
  return { problems, unknown };
}

interface FlatIssue {
  issue: z.core.$ZodIssue;
  path: PropertyKey[];
}

function flatten(issue: z.core.$ZodIssue, base: PropertyKey[]): FlatIssue[] {
  const path = [...base, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ issue, path }];
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => flatten(inner, path)));
  const unknownOnly = branches.find((branch) =>
    branch.every(({ issue: inner }) => inner.code === 'unrecognized_keys'),
  );
  if (unknownOnly !== undefined) return unknownOnly;
  const depth = (branch: FlatIssue[]) => Math.max(...branch.map((inner) => inner.path.length));
  const deepest = branches.reduce((best, branch) => (depth(branch) > depth(best) ? branch : best));
  return depth(deepest) > path.length ? deepest : [{ issue, path }];
}

function describe(
  issue: z.core.$ZodIssue,
  path: readonly PropertyKey[],
  value: unknown,
): SchemaProblem {
  const params: Record<string, unknown> = issue.code === 'custom' ? (issue.params ?? {}) : {};
  return {
    path,
    message: sentence(issue, value),
    code: typeof params.code === 'string' ? params.code : 'yaml_value',
    hint: typeof params.hint === 'string' ? params.hint : advice(issue, value),
  };
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list (lines that begin with "- ")',
  object: 'a mapping (lines of "key: value")',
  record: 'a mapping (lines of "key: value")',
};

function sentence(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return 'is missing';
      return `expected ${NAMES[issue.expected] ?? issue.expected}, got ${nameOf(value)}`;
    case 'invalid_value':
      if (value === undefined) return 'is missing';
      return `expected ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      if (value === undefined) return 'is missing';
      return issue.errors.length === 0 ? issue.message : expectedByBranches(issue, value);
    case 'too_small':
      return issue.message.startsWith('Too small') ? bound('at least', issue) : issue.message;
    case 'too_big':
      return issue.message.startsWith('Too big') ? bound('at most', issue) : issue.message;
    default:
      return issue.message.replace(/^(?:Invalid \w+|Too (?:small|big)): /, '');
  }
}

const UNITS: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ['array', ['entry', 'entries']],
  ['string', ['character', 'characters']],
]);

/** `expected at least one entry`, `expected at most 1000`. */
function bound(
  side: 'at least' | 'at most',
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
): string {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const unit = UNITS.get(issue.origin);
  if (unit === undefined) return `expected ${side} ${limit}`;
  return limit === 1 ? `expected ${side} one ${unit[0]}` : `expected ${side} ${limit} ${unit[1]}`;
}

/** What to do, where the message does not say it. */
function advice(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (issue.code === 'unrecognized_keys' || issue.code === 'custom') return undefined;
  if (value === undefined) return 'Add it.';
  if (value === null) return 'Write a value after the colon, or remove the line.';
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  if (issue.code === 'invalid_type' && issue.expected === 'string' && isPlain) {
    return `Put it into quotation marks: "${value}"`;
  }
  return undefined;
}

function expectedByBranches(issue: z.core.$ZodIssueInvalidUnion, value: unknown): string {
  const types = issue.errors
    .flat()
    .flatMap((inner) =>
      inner.code === 'invalid_type' ? [NAMES[inner.expected] ?? inner.expected] : [],
    );
  const wanted = [...new Set(types)].join(' or ');
  return wanted === ''
    ? 'does not have the expected form'
    : `expected ${wanted}, got ${nameOf(value)}`;
}

function nameOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return NAMES[typeof value] ?? typeof value;
}

/** The value under a path, `undefined` where there is none. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let current = data;
  for (const segment of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) {
      return undefined;
    }
    current = Reflect.get(current, segment);
  }
  return current;
}
