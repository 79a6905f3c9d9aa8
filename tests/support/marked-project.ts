import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { MARKER_KINDS, type Marker, markersOf, ownWords } from './marker-kinds.ts';

/** Where somebody could write something sensitive, or an agent could say it. */
const PLACES = [
  ...['input', 'second turn', 'title', 'context', 'criterion', 'rubric', 'data file'],
  ...['scenario name', 'scenario description', 'scenario file', 'persona', 'persona description'],
  ...['answer', 'metadata', 'metadata key', 'tool argument', 'tool result', 'error', 'stderr'],
  ...['criterion reason', 'judge reason', 'environment', 'generated', 'server', 'print'],
] as const;
export type Place = (typeof PLACES)[number];

/** The markers by where they stand; every place has values of its own, one of each kind. */
export type MarkersByPlace = Readonly<Record<Place, readonly Marker[]>>;

export function placeMarkers(): MarkersByPlace {
  return Object.fromEntries(
    PLACES.map((place, index) => [place, markersOf(index)]),
  ) as unknown as MarkersByPlace;
}

/** Values that nothing but the name of their variable tells to be secret. */
export const ENVIRONMENT_SECRETS = {
  SHOP_PASSWORD: ['walnut', 'lantern', 'ferry'].join('.'),
  BOT_SECRET: ['orchid', 'gravel', 'tunnel'].join('.'),
};

/** The environment of the commands: every kind under a harmless name, and the secrets. */
export function markedEnvironment(markers: MarkersByPlace): Record<string, string> {
  const phrases = markers.environment.map(({ phrase }, at) => [`NOTE_${at}`, phrase]);
  return { ...Object.fromEntries(phrases), ...ENVIRONMENT_SECRETS };
}

const AGENT = `
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
const said = JSON.parse(readFileSync(new URL('./said.json', import.meta.url), 'utf8'));
const say = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
createInterface({ input: process.stdin }).on('line', (line) => {
  const { type, session, turn, text, context } = JSON.parse(line);
  if (type !== 'input') return;
  const at = Number(/case-(\\d+)/.exec(text)?.[1] ?? 0);
  process.stderr.write('noted: ' + said.stderr[at] + '\\n');
  if (text.includes('please crash')) {
    process.stderr.write('dying with ' + said.stderr[at] + '\\n', () => process.exit(3));
    return;
  }
  if (text.includes('please throw')) {
    say({ type: 'error', session, turn, message: new Error(said.error[at] + ' for ' + text).stack });
    return;
  }
  const { SHOP_PASSWORD, BOT_SECRET } = process.env;
  const words = [said.answer[at], process.env['NOTE_' + at], SHOP_PASSWORD, 'or', BOT_SECRET, text];
  say({
    type: 'final', session, turn,
    text: words.join('; ') + '; ' + JSON.stringify(context),
    metadata: { note: said.metadata[at], [said['metadata key'][at]]: 'x', deep: [{ of: context }] },
    tool_calls: [
      { name: 'look', arguments: { query: said['tool argument'][at] }, result: { found: [said['tool result'][at]] } },
    ],
  });
});
`;

const CRITERION = `
import { readFileSync } from 'node:fs';
const said = JSON.parse(readFileSync(new URL('./said.json', import.meta.url), 'utf8'));
export default ({ text }) => ({
  score: 0,
  reason: 'It keeps quiet about ' + said['criterion reason'][Number(/case-(\\d+)/.exec(text)?.[1] ?? 0)],
});
`;

/**
 * Runs of it meet every kind at every place.
 * @param shared - leaves the scenarios names that the platform takes, which are those of files
 */
export function writeMarkedProject(
  root: string,
  markers: MarkersByPlace,
  { baseUrl, shared = false }: { baseUrl: string; shared?: boolean },
): void {
  const at = (place: Place, index: number) => markers[place][index]?.phrase ?? '';
  const files: Record<string, string> = {
    'agent.mjs': AGENT,
    'own.mjs': CRITERION,
    'said.json': JSON.stringify(
      Object.fromEntries(
        Object.entries(markers).map(([place, all]) => [place, all.map(({ phrase }) => phrase)]),
      ),
    ),
    'fluxloop.yaml': JSON.stringify({
      project: 'support-bot',
      runner: {
        process: {
          command: [process.execPath, 'agent.mjs'],
          env: [
            ...MARKER_KINDS.map((_, index) => `NOTE_${index}`),
            ...Object.keys(ENVIRONMENT_SECRETS),
          ],
        },
      },
      judge: { base_url: baseUrl, model: 'judge-1' },
      generation: { base_url: baseUrl, model: 'writer-1' },
      test: { parallel: 8, retries: 0 },
      sanitization: ownPatterns(),
    }),
    'personas/insider.yaml': JSON.stringify({
      description: `Knows ${markers['persona description'].map(({ phrase }) => phrase).join(', ')}`,
    }),
  };
  const lines = markers['data file'].map(({ phrase }, index) =>
    JSON.stringify({ text: `case-${index} in a file: ${phrase}` }),
  );
  const [{ value: mail } = { value: '' }] = markers['scenario file'];
  files[`scenarios/data/of ${mail}.jsonl`] = `${lines.join('\n')}\n`;
  files['scenarios/filed.yaml'] = JSON.stringify({ inputs: `data/of ${mail}.jsonl` });
  for (const index of MARKER_KINDS.keys()) {
    files[`scenarios/${scenarioFile(at('scenario file', index), index)}.yaml`] = JSON.stringify({
      name: shared ? `Number ${index}` : `Number ${index}: ${at('scenario name', index)}`,
      description: at('scenario description', index),
      context: { customer: at('context', index) },
      personas: [{ name: at('persona', index), description: at('persona description', index) }],
      inputs: [
        {
          name: at('title', index),
          turns: [
            `case-${index} begins, ${at('input', index)}`,
            `case-${index} goes on, ${at('second turn', index)}`,
          ],
          criteria: [{ contains: at('criterion', index) }, { module: './own.mjs' }],
          expected_behavior: `The agent is kind, ${at('rubric', index)}`,
        },
        `case-${index}, please throw, ${at('input', index)}`,
      ],
    });
  }
  writeFiles(root, files);
}

/** A project whose agent is a server with a credential in its address and in its headers. */
export function writeServedProject(root: string, markers: MarkersByPlace, url: string): void {
  const inputs = markers.server.flatMap(({ phrase }, index) =>
    ['fine', 'broken', 'moved'].map((way) => `case-${index} is ${way}: ${phrase}`),
  );
  writeFiles(root, {
    'fluxloop.yaml': JSON.stringify({
      project: 'support-bot',
      runner: {
        http: {
          url: `${url}?access_token=\${SHOP_PASSWORD}`,
          headers: { 'x-shop': `\${BOT_SECRET}`, 'x-customer': markers.server[0]?.value },
          body: { text: '{{text}}' },
          response: { text: 'text' },
        },
      },
      test: { parallel: 8, retries: 0 },
      sanitization: ownPatterns(),
    }),
    'scenarios/served.yaml': JSON.stringify({ inputs }),
  });
}

/** A project whose agent dies, with its last words on standard error. */
export function writeCrashingProject(root: string, markers: MarkersByPlace): void {
  const inputs = markers.stderr.flatMap((_, index) =>
    index % 8 === 0 ? [`case-${index}, please crash`] : [],
  );
  writeFiles(root, {
    'agent.mjs': AGENT,
    'said.json': JSON.stringify({ stderr: markers.stderr.map(({ phrase }) => phrase) }),
    'fluxloop.yaml': JSON.stringify({
      project: 'support-bot',
      runner: { process: { command: [process.execPath, 'agent.mjs'] } },
      test: { parallel: 1, retries: 0 },
      sanitization: ownPatterns(),
    }),
    'scenarios/crashes.yaml': JSON.stringify({ inputs }),
  });
}

/** A project whose agent and criterion are functions that print, and throw what they know. */
export function writePrintingProject(root: string, markers: MarkersByPlace): void {
  writeFiles(root, {
    'agent.mjs': `
      import { readFileSync } from 'node:fs';
      const said = JSON.parse(readFileSync(new URL('./said.json', import.meta.url), 'utf8'));
      export function run({ text }) {
        const phrase = said[Number(/\\d+/.exec(text)[0])];
        console.log('heard', phrase);
        console.error('heard', { phrase });
        process.stderr.write(phrase + '\\n');
        if (text.includes('throw')) throw new Error('cannot ' + phrase);
        return text;
      }`,
    'own.mjs': `
      import { readFileSync } from 'node:fs';
      const said = JSON.parse(readFileSync(new URL('./said.json', import.meta.url), 'utf8'));
      export default ({ text }) => {
        const phrase = said[Number(/\\d+/.exec(text)[0])];
        console.log('judged', phrase);
        if (text.includes('fault')) throw new Error('no judgement of ' + phrase);
        return false;
      };`,
    'said.json': JSON.stringify(markers.print.map(({ phrase }) => phrase)),
    'fluxloop.yaml': JSON.stringify({
      project: 'support-bot',
      runner: { target: './agent.mjs:run' },
      test: { parallel: 4, retries: 0 },
      sanitization: ownPatterns(),
    }),
    'scenarios/prints.yaml': JSON.stringify({
      criteria: [{ module: './own.mjs' }],
      inputs: markers.print.flatMap((_, index) =>
        ['talk', 'throw', 'fault'].map((way) => `case-${index}: ${way}`),
      ),
    }),
  });
}

/** A name that a file system takes; a label and a value in it, where they fit. */
function scenarioFile(phrase: string, index: number): string {
  return phrase.length > 120 || /["/\\]/.test(phrase) ? `scenario-${index}` : phrase;
}

function ownPatterns(): object {
  return {
    patterns: [
      { type: 'words', name: 'own_word', words: ownWords },
      { type: 'regex', name: 'staff_number', pattern: 'EMP-[0-9]{6}' },
    ],
  };
}

function writeFiles(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** A server that keeps what it is sent, body and headers. */
export interface MarkedServer {
  url: string;
  requests: string[];
  close(): Promise<void>;
}

/**
 * Models that judge and word inputs in the form of OpenAI's API (`/v1`), and an agent (`/chat`) that
 * repeats in its answers, errors and redirects all that it was sent.
 */
export async function startMarkedServer(markers: MarkersByPlace): Promise<MarkedServer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const index = Number(/case-(\d+)/.exec(body)?.[1] ?? 0);
    if (request.url?.startsWith('/v1')) {
      requests.push(
        `${request.method} ${request.url}\n${JSON.stringify(request.headers)}\n${body}`,
      );
      const content = body.includes('writer-1')
        ? wordings(markers, body)
        : { reason: `It does not say ${markers['judge reason'][index]?.phrase}`, score: 0 };
      response.end(
        JSON.stringify({ choices: [{ message: { content: JSON.stringify(content) } }] }),
      );
      return;
    }
    const echo = JSON.stringify([request.url, request.headers, body]);
    if (body.includes('is broken')) response.writeHead(500).end(`Sorry: ${echo}`);
    else if (body.includes('is moved')) {
      response.writeHead(302, {
        location: `http://elsewhere.example/?${encodeURIComponent(echo)}`,
      });
      response.end();
    } else {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ text: echo }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** As many conversations as were asked for, each with another marker. */
let worded = 0;
function wordings(markers: MarkersByPlace, body: string): object {
  const asked = body.match(/for_example/g)?.length ?? 0;
  const conversations = Array.from({ length: asked }, () => {
    const { phrase } = markers.generated[worded++ % MARKER_KINDS.length] ?? { phrase: '' };
    return [`I have a question, ${phrase}`];
  });
  return { conversations };
}
