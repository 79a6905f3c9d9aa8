import * as z from 'zod';
import { endpointProblem } from '../credentials/endpoint.js';
import { DEFAULTS } from './defaults.js';
import { literalModelKey } from './literal-model-key.js';
import { duration } from './quantities.js';

/** FluxLoop's own credentials are for the platform that issued them, and for nobody else. */
const FLUXLOOP_CREDENTIAL = /^FLUXLOOP_(?:TOKEN|API_KEY(?:_.*)?)$/i;

const baseUrl = z.string().superRefine((value, context) => {
  const problem = endpointProblem(value);
  if (problem === null) return;
  const insecure = problem.code === 'endpoint_insecure';
  context.addIssue({
    code: 'custom',
    message: insecure ? problem.message : 'This is not the address of an API.',
    params: {
      code: problem.code,
      hint: insecure
        ? problem.hint
        : `Write it as a whole address, without "?" and "#": ${DEFAULTS.judge.base_url}`,
    },
  });
});

const keyVariable = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'expected the name of a variable; its value comes from your environment',
  )
  .refine((name) => !FLUXLOOP_CREDENTIAL.test(name), {
    message: 'a credential of FluxLoop is sent to no judge',
  });

const dollars = z.number().nonnegative();

/** `judge:` of `fluxloop.yaml`: the model that decides what no rule can. */
export const judge = z.strictObject({
  base_url: baseUrl
    .default(DEFAULTS.judge.base_url)
    .describe('The address before /chat/completions of an OpenAI-compatible API.'),
  model: z.string().min(1).describe('The name of the model.'),
  api_key_env: keyVariable
    .optional()
    .describe(
      'The variable that holds the key. Default: OPENAI_API_KEY for api.openai.com, none for others.',
    ),
  api_key: literalModelKey,
  temperature: z
    .number()
    .min(0)
    .max(2)
    .nullable()
    .default(DEFAULTS.judge.temperature)
    .describe('null leaves it to the model, for those that take no other.'),
  votes: z
    .int()
    .min(1)
    .max(15)
    .default(DEFAULTS.judge.votes)
    .describe('How often each question is asked; the median counts.'),
  timeout: duration
    .default(DEFAULTS.judge.timeout)
    .describe('The longest that one answer may take: seconds, or 500ms, 30s, 2m.'),
  parallel: z
    .int()
    .min(1)
    .max(100)
    .default(DEFAULTS.judge.parallel)
    .describe('How many questions are asked at the same time.'),
  cache: z
    .boolean()
    .default(DEFAULTS.judge.cache)
    .describe('Whether the same question about the same conversation is asked only once.'),
  send: z
    .enum(['sanitized', 'raw'])
    .default(DEFAULTS.judge.send)
    .describe(
      'What the judge sees. raw holds only for runs that are not sanitized themselves; then nothing is redacted on its way to the judge.',
    ),
  price: z
    .strictObject({
      input: dollars.describe('US dollars for a million tokens that it reads.'),
      output: dollars.describe('US dollars for a million tokens that it writes.'),
    })
    .optional()
    .describe('What the tokens cost; the run then tells what judging cost.'),
});
/** `judge:` after parsing; `timeout` in milliseconds. */
export type JudgeConfiguration = z.output<typeof judge>;
