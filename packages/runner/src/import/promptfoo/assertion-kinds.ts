import { isJson, type Json } from '../../scenario/canonical-json.js';
import type { WrittenCriterion } from '../usable-criterion.js';
import { isMapping } from './spot.js';

/** An assertion has no counterpart; the message says why, and what to do instead. */
export class NotKept extends Error {
  override readonly name = 'NotKept';
}

/** An assertion with its templates filled and its files read. */
export interface FilledAssertion {
  value: unknown;
  threshold: number | undefined;
}

type Convert = (assertion: FilledAssertion) => WrittenCriterion;

/** What is judged by a model in promptfoo by a prompt of its own, as a rubric. */
const rubric =
  (before: string, threshold?: number): Convert =>
  ({ value, threshold: given }) => {
    const least = given ?? threshold;
    return {
      llm_judge: {
        rubric: `${before}${needText(value)}`,
        ...(least === undefined ? {} : { threshold: least }),
      },
    };
  };

const list =
  (type: 'any-of' | 'all-of', part: string): Convert =>
  ({ value }) => ({ [type]: needList(value).map((text) => ({ [part]: text })) });

const named =
  (type: string): Convert =>
  ({ value }) => ({ [type]: needText(value) });

/**
 * promptfoo's assertions that have a counterpart:
 * https://www.promptfoo.dev/docs/configuration/expected-outputs/
 */
export const CONVERTERS: Readonly<Record<string, Convert>> = {
  contains: named('contains'),
  icontains: named('icontains'),
  'starts-with': named('starts-with'),
  regex: named('regex'),
  equals: ({ value }): WrittenCriterion =>
    isMapping(value) || Array.isArray(value)
      ? { 'json-schema': { const: needJson(value) } }
      : { equals: needText(value) },
  'contains-any': list('any-of', 'contains'),
  'contains-all': list('all-of', 'contains'),
  'icontains-any': list('any-of', 'icontains'),
  'icontains-all': list('all-of', 'icontains'),
  'is-json': ({ value }) => {
    const schema = asJson(value);
    return schema === undefined ? 'is-json' : { 'json-schema': needMapping(schema) };
  },
  'contains-json': ({ value }) => {
    if (asJson(value) !== undefined) {
      throw new NotKept('a schema fits a whole answer here: json-schema');
    }
    return { javascript: CONTAINS_JSON };
  },
  similar: ({ value, threshold = 0.75 }): WrittenCriterion =>
    Array.isArray(value)
      ? { 'any-of': needList(value).map((one) => ({ similar: one, threshold })) }
      : { similar: needText(value), threshold },
  levenshtein: ({ value, threshold = 5 }) => ({
    levenshtein: needText(value),
    max_distance: Math.floor(threshold),
  }),
  'word-count': ({ value }) => {
    const count = typeof value === 'string' ? Number(value) : value;
    return { 'word-count': isMapping(count) ? needMapping(count) : needNumber(count) };
  },
  latency: ({ value, threshold }) => ({ latency: `${threshold ?? needNumber(Number(value))}ms` }),
  cost: ({ value, threshold }) => ({ cost: threshold ?? needNumber(Number(value)) }),
  'llm-rubric': rubric(''),
  'model-graded-closedqa': rubric(''),
  'g-eval': ({ value, threshold = 0.7 }) =>
    Array.isArray(value)
      ? { 'all-of': value.map((one) => rubric('')({ value: one, threshold })) }
      : rubric('')({ value, threshold }),
  factuality: rubric('The answer says nothing that contradicts this reference: '),
  'answer-relevance': ({ threshold }) => ({
    llm_judge: {
      rubric: 'The answer is about what was asked.',
      ...(threshold === undefined ? {} : { threshold }),
    },
  }),
  'trajectory:tool-used': ({ value }): WrittenCriterion => {
    if (Array.isArray(value)) {
      return { 'all-of': needList(value).map((tool) => ({ 'tool-called': tool })) };
    }
    if (!isMapping(value)) return { 'tool-called': needText(value) };
    const { pattern, name, min, max } = value;
    const bounds = { ...(isJson(min) ? { min } : {}), ...(isJson(max) ? { max } : {}) };
    return { 'tool-called': { tool: needPlainName(pattern ?? name), ...bounds } };
  },
  'trajectory:tool-sequence': ({ value }) => {
    const { steps, mode } = isMapping(value) ? value : { steps: value, mode: undefined };
    const tools = needList(steps).map(needPlainName);
    return { 'tool-sequence': { tools, order: mode === 'exact' ? 'exact' : 'in-order' } };
  },
  'trajectory:tool-args-match': ({ value }) => {
    const { name, pattern, args, arguments: others, mode, ...rest } = needMapping(value);
    const [extra] = Object.keys(rest);
    if (extra !== undefined) throw new NotKept(`"${extra}" has no counterpart in tool-args`);
    return {
      'tool-args': {
        tool: needPlainName(name ?? pattern),
        args: needMapping(args ?? others),
        exact: mode === 'exact',
      },
    };
  },
};

/** The conditions of text assertions on a transformed output, as JavaScript. */
export const SCRIPTED: Readonly<Record<string, (value: unknown) => string>> = {
  contains: (value) => `said.includes(${JSON.stringify(needText(value))})`,
  icontains: (value) =>
    `said.toLowerCase().includes(${JSON.stringify(needText(value).toLowerCase())})`,
  'starts-with': (value) => `said.startsWith(${JSON.stringify(needText(value))})`,
  equals: (value) =>
    typeof value === 'object' && value !== null
      ? `said === JSON.stringify(${JSON.stringify(needJson(value))})`
      : `said === ${JSON.stringify(needText(value))}`,
  regex: (value) => `new RegExp(${JSON.stringify(needText(value))}).test(said)`,
  'contains-any': (value) =>
    `${JSON.stringify(needList(value))}.some((text) => said.includes(text))`,
  'contains-all': (value) =>
    `${JSON.stringify(needList(value))}.every((text) => said.includes(text))`,
  'icontains-any': (value) =>
    `${JSON.stringify(needList(value).map((text) => text.toLowerCase()))}.some((text) => said.toLowerCase().includes(text))`,
  'icontains-all': (value) =>
    `${JSON.stringify(needList(value).map((text) => text.toLowerCase()))}.every((text) => said.toLowerCase().includes(text))`,
  'is-json': (value) => {
    if (asJson(value) !== undefined) throw new NotKept('a schema cannot see a transformed answer');
    return '(() => { try { JSON.parse(said); return true; } catch { return false; } })()';
  },
};

/** What cannot be kept whatever stands in it, and why. */
export const WITHOUT_COUNTERPART: Readonly<Record<string, string>> = {
  python: 'it is Python; write a criterion in a file of your own: module: ./criteria/mine.ts',
  ruby: 'it is Ruby; write a criterion in a file of your own: module: ./criteria/mine.ts',
  webhook:
    'a criterion asks no server; write one in a file of your own: module: ./criteria/mine.ts',
  'select-best':
    'it compares the prompts of one run; FluxLoop compares runs: fluxloop results compare',
  'max-score':
    'it compares the prompts of one run; FluxLoop compares runs: fluxloop results compare',
  classifier:
    'its model is not at hand; classifier of FluxLoop asks the judge for one of your labels',
  moderation: 'its service is not at hand; say what must not be in llm_judge',
  pi: 'its service is not at hand; say what is expected in llm_judge',
  'is-refusal':
    'what a refusal is, is not known by rule; say it in llm_judge: "The answer declines."',
};

const OTHERS: readonly string[] = [
  'bleu',
  'contains-html',
  'contains-sql',
  'contains-xml',
  'context-faithfulness',
  'context-recall',
  'context-relevance',
  'conversation-relevance',
  'finish-reason',
  'gleu',
  'guardrails',
  'is-html',
  'is-sql',
  'is-valid-function-call',
  'is-valid-openai-function-call',
  'is-valid-openai-tools-call',
  'is-xml',
  'meteor',
  'perplexity',
  'perplexity-score',
  'rouge-n',
  'rouge-l',
  'rouge-s',
  'skill-used',
  'tool-call-f1',
  'trace-error-spans',
  'trace-span-count',
  'trace-span-duration',
  'trajectory:goal-success',
  'trajectory:step-count',
];

const TYPES: ReadonlySet<string> = new Set([
  ...Object.keys(CONVERTERS),
  ...Object.keys(WITHOUT_COUNTERPART),
  ...OTHERS,
  'javascript',
]);

/** Whether promptfoo has an assertion of this name, without `not-`. */
export function isAssertionType(type: string): boolean {
  return TYPES.has(type);
}

/** Looks for a text between brackets that is JSON, as promptfoo does. */
const CONTAINS_JSON = `(() => {
  for (let start = 0; start < output.length; start += 1) {
    if (output[start] !== '{' && output[start] !== '[') continue;
    const close = output[start] === '{' ? '}' : ']';
    for (let end = output.lastIndexOf(close); end > start; end = output.lastIndexOf(close, end - 1)) {
      try {
        JSON.parse(output.slice(start, end + 1));
        return true;
      } catch {}
    }
  }
  return false;
})()`;

function needText(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new NotKept(
    value === undefined || value === '' ? 'it has no value' : 'its value is no text',
  );
}

function needNumber(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new NotKept('it has no number');
}

function needList(value: unknown): string[] {
  const items = typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
  if (!Array.isArray(items) || items.length === 0) throw new NotKept('it has no list of values');
  return items.map(needText);
}

function needJson(value: unknown): Json {
  if (isJson(value)) return value;
  throw new NotKept('its value is no plain value');
}

function needMapping(value: unknown): { [key: string]: Json } {
  const json = needJson(value ?? null);
  if (isMapping(json)) return json;
  throw new NotKept('its value is no mapping');
}

function needPlainName(value: unknown): string {
  const name = needText(value);
  if (/[*?]/.test(name)) throw new NotKept('names of tools are whole here, without "*" and "?"');
  return name;
}

/** A schema, which a cell of a table holds as text. */
function asJson(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  if (value.trim() === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new NotKept('its schema is not JSON');
  }
}
