import * as z from 'zod';
import { DEFAULTS } from './defaults.js';
import { literalModelKey } from './literal-model-key.js';
import { duration } from './quantities.js';

/** The ways to reach an agent; `runner:` has exactly one of them. */
const KINDS = ['target', 'python', 'process', 'http', 'openai', 'replay'] as const;

const variableName = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'expected the name of a variable; its value comes from your environment',
  );
const environment = z
  .array(variableName)
  .default([])
  .describe('Names of variables that the agent gets beside the usual ones.');
const cwd = z
  .string()
  .min(1)
  .optional()
  .describe("Where it runs, relative to the project's folder. Default: that folder.");
const instances = z
  .int()
  .min(1)
  .max(64)
  .default(DEFAULTS.process.instances)
  .describe('How many processes share the conversations.');
const stopSignal = z
  .enum(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'])
  .default(DEFAULTS.process.stop_signal)
  .describe('What asks the agent to end.');
const stopTimeout = duration
  .default(DEFAULTS.process.stop_timeout)
  .describe('How long the agent may take to end before it is killed.');
const expression = z.string().min(1).optional();

const processRunner = z
  .strictObject({
    command: z
      .array(z.string().min(1))
      .min(1)
      .describe('The program and its arguments; no shell is involved.'),
    protocol: z
      .enum(['jsonl', 'text', 'raw'])
      .default('jsonl')
      .describe(
        'jsonl: messages of the agent protocol. text: a line in, a line out. raw: a process for each turn, all of its output is the answer.',
      ),
    cwd,
    env: environment,
    ready_pattern: expression.describe(
      'A regular expression; the agent is ready once a line of its output matches.',
    ),
    answer_end: expression.describe(
      'Only with "protocol: text": an expression for what stands behind each answer, such as the next prompt. Default: the answer is one line.',
    ),
    reuse: z
      .boolean()
      .optional()
      .describe(
        'Whether a process serves more than one conversation. Default: true for jsonl, false for text.',
      ),
    instances,
    stop_signal: stopSignal,
    stop_timeout: stopTimeout,
  })
  .superRefine(({ protocol, answer_end, ready_pattern, reuse }, context) => {
    const idle = [
      ...(answer_end !== undefined && protocol !== 'text' ? ['answer_end'] : []),
      ...(ready_pattern !== undefined && protocol === 'raw' ? ['ready_pattern'] : []),
      ...(reuse === true && protocol === 'raw' ? ['reuse'] : []),
    ];
    for (const key of idle) {
      context.addIssue({
        code: 'custom',
        path: [key],
        message: `means nothing with "protocol: ${protocol}"`,
        params: {
          hint: key === 'answer_end' ? 'Remove it, or write "protocol: text".' : 'Remove it.',
        },
      });
    }
  });
/** `runner.process` after parsing. */
export type ProcessRunner = z.output<typeof processRunner>;

const moduleTarget = z.strictObject({
  module: z
    .string()
    .min(1)
    .describe('A file of the project, or a package, that makes a target: ./targets/voice.ts'),
  options: z
    .record(z.string(), z.json())
    .default({})
    .describe('What the module is given; what it means is its own affair.'),
});

const functionTarget = z
  .string()
  .regex(/^.+:[A-Za-z_$][\w$]*$/, 'expected a file and a function: ./src/agent.ts:run');

const pythonFunction = z
  .string()
  .regex(
    /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*$/,
    'expected a module and a function: src.agent:run',
  );
const pythonSettings = z.strictObject({
  function: pythonFunction.describe('A module and its function: src.agent:run'),
  interpreter: z
    .string()
    .min(1)
    .optional()
    .describe(
      "The interpreter's program. Default: of the active virtual environment, of .venv or venv in the project, or python3.",
    ),
  cwd,
  env: environment,
  instances,
  stop_signal: stopSignal,
  stop_timeout: stopTimeout,
});
const pythonRunner = z
  .union([pythonFunction, pythonSettings])
  .transform((value) =>
    typeof value === 'string' ? pythonSettings.parse({ function: value }) : value,
  );
/** `runner.python` after parsing. */
export type PythonRunner = z.output<typeof pythonSettings>;

const path = z.string().min(1);
const httpResponse = z.strictObject({
  format: z
    .enum(['auto', 'json', 'sse', 'text'])
    .default('auto')
    .describe('How the answer is read. Default: as its Content-Type says.'),
  text: path
    .default(DEFAULTS.http.response.text)
    .describe('Where the text is: reply.text, choices[0].delta.content. In a stream: its pieces.'),
  tool_calls: path.optional().describe('Where the tool calls are: a list of {name, arguments}.'),
  metadata: path.optional().describe('Where an object is that is stored with the answer.'),
  usage: path.optional().describe('Where {input_tokens, output_tokens, cost_usd} is.'),
  state: path.optional().describe('Where the state is that criteria compare.'),
  error: path.optional().describe('Where an error is, when a 200 may hold one.'),
  session: path
    .optional()
    .describe("Where the server's own id of the conversation is; {{session}} in later turns."),
  session_header: path.optional().describe('The same, in a header of the answer.'),
  done: z
    .string()
    .default(DEFAULTS.http.response.done)
    .describe('The data of the event that ends a stream.'),
  events: z
    .array(z.string())
    .optional()
    .describe('The names of the events of a stream that count. Default: all.'),
});

const httpRunner = z.strictObject({
  url: z.string().min(1).describe(`https://… or http://…, with \${NAME} and {{session}}.`),
  method: z.enum(['POST', 'PUT', 'PATCH', 'GET']).default(DEFAULTS.http.method),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe(`Values may hold \${NAME}, which comes from your environment.`),
  body: z
    .json()
    .optional()
    .describe(
      'A template: {{text}}, {{session}}, {{turn}}, {{messages}}, {{context}}, {{context.key}}. Default: {text, session}.',
    ),
  response: httpResponse.prefault({}),
});
/** `runner.http` after parsing. */
export type HttpRunner = z.output<typeof httpRunner>;

const openaiRunner = z.strictObject({
  base_url: z
    .string()
    .min(1)
    .default(DEFAULTS.openai.base_url)
    .describe('The address before /chat/completions.'),
  model: z.string().min(1).describe('The name of the model.'),
  api_key_env: variableName
    .optional()
    .describe(
      'The variable that holds the key. Default: OPENAI_API_KEY for api.openai.com, none for others.',
    ),
  api_key: literalModelKey,
  system: z.string().optional().describe('The system message; may hold {{context.key}}.'),
  stream: z.boolean().default(DEFAULTS.openai.stream).describe('Whether answers come in pieces.'),
  tools: z
    .array(z.record(z.string(), z.json()))
    .optional()
    .describe('The tools, as the API takes them.'),
  tool_results: z
    .record(z.string(), z.json())
    .default({})
    .describe('What a tool gives back, by its name; the model then goes on with it.'),
  parameters: z
    .record(z.string(), z.json())
    .default({})
    .describe('Further members of the request: temperature, seed, max_tokens.'),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe(`Values may hold \${NAME}, which comes from your environment.`),
  price: z
    .strictObject({
      input: z.number().nonnegative().describe('US dollars for a million tokens that it reads.'),
      output: z.number().nonnegative().describe('US dollars for a million tokens that it writes.'),
    })
    .optional()
    .describe('What the tokens cost; answers then carry a cost.'),
});
/** `runner.openai` after parsing. */
export type OpenaiRunner = z.output<typeof openaiRunner>;

const replayRunner = z
  .string()
  .min(1)
  .describe("A JSONL file of recorded answers, relative to the project's folder.");

/** `runner:` of `fluxloop.yaml`: which agent is tested, and how it is reached. */
export const runner = z
  .strictObject({
    target: z
      .union([functionTarget, moduleTarget])
      .optional()
      .describe('A function of the project, ./src/agent.ts:run, or a module that makes a target.'),
    python: pythonRunner.optional().describe('A Python function: src.agent:run'),
    process: processRunner.optional().describe('A program in any language.'),
    http: httpRunner.optional().describe('A chat server.'),
    openai: openaiRunner.optional().describe('A model behind an OpenAI-compatible API.'),
    replay: replayRunner.optional().describe('Answers that were recorded.'),
  })
  .superRefine((value, context) => {
    const given = KINDS.filter((kind) => value[kind] !== undefined);
    if (given.length === 1) return;
    // A misspelt kind is told by its name.
    if (context.issues.some(({ code }) => code === 'unrecognized_keys')) return;
    const named = given.map((kind) => `"${kind}"`).join(' and ');
    context.addIssue({
      code: 'custom',
      message:
        given.length === 0
          ? `expected one of ${KINDS.join(', ')}`
          : `expected one way to reach the agent, got ${named}`,
      params: {
        code: 'runner_ambiguous',
        hint:
          given.length === 0
            ? 'Add one, for example: target: "./src/agent.ts:run"'
            : `Keep one of ${named} and remove the other${given.length > 2 ? 's' : ''}.`,
      },
    });
  });
