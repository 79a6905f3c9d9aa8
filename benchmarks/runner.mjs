/**
 * What the test engine costs beside a bare loop: CPU time and memory for 10,000 cases of an echo agent
 * with one `contains` each, sanitized before they are stored.
 *
 * Each subject runs in a process of its own, in turns with the others, so that a busy machine weighs
 * on all of them alike. CPU is user and system time of that process since it started, Node's own start
 * included on both sides; memory is its peak resident set. A subprocess agent's own time is not
 * counted, on neither side. Figures are medians.
 *
 * The bare loop is what one writes without an engine: it reads the same lines of cases, awaits the same
 * agent, looks for the text, and awaits the append of a line of JSON, so that a crash loses nothing that
 * was counted. The engine has ids, placeholders, leaks, events, checksums, fsync, totals and a summary
 * besides.
 *
 * Usage: node benchmarks/runner.mjs [--cases 10000] [--rounds 5] [--json]
 */
import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PARALLEL = 8;
const CPU_LIMIT = 3;
const GROWTH_LIMIT_MB = 20;
const AGENT = `import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  const { type, session, text } = JSON.parse(line);
  if (type === 'input') process.stdout.write(JSON.stringify({ type: 'final', session, text: 'You said: ' + text }) + '\\n');
}
`;
const MODULE = `export const run = async ({ text }) => 'You said: ' + text;\n`;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    // Set by this script when it starts itself for one measurement.
    subject: { type: 'string' },
    folder: { type: 'string' },
  },
});
const cases = wholeNumber('cases');
if (values.subject === undefined) compare();
else await measureSubject(values.subject, values.folder, cases);

/** Runs every subject in turns and prints what came out. */
function compare() {
  if (!existsSync(fileURLToPath(new URL('../packages/runner/dist/index.js', import.meta.url)))) {
    fail('packages/runner is not built. Run: npm run build');
  }
  const rounds = wholeNumber('rounds');
  const tenth = Math.ceil(cases / 10);
  const samples = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of ['loop', 'engine', 'loop-jsonl', 'engine-jsonl']) {
      for (const count of [tenth, cases]) {
        const key = `${subject} ${count}`;
        samples.set(key, [...(samples.get(key) ?? []), spawnSubject(subject, count)]);
      }
    }
  }
  const middle = (subject, count, field) =>
    median(samples.get(`${subject} ${count}`).map((sample) => sample[field]));
  const results = [
    { name: 'in process', loop: 'loop', engine: 'engine' },
    { name: 'JSONL process', loop: 'loop-jsonl', engine: 'engine-jsonl' },
  ].map(({ name, loop, engine }) => ({
    name,
    loop_cpu_ms: middle(loop, cases, 'cpu_ms'),
    engine_cpu_ms: middle(engine, cases, 'cpu_ms'),
    ratio: middle(engine, cases, 'cpu_ms') / middle(loop, cases, 'cpu_ms'),
    limit: CPU_LIMIT,
    loop_peak_mb: middle(loop, cases, 'peak_mb'),
    engine_peak_mb: middle(engine, cases, 'peak_mb'),
    growth_mb: middle(engine, cases, 'peak_mb') - middle(engine, tenth, 'peak_mb'),
    growth_limit_mb: GROWTH_LIMIT_MB,
  }));
  const kept = results.every(
    ({ ratio, growth_mb }) => ratio <= CPU_LIMIT && growth_mb <= GROWTH_LIMIT_MB,
  );
  if (values.json) {
    const report = { benchmark: 'runner', node: process.version, cases, rounds, kept, results };
    console.log(JSON.stringify(report, null, 2));
  } else {
    for (const one of results) print(one, tenth);
  }
  process.exitCode = kept ? 0 : 1;
}

function print(one, tenth) {
  const promise = (held) => (held ? 'kept' : 'BROKEN');
  console.log(
    `${one.name.padEnd(14)} CPU: loop ${one.loop_cpu_ms.toFixed(0)} ms, engine ${one.engine_cpu_ms.toFixed(0)} ms, ${one.ratio.toFixed(2)}×  promise ≤ ${CPU_LIMIT}×  ${promise(one.ratio <= CPU_LIMIT)}`,
  );
  console.log(
    `${''.padEnd(14)} peak memory: loop ${one.loop_peak_mb.toFixed(0)} MB, engine ${one.engine_peak_mb.toFixed(0)} MB; from ${tenth} to ${cases} cases ${one.growth_mb >= 0 ? '+' : ''}${one.growth_mb.toFixed(1)} MB  promise ≤ ${GROWTH_LIMIT_MB} MB  ${promise(one.growth_mb <= GROWTH_LIMIT_MB)}`,
  );
}

/** One measurement in a fresh process and a fresh folder. */
function spawnSubject(subject, count) {
  const folder = mkdtempSync(join(tmpdir(), 'fluxloop-bench-'));
  try {
    prepare(folder, subject, count);
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

function prepare(folder, subject, count) {
  const subprocess = `process: { command: [${JSON.stringify(process.execPath)}, agent.mjs] }`;
  const runner = subject.endsWith('jsonl') ? subprocess : 'target: ./agent.mjs:run';
  const lines = Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      text: `Where is my order ${index}? It should have come last week, and nobody answers me.`,
      criteria: [{ contains: `order ${index}` }],
    }),
  );
  const files = {
    'agent.mjs': subject.endsWith('jsonl') ? AGENT : MODULE,
    'fluxloop.yaml': `runner: { ${runner} }\nscenarios: echo.yaml\ntest: { parallel: ${PARALLEL} }\n`,
    'echo.yaml': 'inputs: cases.jsonl\n',
    'cases.jsonl': `${lines.join('\n')}\n`,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

async function measureSubject(subject, folder, count) {
  const subjects = {
    loop: () => bareLoop(folder, count, importedAgent(folder)),
    'loop-jsonl': () => bareLoop(folder, count, jsonlAgent(folder)),
    engine: () => engine(folder, count),
    'engine-jsonl': () => engine(folder, count),
  };
  await subjects[subject]();
  const { user, system } = process.cpuUsage();
  // maxRSS is in kilobytes: https://nodejs.org/api/process.html#processresourceusage
  const peak_mb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ cpu_ms: (user + system) / 1000, peak_mb }));
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
  const { summary } = await runTests({
    root,
    configuration,
    sanitizer,
    sanitizeStored: true,
    env: process.env,
  });
  if (summary.totals.verdicts.pass !== count) fail(JSON.stringify(summary.totals));
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
