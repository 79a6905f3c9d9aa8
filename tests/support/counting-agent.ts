import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** The kinds of target that a run is killed with. */
export const TARGET_KINDS = ['in process', 'JSONL process', 'HTTP'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** A project whose agent puts a line into a file whenever it is asked something. */
export interface CountedProject {
  root: string;
  /** How many rows a whole run has. */
  rows: number;
  parallel: number;
  /** How often the agent was asked, over all runs and processes. */
  calls(): number;
  /** Ends what outlives the runs. */
  close(): Promise<void>;
}

const INPUTS = 120;
const ITERATIONS = 4;
const PARALLEL = 4;

/** The same answer to the same text, whenever and wherever; some are wrong, some are none. */
const ANSWER = `
import { appendFileSync } from 'node:fs';
export async function answer(log, text) {
  appendFileSync(log, '.');
  const number = Number(/\\d+/.exec(text)[0]);
  if (number % 3 > 0) await new Promise((resolve) => setTimeout(resolve, number % 7));
  if (number % 11 === 0) throw new Error('No answer to ' + number);
  const last = number % 5 === 0 ? 'nothing' : 'parcel ' + number;
  return {
    text: last + ' goes to ' + ['ann', number, '@example.com'].join(''),
    metadata: { number, mail: ['ann', number, '@example.com'].join('') },
    tool_calls: [{ name: 'find', arguments: { parcel: number }, result: { found: number % 5 > 0 } }],
    usage: { input_tokens: number, output_tokens: 2, cost_usd: number / 1e5 },
  };
}
`;

const IN_PROCESS = (log: string) => `
import { answer } from './answer.mjs';
export async function run({ text }) {
  const { tool_calls: toolCalls, usage: u, ...rest } = await answer(${JSON.stringify(log)}, text);
  const usage = { inputTokens: u.input_tokens, outputTokens: u.output_tokens, costUsd: u.cost_usd };
  return { ...rest, toolCalls, usage };
}
`;

const JSONL = (log: string) => `
import { createInterface } from 'node:readline';
import { answer } from './answer.mjs';
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
createInterface({ input: process.stdin }).on('line', (line) => {
  const { type, session, turn, text } = JSON.parse(line);
  if (type !== 'input') return;
  answer(${JSON.stringify(log)}, text).then(
    (reply) => say({ type: 'final', session, turn, ...reply }),
    ({ message }) => say({ type: 'error', session, turn, message }),
  );
});
`;

/**
 * Writes a project of 480 rows: passes, fails and errors, text to sanitize, tools and costs, and answers
 * that take from nothing to six milliseconds. The HTTP agent is a server of this process, so that it
 * outlives every run.
 */
export async function countedProject(folder: string, kind: TargetKind): Promise<CountedProject> {
  const log = join(folder, 'calls');
  const root = join(folder, 'project');
  mkdirSync(join(root, 'scenarios'), { recursive: true });
  writeFileSync(log, '');
  writeFileSync(join(root, 'answer.mjs'), ANSWER);
  const server = kind === 'HTTP' ? await startServer(log, join(root, 'answer.mjs')) : null;
  const runner = {
    'in process': { target: './agent.mjs:run' },
    'JSONL process': { process: { command: [process.execPath, 'agent.mjs'] } },
    HTTP: {
      http: {
        url: server?.url,
        body: { text: '{{text}}' },
        response: { text: 'text', metadata: 'metadata', tool_calls: 'tool_calls', usage: 'usage' },
      },
    },
  }[kind];
  const inputs = Array.from({ length: INPUTS }, (_, index) => ({
    text: `Where is parcel ${index} of bob${index}@example.com?`,
    criteria: [{ contains: 'parcel' }, { 'tool-called': 'find' }],
  }));
  const files = {
    'agent.mjs': kind === 'JSONL process' ? JSONL(log) : IN_PROCESS(log),
    // JSON is YAML.
    'fluxloop.yaml': JSON.stringify({
      runner,
      test: { parallel: PARALLEL, iterations: ITERATIONS, retries: 0, sanitize: true },
    }),
    'scenarios/parcels.yaml': JSON.stringify({ inputs }),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, name), content);
  return {
    root,
    rows: INPUTS * ITERATIONS,
    parallel: PARALLEL,
    calls: () => readFileSync(log).length,
    close: async () => server?.close(),
  };
}

async function startServer(log: string, module: string) {
  const { answer } = (await import(module)) as {
    answer: (log: string, text: string) => Promise<object>;
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      const reply = await answer(log, (JSON.parse(body) as { text: string }).text);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(reply));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/chat`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
