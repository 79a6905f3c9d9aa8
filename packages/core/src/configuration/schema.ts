import * as z from 'zod';
import { projectSlug } from '../contract/identifiers.js';
import { endpointProblem } from '../credentials/endpoint.js';
import { DEFAULTS } from './defaults.js';
import { gate } from './gate-schema.js';
import { generation } from './generation-schema.js';
import { judge } from './judge-schema.js';
import { byteSize, duration } from './quantities.js';
import { runner } from './runner-schema.js';
import { sanitization } from './sanitization-schema.js';

/** A platform's address: https, or http on loopback. */
const endpoint = z.string().superRefine((value, context) => {
  const problem = endpointProblem(value);
  if (problem === null) return;
  context.addIssue({
    code: 'custom',
    message: problem.message,
    params: { code: problem.code, hint: problem.hint },
  });
});

const LITERAL_KEY_HINT = [
  'Remove the line, and revoke the key if the file was ever committed. Then either',
  '  export FLUXLOOP_API_KEY=…                      for CI',
  '  fluxloop auth login --with-token < key.txt     for your own machine',
  '  api: { key_file: ~/.fluxloop/api_key.txt }     a file with mode 600, outside the repository',
].join('\n');

/** `api.key` is here to be refused with the right way instead of with "unknown key". */
const literalKey = z
  .custom<undefined>((value) => value === undefined, {
    message: 'A key does not belong into fluxloop.yaml: the file is committed and shared.',
    params: { code: 'literal_api_key', hint: LITERAL_KEY_HINT },
  })
  .optional();

const api = z.strictObject({
  endpoint: endpoint.optional().describe('The address of your platform: https.'),
  key_file: z
    .string()
    .min(1)
    .optional()
    .describe("A file that holds the API key; ~ and paths relative to the project's root."),
  key: literalKey,
});

const test = z.strictObject({
  parallel: z
    .int()
    .min(1)
    .max(1_000)
    .default(DEFAULTS.test.parallel)
    .describe('How many cases run at the same time.'),
  iterations: z
    .int()
    .min(1)
    .max(1_000)
    .default(DEFAULTS.test.iterations)
    .describe('How often each case runs.'),
  shards: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe(
      'How many jobs share the cases where the system tells only which one this is, as an Indexed Job of Kubernetes does.',
    ),
  timeout: duration
    .default(DEFAULTS.test.timeout)
    .describe('The longest that a whole case may take: seconds, or 500ms, 30s, 2m.'),
  turn_timeout: duration
    .default(DEFAULTS.test.turn_timeout)
    .describe('The longest that one answer may take: seconds, or 500ms, 30s, 2m.'),
  idle_timeout: duration
    .optional()
    .describe(
      'The longest silence within an answer: seconds, or 500ms, 30s, 2m. Default: "turn_timeout".',
    ),
  auto_upload: z
    .boolean()
    .default(DEFAULTS.test.auto_upload)
    .describe('Upload after every test, as "--upload" does.'),
  sanitize: z
    .boolean()
    .default(DEFAULTS.test.sanitize)
    .describe('Sanitize what is stored locally too, as "--sanitize" does.'),
  retries: z
    .int()
    .min(0)
    .max(10)
    .default(DEFAULTS.test.retries)
    .describe('How often a case is tried again after an infrastructure fault.'),
  max_output: byteSize
    .default(DEFAULTS.test.max_output)
    .describe('The most that the agent may say in one case: bytes, or 512KB, 4MiB.'),
});

/**
 * `fluxloop.yaml`. Names stay as the file writes them; durations come out in milliseconds and
 * sizes in bytes; what the file leaves out is filled in.
 */
export const projectConfiguration = z.strictObject({
  project: projectSlug.optional().describe("The project's name on the platform."),
  api: api.optional(),
  runner: runner.optional(),
  judge: judge
    .optional()
    .describe('The model that judges what no rule can: llm_judge, classifier, comparison.'),
  generation: generation
    .optional()
    .describe('The model that words inputs for "fluxloop inputs generate --llm".'),
  scenarios: z
    .union([
      z
        .string()
        .min(1)
        .transform((glob) => [glob]),
      z.array(z.string().min(1)).min(1),
    ])
    .default([...DEFAULTS.scenarios])
    .describe("Where scenarios lie: globs from the project's folder."),
  inputs: z
    .array(z.unknown())
    .optional()
    .describe("Inputs without a scenario's file, in a scenario's form; the runner checks them."),
  test: test.prefault({}),
  gate: gate.optional().describe('What a run must reach to end with 0.'),
  sanitization: sanitization.optional(),
  strict: z
    .boolean()
    .default(false)
    .describe('Makes an unknown key an error; it is a warning otherwise.'),
});
/** `fluxloop.yaml` after parsing: durations in milliseconds, sizes in bytes, defaults filled in. */
export type ProjectConfiguration = z.output<typeof projectConfiguration>;
/** `fluxloop.yaml` as it may be written. */
export type ProjectConfigurationInput = z.input<typeof projectConfiguration>;

export type { GateConfiguration } from './gate-schema.js';
export type { GenerationConfiguration } from './generation-schema.js';
export type { JudgeConfiguration } from './judge-schema.js';
export { byteSize, duration } from './quantities.js';
export type { HttpRunner, OpenaiRunner, ProcessRunner, PythonRunner } from './runner-schema.js';
export type { SanitizationConfiguration } from './sanitization-schema.js';
