/**
 * How many GETs a second the platform answers to an API key, as a share of what it answers where the
 * same route is left open: what it costs to ask the database, for every single request, whether the
 * key still lives and what its owner may do now.
 *
 * The server is the platform's own, bundled from its source, with two open routes beside it that exist
 * nowhere else (`servers/open-route.ts`). Both sides take turns, and the figure is the median of the
 * rounds' ratios. What is counted is requests per second of CPU time that the server and its database
 * take (Linux, from /proc), because requests per second of the clock depend on what else the machine
 * does; they are shown beside it, and are the figure where there is no /proc.
 *
 * Usage: node benchmarks/keys.mjs [--rounds 15] [--seconds 1] [--json]
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import autocannon from 'autocannon';

const PROMISE = 0.45;
const CONNECTIONS = 16;
const ROWS = 100;
const RUN = 'run_bench';
/** The kernel's USER_HZ, which is 100 on every Linux. */
const MS_PER_TICK = 10;
const procfs = existsSync('/proc/self/stat');

/** Routes as a client of a team asks for them most: the list of projects, and a run with its totals. */
const ROUTES = [
  { name: 'a run with its totals', path: `/projects/bench/runs/${RUN}` },
  { name: 'the list of projects', path: '/projects' },
];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    seconds: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const platform = fileURLToPath(new URL('../packages/platform/', import.meta.url));
if (!(rounds >= 1 && seconds >= 1)) fail('--rounds and --seconds take positive whole numbers.');
if (!existsSync(join(platform, '../core/dist'))) fail('The packages are not built: pnpm build');

const folder = mkdtempSync(join(tmpdir(), 'fluxloop-bench-'));
// Where this runs as root, the database runs as somebody else and must come in.
chmodSync(folder, 0o711);
const server = await startServer();
let results;
try {
  await addRun(server);
  results = await measure(server);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

const kept = results.every(({ share }) => share >= PROMISE);
if (values.json) {
  console.log(
    JSON.stringify({ benchmark: 'keys', node: process.version, rounds, kept, results }, null, 2),
  );
} else {
  for (const { name, share, share_of_clock, with_key, open } of results) {
    const clock = `${with_key.toFixed(0)}/s against ${open.toFixed(0)}/s, ${percent(share_of_clock)} by the clock`;
    console.log(
      `GET ${name.padEnd(22)} ${percent(share)} of the open route (${clock})  promise ≥ ${percent(PROMISE)}  ${share >= PROMISE ? 'kept' : 'BROKEN'}`,
    );
  }
}
process.exitCode = kept ? 0 : 1;

async function measure({ url, key, pid }) {
  const headers = { authorization: `Bearer ${key}` };
  const results = [];
  for (const { name, path } of ROUTES) {
    const samples = [];
    for (let round = 0; round <= rounds; round++) {
      const sides = [
        { side: 'withKey', ask: () => load(pid, `${url}/v1${path}`, headers) },
        { side: 'open', ask: () => load(pid, `${url}/open${path}`, {}) },
      ];
      // Who begins changes from round to round, so that neither gains by what goes on beside it.
      const measured = {};
      for (const { side, ask } of round % 2 === 0 ? sides : sides.toReversed()) {
        measured[side] = await ask();
      }
      // The first round warms the compiler, the connections and the statements.
      if (round > 0) samples.push(measured);
    }
    const of = (figure) => median(samples.map(figure));
    const clock = of(({ withKey, open }) => withKey.perSecond / open.perSecond);
    results.push({
      name,
      share: procfs ? of(({ withKey, open }) => open.cpuMs / withKey.cpuMs) : clock,
      share_of_clock: clock,
      with_key: of(({ withKey }) => withKey.perSecond),
      open: of(({ open }) => open.perSecond),
      with_key_cpu_ms: procfs ? of(({ withKey }) => withKey.cpuMs) : null,
      open_cpu_ms: procfs ? of(({ open }) => open.cpuMs) : null,
    });
  }
  return results;
}

/** Requests a second, all of them answered with 200, and the CPU time of each in milliseconds. */
async function load(pid, url, headers) {
  const before = procfs ? cpuTicks(pid) : 0;
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: seconds });
  const ticks = (procfs ? cpuTicks(pid) : 0) - before;
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] === 0) {
    const statuses = JSON.stringify(result.statusCodeStats);
    throw new Error(`${url} was not answered with 200 each time: ${statuses}`);
  }
  return {
    perSecond: result['2xx'] / result.duration,
    cpuMs: (ticks * MS_PER_TICK) / result['2xx'],
  };
}

/** User and system time of a process and all that it started (proc(5): fields 14 and 15 of stat). */
function cpuTicks(root) {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const ticks = Number(fields[11]) + Number(fields[12]);
        return [{ pid: Number(name), parent: Number(fields[1]), ticks }];
      } catch {
        return [];
      }
    });
  const family = new Set([root]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  return processes.filter(({ pid }) => family.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0);
}

/** A run to ask for, uploaded as any other. */
async function addRun({ url, key }) {
  const { createClient, Secret } = await import('@fluxloop/core');
  const client = createClient({ endpoint: url, credential: new Secret(key), env: {} });
  const moment = '2026-11-21T14:30:22.000Z';
  await client.runs.create('bench', {
    run_id: RUN,
    started_at: moment,
    engine_version: '1.0.0',
    plan_digest: 'a'.repeat(64),
    sanitizer_digest: 'b'.repeat(64),
    scenarios: [{ name: 'refunds', digest: 'c'.repeat(64) }],
  });
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    case_id: `c_${index.toString(16).padStart(20, '0')}`,
    iteration: 0,
    scenario: 'refunds',
    name: `Case ${index}`,
    verdict: index % 7 === 0 ? 'fail' : 'pass',
    score: index % 7 === 0 ? 0 : 1,
    started_at: moment,
    duration_ms: 30 + index,
    latency_ms: 20 + index,
    messages: [{ role: 'user', text: 'Where is my order?' }],
    criteria: [],
    redactions: {},
  }));
  const gzip = gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const sha256 = createHash('sha256').update(gzip).digest('hex');
  await client.runs.uploadChunk('bench', RUN, 0, { gzip, sha256 });
  await client.runs.complete('bench', RUN, { rows: ROWS });
}

/** Bundles the server beside what it imports, starts it, and waits until it listens. */
async function startServer() {
  const { build } = await import('tsup');
  const outDir = join(platform, 'node_modules/.cache/fluxloop-benchmark');
  await build({
    entry: [fileURLToPath(new URL('servers/open-route.ts', import.meta.url))],
    outDir,
    format: 'esm',
    target: 'node20',
    config: false,
    silent: true,
    skipNodeModulesBundle: true,
    tsconfig: join(platform, 'tsconfig.json'),
  });
  const child = spawn(process.execPath, [join(outDir, 'open-route.js'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ended = once(child, 'exit');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => []),
  ]);
  if (line === undefined) {
    rmSync(folder, { recursive: true, force: true });
    fail('The server ended before it listened.');
  }
  return {
    ...JSON.parse(line),
    pid: child.pid,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

function percent(share) {
  return `${(100 * share).toFixed(0)} %`;
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
