/**
 * `fluxloop test` beside `promptfoo eval`, each as its command line, in the same run: 10,000 cases of an
 * echo with one `contains`. promptfoo uses its own echo provider, with telemetry, updates and cache
 * switched off; FluxLoop an echo function in process, and sanitizes what it stores.
 *
 * promptfoo is installed outside the workspace, in benchmarks/.promptfoo, the first time.
 *
 *   node benchmarks/promptfoo.mjs [--cases 10000] [--rounds 3] [--json]
 *
 * It needs a build of the repository. Allow it five minutes.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const VERSION = '0.121.20';
/** Of promptfoo's CPU time and memory. */
const CPU_SHARE = 1 / 40;
const MEMORY_SHARE = 1 / 10;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const cases = Number(values.cases);
const usage = new URL('./measure-usage.mjs', import.meta.url).href;
const installed = join(import.meta.dirname, '.promptfoo');
const fluxloop = join(import.meta.dirname, '../packages/cli/bin/fluxloop.js');

installPromptfoo();
const samples = { promptfoo: [], fluxloop: [] };
const home = mkdtempSync(join(tmpdir(), 'fluxloop-bench-home-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
for (let round = 0; round <= Number(values.rounds); round += 1) {
  for (const subject of ['promptfoo', 'fluxloop']) {
    const sample = measure(subject);
    // The first makes what each keeps at home: promptfoo its database, fluxloop what V8 compiled.
    if (round > 0) samples[subject].push(sample);
  }
}
const result = {
  benchmark: 'promptfoo',
  promptfoo: VERSION,
  node: process.version,
  cases,
  ...compare('cpu_ms', CPU_SHARE),
  ...compare('peak_mb', MEMORY_SHARE),
};
const kept = result.cpu_ms.share <= CPU_SHARE && result.peak_mb.share <= MEMORY_SHARE;
if (values.json) console.log(JSON.stringify({ ...result, kept }, null, 2));
else
  for (const [field, unit] of Object.entries({ cpu_ms: 'ms CPU', peak_mb: 'MB peak' }))
    print(field, unit);
process.exitCode = kept ? 0 : 1;

function installPromptfoo() {
  if (existsSync(join(installed, `node_modules/promptfoo-${VERSION}`))) return;
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, 'package.json'), '{"private":true}\n');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const alias = `promptfoo-${VERSION}@npm:promptfoo@${VERSION}`;
  execFileSync('npm', ['install', ...flags, alias], { cwd: installed, stdio: 'inherit' });
}

/** One run of one command in a fresh folder. */
function measure(subject) {
  const folder = mkdtempSync(join(tmpdir(), 'fluxloop-bench-'));
  try {
    const [script, ...flags] = { promptfoo: preparePromptfoo, fluxloop: prepareFluxloop }[subject](
      folder,
    );
    const report = join(folder, 'usage.json');
    const child = spawnSync(process.execPath, ['--import', usage, script, ...flags], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: home,
        LC_ALL: 'C',
        CI: '1',
        MEASURE_USAGE: report,
        PROMPTFOO_CONFIG_DIR: join(home, '.promptfoo'),
        PROMPTFOO_DISABLE_TELEMETRY: '1',
        PROMPTFOO_DISABLE_UPDATE: '1',
        PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
      },
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    if (child.status !== 0) {
      console.error(`${subject} ended with ${child.status}.\n${child.stderr.slice(-2000)}`);
      process.exit(2);
    }
    return JSON.parse(readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function question(index) {
  return `Where is my order ${index}? It should have come last week, and nobody answers me.`;
}

function preparePromptfoo(folder) {
  const tests = Array.from({ length: cases }, (_, index) => ({
    vars: { question: question(index) },
    assert: [{ type: 'contains', value: `order ${index}` }],
  }));
  const configuration = { prompts: ['{{question}}'], providers: ['echo'], tests };
  writeFileSync(join(folder, 'promptfooconfig.json'), JSON.stringify(configuration));
  const main = join(installed, `node_modules/promptfoo-${VERSION}/dist/src/main.js`);
  const flags = ['--no-cache', '--no-progress-bar', '--no-table', '--max-concurrency', '8'];
  return [main, 'eval', '-c', 'promptfooconfig.json', ...flags];
}

function prepareFluxloop(folder) {
  const lines = Array.from({ length: cases }, (_, index) =>
    JSON.stringify({ text: question(index), criteria: [{ contains: `order ${index}` }] }),
  );
  const files = {
    'agent.mjs': 'export const run = async ({ text }) => text;\n',
    'fluxloop.yaml':
      'runner: { target: ./agent.mjs:run }\nscenarios: echo.yaml\ntest: { parallel: 8, sanitize: true }\n',
    'echo.yaml': 'inputs: cases.jsonl\n',
    'cases.jsonl': `${lines.join('\n')}\n`,
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return [fluxloop, 'test'];
}

function compare(field, limit) {
  const [peer, own] = ['promptfoo', 'fluxloop'].map((subject) =>
    median(samples[subject].map((sample) => sample[field])),
  );
  return {
    [field]: { promptfoo: Math.round(peer), fluxloop: Math.round(own), share: own / peer, limit },
  };
}

function print(field, unit) {
  const { promptfoo, fluxloop: own, share, limit } = result[field];
  console.log(
    `promptfoo ${promptfoo} ${unit}, fluxloop ${own} ${unit}: 1/${(1 / share).toFixed(1)}  promise ≤ 1/${Math.round(1 / limit)}  ${share <= limit ? 'kept' : 'BROKEN'}`,
  );
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
