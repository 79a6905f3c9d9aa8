import type { Json } from '../scenario/canonical-json.js';
import type { Answer, Finding } from './criterion.js';
import { conversation } from './custom-input.js';
import { isMapping } from './given-value.js';

/** What a criterion finds that needs a judge where there is none. */
export function unjudged(): Finding {
  return {
    met: null,
    reason: 'No judge is configured: add judge: { model: … } to fluxloop.yaml.',
  };
}

/** The conversation, for a judge. */
export function said(answers: readonly Answer[], earlier: readonly Answer[]): Json[] {
  return conversation(answers, earlier).messages.map(({ role, text }) => ({ role, text }));
}

/** JSON Schema of an answer: a reason first, so that it is thought of first, and the verdict. */
export function answerSchema(verdict: { [key: string]: Json }): { [key: string]: Json } {
  return {
    type: 'object',
    properties: { reason: { type: 'string' }, ...verdict },
    required: ['reason', ...Object.keys(verdict)],
    additionalProperties: false,
  };
}

/** The reason, when the answer has it and one member besides, and nothing else. */
export function readMembers(
  given: unknown,
  name: string,
): { reason: string; value: unknown } | null {
  if (!isMapping(given) || Object.keys(given).length !== 2) return null;
  if (typeof given.reason !== 'string' || !Object.hasOwn(given, name)) return null;
  return { reason: given.reason, value: given[name] };
}

/** Of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
