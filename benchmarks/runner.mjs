/**
 * What `fluxloop test` costs beside a bare loop, sanitizer on, and what it promises of itself:
 *
 *   cost     CPU time for 10,000 cases of an echo agent with one `contains` each
 *   growth   peak memory at 100,000 cases, less that at 1,000
 *   start    CPU time of `fluxloop test` with one case, beside `node -e 0`
 *   turns    turns per second through one JSONL process, beside a bare echo through the same pipe
 *   million  CPU time and peak memory for 1,000,000 cases
 *
 * Each subject runs in a process of its own, in turns with the others, so that a busy machine weighs
 * on all of them alike. The engine runs as the command that is published, as it is typed; only the turns
 * are taken from the library, to leave its start aside. CPU is user and system time of all threads of that
 * process since it started, Node's own start included on both sides; memory is its peak resident set. A subprocess agent's own
 * time is not counted, on neither side. Figures are medians.
 *
 * The bare loop is what one writes without an engine: it reads the same lines of cases, awaits the same
 * agent, looks for the text, and awaits the append of a line of JSON, so that a crash loses nothing that
 * was counted. The engine has a thread for the agent, ids, placeholders, leaks, events, checksums, fsync,
 * totals, statistics and a summary besides.
 *
 * Usage: node benchmarks/runner.mjs [--cases 10000] [--rounds 5] [--quick] [--million]
 *          [--only cost,growth,start,turns,million] [--json]
 *
 * `--quick` measures each once; `--million` adds the million cases, which take some minutes.
 * Ends with 1 when a promise is broken, with 2 when something could not be measured.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PARALLEL = 8;
const GROWN_FROM = 1000;
const GROWN_TO = 100_000;
const MILLION = 1_000_000;
const TURNS_PER_CASE = 10;
const TURNS = 100_000;
/** What is under way at once, on both sides of the comparison of turns. */
const WINDOW = 64;
const CLI = fileURLToPath(new URL('../packages/cli/bin/fluxloop.js', import.meta.url));
/** Subjects that are the command. */
const COMMANDS = ['engine', 'engine-jsonl'];

/** What is promised; each figure is at most, or at least, this. */
const LIMITS = {
  cost: 2.5,
  growth: 40,
  start: 6,
  turns: 0.4,
  million: 5,
  millionPeak: 200,
};
const AGENT = `import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  const { type, session, text } = JSON.parse(line);
  if (type === 'input') process.stdout.write(JSON.stringify({ type: 'final', session, text: 'You said: ' + text }) + '\\n');
}
`;
const MODULE = `export const run = async ({ text }) => 'You said: ' + text;\n`;
const SECTIONS = { cost, growth, start, turns, million };

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    million: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    // Set by this script when it starts itself for one measurement.
    subject: { type: 'string' },
    folder: { type: 'string' },
  },
});
const cases = wholeNumber('cases');
const rounds = values.quick ? 1 : wholeNumber('rounds');
/** The command keeps here what V8 compiled at its first start, once in a version's life. */
const home = mkdtempSync(join(tmpdir(), 'fluxloop-bench-home-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
if (values.subject === undefined) await compare();
else await measureSubject(values.subject, values.folder, cases);

/** Measures what is asked for and prints what came out. */
async function compare() {
  for (const built of ['runner/dist/index.js', 'cli/dist/index.cjs']) {
    if (!existsSync(fileURLToPath(new URL(`../packages/${built}`, import.meta.url)))) {
      fail(`packages/${built} is missing. Run: npm run build`);
    }
  }
  await spawnSubject('engine', 1);
  const results = [];
  for (const name of chosenSections()) {
    for (const result of await SECTIONS[name]()) {
      results.push({ section: name, ...result });
      if (!values.json) print(results.at(-1));
    }
  }
  const kept = results.every((result) => result.kept);
  if (values.json) {
    const report = { benchmark: 'runner', node: process.version, cases, rounds, kept, results };
    console.log(JSON.stringify(report, null, 2));
  }
  process.exitCode = kept ? 0 : 1;
}

function chosenSections() {
  const all = Object.keys(SECTIONS);
  const chosen =
    values.only?.split(',') ?? all.filter((name) => name !== 'million' || values.million);
  for (const name of chosen) {
    if (!all.includes(name)) fail(`--only takes ${all.join(', ')}; there is no "${name}".`);
  }
  return chosen;
}

function print({ section, what, kept }) {
  console.log(`${section.padEnd(8)} ${kept ? 'kept  ' : 'BROKEN'} ${what}`);
}

async function cost() {
  const pairs = [
    ['in process', 'loop', 'engine'],
    ['JSONL process', 'loop-jsonl', 'engine-jsonl'],
  ];
  const samples = await inTurns(rounds, ['loop', 'engine', 'loop-jsonl', 'engine-jsonl'], cases);
  return pairs.map(([name, loop, engine]) => {
    const floor = middle(samples[loop], 'cpu_ms');
    const cpu_ms = middle(samples[engine], 'cpu_ms');
    const figure = cpu_ms / floor;
    return {
      what: `${cases} cases, ${name}: loop ${floor.toFixed(0)} ms, engine ${cpu_ms.toFixed(0)} ms, ${figure.toFixed(2)}× CPU (promise ≤ ${LIMITS.cost}×)`,
      figure,
      limit: LIMITS.cost,
      kept: figure <= LIMITS.cost,
    };
  });
}

async function growth() {
  const few = await inTurns(Math.min(rounds, 3), ['engine'], GROWN_FROM);
  const many = await inTurns(Math.min(rounds, 3), ['engine'], GROWN_TO);
  const [from, to] = [few, many].map(({ engine }) => middle(engine, 'peak_mb'));
  const figure = to - from;
  return [
    {
      what: `peak memory from ${GROWN_FROM} to ${GROWN_TO} cases: ${from.toFixed(0)} MB to ${to.toFixed(0)} MB, ${figure.toFixed(1)} MB more (promise ≤ ${LIMITS.growth} MB)`,
      figure,
      limit: LIMITS.growth,
      kept: figure <= LIMITS.growth,
    },
  ];
}

/** The whole command, as it is typed. */
async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'fluxloop-bench-'));
  try {
    await prepare(folder, 'engine', 1);
    const samples = { empty: [], test: [] };
    // The first writes the schemas for editors, once in a project's life.
    measureCommand(folder, [CLI, 'test']);
    for (let round = 0; round < 2 * rounds + 1; round += 1) {
      samples.empty.push(measureCommand(folder, ['-e', '0']));
      samples.test.push(measureCommand(folder, [CLI, 'test']));
    }
    const [empty, test] = [samples.empty, samples.test].map((one) => middle(one, 'cpu_ms'));
    const figure = test / empty;
    return [
      {
        what: `fluxloop test with one case: ${test.toFixed(0)} ms CPU, node -e 0: ${empty.toFixed(0)} ms, ${figure.toFixed(2)}× (promise ≤ ${LIMITS.start}×)`,
        figure,
        limit: LIMITS.start,
        kept: figure <= LIMITS.start,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function turns() {
  const samples = await inTurns(Math.min(rounds, 5), ['pipe', 'turns'], TURNS);
  const [bare, engine] = [samples.pipe, samples.turns].map((one) => middle(one, 'per_second'));
  const figure = engine / bare;
  return [
    {
      what: `${TURNS} turns through one JSONL process: ${engine.toFixed(0)} a second, a bare echo ${bare.toFixed(0)}, ${(100 * figure).toFixed(0)} % (promise ≥ ${100 * LIMITS.turns} %)`,
      figure,
      limit: LIMITS.turns,
      kept: figure >= LIMITS.turns,
    },
  ];
}

async function million() {
  const samples = await inTurns(1, ['loop', 'engine'], MILLION);
  const floor = middle(samples.loop, 'cpu_ms');
  const cpu_ms = middle(samples.engine, 'cpu_ms');
  const peak = middle(samples.engine, 'peak_mb');
  const figure = cpu_ms / floor;
  return [
    {
      what: `${MILLION} cases, in process: loop ${(floor / 1000).toFixed(1)} s, engine ${(cpu_ms / 1000).toFixed(1)} s, ${figure.toFixed(2)}× CPU (promise ≤ ${LIMITS.million}×)`,
      figure,
      limit: LIMITS.million,
      kept: figure <= LIMITS.million,
    },
    {
      what: `${MILLION} cases, in process: ${peak.toFixed(0)} MB peak (promise ≤ ${LIMITS.millionPeak} MB)`,
      figure: peak,
      limit: LIMITS.millionPeak,
      kept: peak <= LIMITS.millionPeak,
    },
  ];
}

/** Samples of each subject by its name. */
async function inTurns(times, subjects, count) {
  const samples = Object.fromEntries(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < times; round += 1) {
    for (const subject of subjects) samples[subject].push(await spawnSubject(subject, count));
  }
  return samples;
}

function middle(samples, field) {
  return median(samples.map((sample) => sample[field]));
}

/** What a command took, by what it reports itself when it ends. */
function measureCommand(folder, argv) {
  const report = join(folder, 'usage.json');
  const usage = new URL('./measure-usage.mjs', import.meta.url).href;
  const child = spawnSync(process.execPath, ['--import', usage, ...argv], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: home, LC_ALL: 'C', CI: '1', MEASURE_USAGE: report },
    encoding: 'utf8',
  });
  if (child.status !== 0) fail(`${argv.join(' ')} ended with ${child.status}.\n${child.stderr}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** One measurement in a fresh process and a fresh folder. */
async function spawnSubject(subject, count) {
  const folder = mkdtempSync(join(tmpdir(), 'fluxloop-bench-'));
  try {
    await prepare(folder, subject, count);
    if (COMMANDS.includes(subject)) return measureTest(folder, count);
    const child = spawnSync(
      process.execPath,
      [fileURLToPath(import.meta.url), '--subject', subject, '--folder', folder, '--cases', count],
      {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C' },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    if (child.status !== 0) fail(`${subject} with ${count} cases ended with ${child.status}.`);
    return JSON.parse(child.stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `fluxloop test`, of which every case passes. */
function measureTest(folder, count) {
  const usage = measureCommand(folder, [CLI, 'test']);
  const results = join(folder, '.fluxloop/results');
  const [run] = readdirSync(results).filter((name) => name.startsWith('run_'));
  const { totals } = JSON.parse(readFileSync(join(results, run, 'summary.json'), 'utf8'));
  if (totals.verdicts.pass !== count) fail(JSON.stringify(totals));
  return usage;
}

async function prepare(folder, subject, count) {
  const isProcess = !['loop', 'engine'].includes(subject);
  const subprocess = `process: { command: [${JSON.stringify(process.execPath)}, agent.mjs] }`;
  const runner = isProcess ? subprocess : 'target: ./agent.mjs:run';
  const parallel = subject === 'turns' ? WINDOW : PARALLEL;
  const files = {
    'agent.mjs': isProcess ? AGENT : MODULE,
    'fluxloop.yaml': `runner: { ${runner} }\nscenarios: echo.yaml\ntest: { parallel: ${parallel}, sanitize: true }\n`,
    'echo.yaml': 'inputs: cases.jsonl\n',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const lines = subject === 'turns' ? conversations(count) : questions(count);
  await pipeline(Readable.from(lines), createWriteStream(join(folder, 'cases.jsonl')));
}

function question(index) {
  return `Where is my order ${index}? It should have come last week, and nobody answers me.`;
}

function* questions(count) {
  for (let index = 0; index < count; index += 1) {
    const criteria = [{ contains: `order ${index}` }];
    yield `${JSON.stringify({ text: question(index), criteria })}\n`;
  }
}

/** As many turns, in conversations. */
function* conversations(count) {
  for (let index = 0; index < count; index += TURNS_PER_CASE) {
    const turns = Array.from({ length: TURNS_PER_CASE }, (_, turn) => ({
      text: question(index + turn),
    }));
    yield `${JSON.stringify({ turns, criteria: [{ contains: `order ${index}` }] })}\n`;
  }
}

async function measureSubject(subject, folder, count) {
  const subjects = {
    loop: () => bareLoop(folder, count, importedAgent(folder)),
    'loop-jsonl': () => bareLoop(folder, count, jsonlAgent(folder)),
    pipe: () => barePipe(folder, count),
    turns: () => engine(folder, count / TURNS_PER_CASE),
  };
  const ms = await subjects[subject]();
  const { user, system } = process.cpuUsage();
  // maxRSS is in kilobytes: https://nodejs.org/api/process.html#processresourceusage
  const peak_mb = process.resourceUsage().maxRSS / 1024;
  const per_second = (count * 1000) / ms;
  console.log(JSON.stringify({ cpu_ms: (user + system) / 1000, peak_mb, per_second }));
}

/** Sends texts through the pipe and takes the answers, and nothing besides. */
async function barePipe(folder, count) {
  const agent = await jsonlAgent(folder);
  await agent.ask('Are you there?');
  const started = performance.now();
  let next = 0;
  const place = async () => {
    while (next < count) {
      next += 1;
      await agent.ask(question(next));
    }
  };
  await Promise.all(Array.from({ length: WINDOW }, place));
  const ms = performance.now() - started;
  agent.close();
  return ms;
}

async function bareLoop(folder, count, opening) {
  const agent = await opening;
  const out = await open(join(folder, 'results.jsonl'), 'a');
  const lines = createInterface({ input: createReadStream(join(folder, 'cases.jsonl')) });
  const cases = lines[Symbol.asyncIterator]();
  let passed = 0;
  const place = async () => {
    for (;;) {
      const { value: line, done } = await cases.next();
      if (done) return;
      const { text, criteria } = JSON.parse(line);
      const answer = await agent.ask(text);
      const verdict = answer.includes(criteria[0].contains) ? 'pass' : 'fail';
      if (verdict === 'pass') passed += 1;
      await out.appendFile(`${JSON.stringify({ text, answer, verdict })}\n`);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, place));
  await out.close();
  agent.close();
  if (passed !== count) fail(`The loop counted ${passed} of ${count}.`);
}

async function importedAgent(folder) {
  const { run } = await import(join(folder, 'agent.mjs'));
  return { ask: (text) => run({ text }), close: () => undefined };
}

async function jsonlAgent(folder) {
  const child = spawn(process.execPath, [join(folder, 'agent.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map();
  let sessions = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { session, text } = JSON.parse(line);
    waiting.get(session)(text);
    waiting.delete(session);
  });
  return {
    ask: (text) =>
      new Promise((resolve) => {
        const session = `s${sessions++}`;
        waiting.set(session, resolve);
        child.stdin.write(`${JSON.stringify({ type: 'input', session, turn: 0, text })}\n`);
      }),
    close: () => child.stdin.end(),
  };
}

async function engine(root, count) {
  const { loadProjectConfiguration } = await import('@fluxloop/core/configuration');
  const { createProjectSanitizer } = await import('@fluxloop/core/sanitizer');
  const { runTests } = await import('@fluxloop/runner');
  const { configuration } = await loadProjectConfiguration({ cwd: root });
  const sanitizer = createProjectSanitizer({ env: {} });
  let started = 0;
  const { summary } = await runTests({
    root,
    configuration,
    sanitizer,
    sanitizeStored: true,
    env: process.env,
    onEvent: ({ type }) => {
      // As for the bare pipe, the start of the agent's process does not count.
      if (type === 'case-finished' && started === 0) started = performance.now();
    },
  });
  const ms = performance.now() - started;
  if (summary.totals.verdicts.pass !== count) fail(JSON.stringify(summary.totals));
  return ms;
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function wholeNumber(option) {
  const number = Number(values[option]);
  if (!Number.isInteger(number) || number < 1) fail(`--${option} takes a positive whole number.`);
  return number;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
