/**
 * How much CPU time it takes to start `fluxloop`, as multiples of what `node -e 0` takes.
 *
 * Commands take turns in every round, so that a busy machine weighs on all of them alike; each
 * figure is a median of user and system time, which the shell reads from the kernel (getrusage).
 * The environment is clean: proxies, CAs or NODE_OPTIONS of yours would be measured too.
 *
 * Usage: node benchmarks/cli-start.mjs [--rounds 31] [--json]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const bin = fileURLToPath(new URL('../packages/cli/bin/fluxloop.js', import.meta.url));
const built = fileURLToPath(new URL('../packages/cli/dist/index.cjs', import.meta.url));

/** What is started, and how many times `node -e 0` it may take. */
const SUBJECTS = [
  { name: 'node -e 0', argv: ['-e', '0'], limit: null },
  { name: 'fluxloop --version', argv: [bin, '--version'], limit: 1.4 },
  { name: 'fluxloop --help', argv: [bin, '--help'], limit: 3.5 },
  { name: 'fluxloop auth status', argv: [bin, 'auth', 'status'], limit: 3.5 },
];

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '31' }, json: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) fail('--rounds takes a positive whole number.');
if (!existsSync(built)) fail('packages/cli is not built. Run: npm run build');

const home = mkdtempSync(join(tmpdir(), 'fluxloop-bench-'));
let results;
try {
  results = measure();
} finally {
  rmSync(home, { recursive: true, force: true });
}

const kept = results.every(({ ratio, limit }) => limit === null || ratio <= limit);
if (values.json) {
  console.log(
    JSON.stringify(
      { benchmark: 'cli-start', node: process.version, rounds, kept, results },
      null,
      2,
    ),
  );
} else {
  for (const { name, cpu_ms, ratio, limit } of results) {
    const promise =
      limit === null ? '' : `  promise ≤ ${limit}×  ${ratio <= limit ? 'kept' : 'BROKEN'}`;
    console.log(
      `${name.padEnd(22)} ${cpu_ms.toFixed(0).padStart(4)} ms  ${ratio.toFixed(2)}×${promise}`,
    );
  }
}
process.exitCode = kept ? 0 : 1;

function measure() {
  const times = SUBJECTS.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { argv }] of SUBJECTS.entries()) {
      const ms = cpuTime(argv);
      // The first round fills the caches of the file system.
      if (round > 0) times[index].push(ms);
    }
  }
  const medians = times.map(median);
  return SUBJECTS.map(({ name, limit }, index) => ({
    name,
    cpu_ms: medians[index],
    ratio: medians[index] / medians[0],
    limit,
  }));
}

/** User and system time of one process, in milliseconds. */
function cpuTime(argv) {
  const timed = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1', 'time', process.execPath, ...argv],
    {
      cwd: home,
      env: { PATH: process.env.PATH, HOME: home, FLUXLOOP_HOME: home, LC_ALL: 'C' },
      encoding: 'utf8',
    },
  );
  if (timed.error) fail(`bash is needed to measure CPU time: ${timed.error.message}`);
  const seconds = timed.stderr.trim().split(' ').map(Number);
  return (seconds[0] + seconds[1]) * 1000;
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
