import * as z from 'zod';
import { isJson, type Json } from './canonical-json.js';

const criteria = z.array(z.unknown()).default([]);
// z.json() refers to itself, which makes zod keep track of every object of every case.
const json = z.custom<Json>(isJson, 'expected plain values: texts, numbers, lists, maps');
const context = z.record(z.string(), json).optional();
const minScore = z.number().min(0).max(1).optional();

const text = z.string().min(1).optional();

/** What a case and a turn of one have in common. `input` is another name for `text`. */
const said = { text, input: text, context, criteria };
/** `- "Hi"` is short for `- text: "Hi"`. */
const plain = z
  .string()
  .min(1)
  .transform((short) => ({ text: short, criteria: [] as unknown[] }));

const turn = z.union([plain, z.strictObject(said)]).superRefine((one, refinement) => {
  requireOne(one, ['text', 'input'], refinement);
});

const fields = z.strictObject({
  name: z.string().min(1).max(400).optional(),
  ...said,
  turns: z.array(turn).min(1).optional(),
  min_score: minScore,
  skip: z.union([z.boolean(), z.string().min(1)]).optional(),
});

/** One case of a scenario: a text, or turns of a conversation. */
export const scenarioInput = z.union([plain, fields]).superRefine((one, refinement) => {
  requireOne(one, ['text', 'input', 'turns'], refinement);
});
export type ScenarioInput = Partial<z.output<typeof fields>> & { criteria: unknown[] };

function requireOne(
  value: object,
  keys: readonly string[],
  refinement: z.core.$RefinementCtx<object>,
): void {
  const given = keys.filter((key) => key in value);
  if (given.length === 1) return;
  const choice = keys.filter((key) => key !== 'input').join(' or ');
  const message =
    given.length === 0
      ? `expected ${choice}: what the user says`
      : `expected only one of ${given.join(' and ')}`;
  refinement.addIssue({ code: 'custom', message });
}

/** A scenario's file. */
export const scenarioFile = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  /** Judge every case of the scenario. */
  criteria,
  min_score: minScore,
  /** The cases, or the path of a `.jsonl` file with one on each line. */
  inputs: z.union([
    z.string().regex(/\.jsonl$/, 'expected a list, or the path of a .jsonl file'),
    z.array(scenarioInput).min(1),
  ]),
});
export type ScenarioFile = z.output<typeof scenarioFile>;

/** The cases that stand in `fluxloop.yaml` itself. */
export const inlineInputs = z.array(scenarioInput).min(1);
