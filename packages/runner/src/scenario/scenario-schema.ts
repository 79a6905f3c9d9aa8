import { duration } from '@fluxloop/core/configuration/schema';
import * as z from 'zod';
import { isJson, type Json } from './canonical-json.js';
import { dataFile } from './data-file-schema.js';
import { persona } from './persona-schema.js';

/** One criterion; what it may be is checked by `CriteriaReader`, and told to editors by `criterionJsonSchema`. */
export const criterionEntry = z.unknown();
const criteria = z
  .array(criterionEntry)
  .describe('What is expected of the answers: a list of criteria.');

// z.json() refers to itself, which makes zod keep track of every object of every case.
const json = z.custom<Json>(isJson, 'expected plain values: texts, numbers, lists, maps');
/** What the agent is given to know; texts may name its entries: `{{ customer }}`. */
const context = z
  .record(z.string(), json)
  .describe('What the agent is given to know. Texts may name its entries: {{ customer }}.');
const minScore = z
  .number()
  .min(0)
  .max(1)
  .describe('The least score that passes, from 0 to 1. Default: 1, every criterion with a weight.');
const weight = z
  .number()
  .min(0)
  .max(1e6)
  .describe('How much a case counts among the others. Default: 1.');
const expectedBehavior = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .describe(
    'What a good answer does, in prose, or a list of it; a judge decides (see "judge:" of fluxloop.yaml).',
  );
const interpolate = z
  .boolean()
  .describe('Whether {{ name }} stands for a variable. Default: true.');
const text = z.string().min(1);

/** What a case and a turn of one have in common. `input` is another name for `text`. */
const said = {
  text: text.optional().describe('What the user says.'),
  input: text.optional().describe('Another name for "text".'),
  context: context.optional(),
  criteria: criteria.default([]),
  expected_behavior: expectedBehavior.optional(),
};
/** `- "Hi"` is short for `- text: "Hi"`. */
const plain = text.transform((short) => ({ text: short, criteria: [] as unknown[] }));

/** The long form of a turn; it has one of {@link TURN_SPEECH}. */
export const turnFields = z.strictObject(said);
/** The keys that say what the user says, of which a turn and an input have exactly one. */
export const TURN_SPEECH = ['text', 'input'] as const;
export const INPUT_SPEECH = [...TURN_SPEECH, 'turns', 'messages'] as const;

/** One thing that the user says in a conversation. */
const turn = z.union([plain, turnFields]).superRefine((one, refinement) => {
  requireOne(one, TURN_SPEECH, refinement);
});

/** A chat message as OpenAI's API has it: https://platform.openai.com/docs/api-reference/chat */
export const chatMessage = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
  content: z
    .union([
      z.string(),
      z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
      z.null(),
    ])
    .optional(),
});
export type ChatMessage = z.output<typeof chatMessage>;

/** The long form of an input; it has one of {@link INPUT_SPEECH}. */
export const inputFields = z.strictObject({
  name: z.string().min(1).max(400).optional().describe('What the case is called in reports.'),
  ...said,
  turns: z.array(turn).min(1).optional().describe('A conversation: what the user says, in order.'),
  messages: z
    .array(chatMessage)
    .min(1)
    .optional()
    .describe(
      'A conversation as chat messages: those of the user are its turns, that of the system becomes the context "system".',
    ),
  min_score: minScore.optional(),
  weight: weight.optional(),
  timeout: duration
    .optional()
    .describe('The longest that the case may take: seconds, or 500ms, 30s, 2m.'),
  skip: z
    .union([z.boolean(), z.string().min(1)])
    .optional()
    .describe('Leaves the case out; a text says why.'),
  interpolate: interpolate.optional(),
  metadata: z
    .record(z.string(), json)
    .optional()
    .describe(
      'What is known about the input: who made it, of which kind it is. Neither the agent nor a criterion is told.',
    ),
});

/** One case of a scenario: a text, or turns of a conversation. */
export const scenarioInput = z.union([plain, inputFields]).superRefine((one, refinement) => {
  requireOne(one, INPUT_SPEECH, refinement);
});
export type ScenarioInput = Partial<z.output<typeof inputFields>> & { criteria: unknown[] };

function requireOne(
  value: object,
  keys: readonly string[],
  refinement: z.core.$RefinementCtx<object>,
): void {
  const given = keys.filter((key) => key in value);
  if (given.length === 1) return;
  const choice = keys.filter((key) => key === 'text' || key === 'turns').join(' or ');
  const message =
    given.length === 0
      ? `expected ${choice}: what the user says`
      : `expected only one of ${given.join(' and ')}`;
  refinement.addIssue({ code: 'custom', message });
}

const path = z.string().min(1);

/** A scenario's file. */
export const scenarioFile = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("What the scenario is called. Default: the file's name."),
  description: z.string().optional().describe('What the scenario is about, for people.'),
  extends: z
    .union([path, z.array(path).min(1)])
    .optional()
    .describe(
      'Scenarios that this one builds on: paths from its folder, the last one counts most.',
    ),
  context: context.optional(),
  personas: z
    .array(z.union([z.string().min(1), persona]))
    .min(1)
    .optional()
    .describe(
      'Who asks: every input is tested with each of them. A name is one of personas/*.yaml.',
    ),
  criteria: criteria.optional().describe('Judge every case of the scenario.'),
  expected_behavior: expectedBehavior.optional(),
  min_score: minScore.optional(),
  weight: weight.optional().describe('How much each case counts, unless it says so itself.'),
  iterations: z
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe('How often each case runs. Default: test.iterations of fluxloop.yaml.'),
  parallel: z
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe('How many cases of this scenario run at the same time, within test.parallel.'),
  timeout: duration
    .optional()
    .describe('The longest that a case may take: seconds, or 500ms, 30s, 2m.'),
  interpolate: interpolate.optional(),
  inputs: z
    .union([
      path.describe('The path of a .jsonl or .csv file.'),
      z.array(scenarioInput).min(1),
      dataFile,
    ])
    .optional()
    .describe('The cases: a list, or a file with one on each line.'),
});
export type ScenarioFile = z.output<typeof scenarioFile>;

/** The cases that stand in `fluxloop.yaml` itself. */
export const inlineInputs = z.array(scenarioInput).min(1);

/** `fluxloop.yaml` as far as its cases go. */
export const projectInputs = z.looseObject({ inputs: inlineInputs });
