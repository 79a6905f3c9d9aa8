import { canonicalJson, isJson, type Json } from '../scenario/canonical-json.js';
import type { ToolCall } from '../targets/target.js';
import { excerpt } from './answer-text.js';
import { type Answer, type CriterionKind, CriterionValueError } from './criterion.js';
import { isMapping, numberOption, textValue, wordOption } from './given-value.js';

/** The agent called the tool: at least once, or as often as `times`, `min` and `max` say. */
export const toolCalled: CriterionKind = {
  type: 'tool-called',
  options: ['times', 'min', 'max'],
  valueKey: 'tool',
  create: ({ value, options }) => {
    const tool = textValue(value, 'tool-called: search_orders');
    const often = { least: 0, whole: true } as const;
    const times = numberOption(options, 'times', { ...often, otherwise: undefined });
    const min = times ?? numberOption(options, 'min', { ...often, otherwise: 1 });
    const most = Number.POSITIVE_INFINITY;
    const max = times ?? numberOption(options, 'max', { ...often, otherwise: most });
    if (times !== undefined && (options.min ?? options.max) !== undefined) {
      throw new CriterionValueError('"times" stands alone, without "min" and "max"', ['times']);
    }
    if (min > max) throw new CriterionValueError('"min" must not be more than "max"', ['min']);
    return {
      expected: `${tool}${howOften(min, max)}`,
      examine: (answers) => {
        const calls = callsOf(answers);
        const count = calls.filter(({ name }) => name === tool).length;
        return {
          met: count >= min && count <= max,
          reason: `${tool} was called ${timesInWords(count)}; ${calledInWords(calls)}.`,
        };
      },
    };
  },
};

/** The agent called these tools in this order. */
export const toolSequence: CriterionKind = {
  type: 'tool-sequence',
  options: ['order'],
  valueKey: 'tools',
  create: ({ value, options }) => {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isName)) {
      throw new CriterionValueError(
        'it needs a list of tools, such as tool-sequence: [search_orders, refund]',
      );
    }
    const tools: readonly string[] = value;
    const order = wordOption(options, 'order', ['in-order', 'exact', 'any']);
    return {
      expected: `${tools.join(' → ')}${order === 'in-order' ? '' : ` (${order})`}`,
      examine: (answers) => {
        const calls = callsOf(answers);
        const called = calls.map(({ name }) => name);
        const shared = order === 'any' ? common(called, tools) : longestCommon(called, tools);
        const whole = order === 'exact' ? Math.max(tools.length, called.length) : tools.length;
        return {
          met: shared === whole,
          score: shared / whole,
          reason: `${sentence(calledInWords(calls))}; ${shared} of ${whole} as expected.`,
        };
      },
    };
  },
};

/** Some call of the tool had these arguments, and perhaps others; with `exact: true` only these. */
export const toolArgs: CriterionKind = {
  type: 'tool-args',
  options: ['args', 'exact'],
  valueKey: 'tool',
  create: ({ value, options }) => {
    const tool = textValue(value, 'tool-args: { tool: refund, args: { order: 17 } }');
    const { args, exact = false } = options;
    if (!isMapping(args) || !isJson(args)) {
      throw new CriterionValueError('"args" must be a mapping of arguments', pathIfGiven(args));
    }
    if (typeof exact !== 'boolean') {
      throw new CriterionValueError('"exact" must be true or false', ['exact']);
    }
    return {
      expected: `${tool}(${canonicalJson(args)})${exact ? ' exactly' : ''}`,
      examine: (answers) => {
        const calls = callsOf(answers).filter(({ name }) => name === tool);
        if (calls.length === 0) return { met: false, reason: `${tool} was not called.` };
        const matches = (call: ToolCall) => {
          const given = call.arguments;
          return exact ? canonicalJson(given) === canonicalJson(args) : includes(given, args);
        };
        if (calls.some(matches)) {
          return { met: true, reason: `${tool} was called with these arguments.` };
        }
        const last = excerpt(canonicalJson(calls.at(-1)?.arguments ?? null), 200);
        return { met: false, reason: `${tool} was called with ${last}.` };
      },
    };
  },
};

function pathIfGiven(args: unknown): string[] {
  return args === undefined ? [] : ['args'];
}

/** Mappings may have more members, on every level; all else must be the same. */
function includes(given: Json, wanted: Json): boolean {
  if (!isMapping(wanted)) return canonicalJson(given) === canonicalJson(wanted);
  if (!isMapping(given)) return false;
  return Object.entries(wanted).every(
    ([key, value]) => Object.hasOwn(given, key) && includes(given[key] as Json, value as Json),
  );
}

function callsOf(answers: readonly Answer[]): ToolCall[] {
  return answers.flatMap(({ toolCalls = [] }) => toolCalls);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** How many of the tools were called, each as often as it stands there. */
function common(called: readonly string[], tools: readonly string[]): number {
  const left = [...called];
  return tools.filter((tool) => {
    const index = left.indexOf(tool);
    if (index !== -1) left.splice(index, 1);
    return index !== -1;
  }).length;
}

/** The length of the longest sequence that both have in this order. */
function longestCommon(called: readonly string[], tools: readonly string[]): number {
  let row = new Array<number>(tools.length + 1).fill(0);
  for (const name of called) {
    const next = [0];
    for (const [index, tool] of tools.entries()) {
      next.push(
        tool === name ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function howOften(min: number, max: number): string {
  if (min === max) return ` ${timesInWords(min)}`;
  if (max === Number.POSITIVE_INFINITY) return min === 1 ? '' : ` at least ${timesInWords(min)}`;
  return min === 0 ? ` at most ${timesInWords(max)}` : ` ${min} to ${max} times`;
}

function timesInWords(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function calledInWords(calls: readonly ToolCall[]): string {
  if (calls.length === 0) return 'no tool was called';
  return `called were ${excerpt(calls.map(({ name }) => name).join(', '), 200)}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
