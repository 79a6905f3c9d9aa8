import * as z from 'zod';
import { isJson, type Json } from './canonical-json.js';

const criteria = z.array(z.unknown()).default([]);
// z.json() refers to itself, which makes zod keep track of every object of every case.
const json = z.custom<Json>(isJson, 'expected plain values: texts, numbers, lists, maps');
const context = z.record(z.string(), json).optional();
const minScore = z.number().min(0).max(1).optional();

/** `- "Hi"` is short for `- text: "Hi"`, and `input` is another name for `text`. */
function plainInput(value: unknown): unknown {
  if (typeof value === 'string') return { text: value };
  if (typeof value !== 'object' || value === null || !('input' in value)) return value;
  const { input, ...others } = value;
  return 'text' in others ? value : { ...others, text: input };
}

const turn = z.preprocess(
  plainInput,
  z.strictObject({ text: z.string().min(1), context, criteria }),
);

const fields = z
  .strictObject({
    name: z.string().min(1).max(400).optional(),
    text: z.string().min(1).optional(),
    turns: z.array(turn).min(1).optional(),
    context,
    criteria,
    min_score: minScore,
    skip: z.union([z.boolean(), z.string().min(1)]).optional(),
  })
  .superRefine((input, refinement) => {
    if ((input.text === undefined) !== (input.turns === undefined)) return;
    refinement.addIssue({
      code: 'custom',
      message:
        input.text === undefined
          ? 'expected "text" or "turns": what the user says'
          : 'expected either "text" or "turns", not both',
    });
  });

/** One case of a scenario: a text, or turns of a conversation. */
export const scenarioInput = z.preprocess(plainInput, fields);
export type ScenarioInput = z.output<typeof fields>;

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
