/**
 * What it costs that many processes find one expired session at the same moment: CPU time of all of them
 * together, as a multiple of the same processes with a session that is good.
 *
 * Each process is the published `fluxloop auth token`; a server on loopback in this process plays the
 * platform and takes 20 ms for a refresh. Both kinds of round take turns, so that a busy machine weighs on
 * both alike. CPU is the processes' user and system time, which the shell reads from the kernel; figures are
 * medians. How often the platform was asked is counted: more than once a round would break the promise.
 *
 * Usage: node benchmarks/refresh.mjs [--processes 16] [--rounds 7] [--json]
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatCredential } from '@fluxloop/core/credentials';

const CPU_LIMIT = 1.5;
const REFRESH_MS = 20;
const bin = fileURLToPath(new URL('../packages/cli/bin/fluxloop.js', import.meta.url));

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
});
const processes = wholeNumber('processes');
const rounds = wholeNumber('rounds');
if (!existsSync(fileURLToPath(new URL('../packages/cli/dist/index.cjs', import.meta.url)))) {
  fail('packages/cli is not built. Run: npm run build');
}

let refreshes = 0;
const platform = createServer((request, response) => {
  request.resume();
  const { port } = platform.address();
  const issuer = `http://127.0.0.1:${port}`;
  const isRefresh = request.url === '/oauth/token';
  if (isRefresh) refreshes += 1;
  const body = isRefresh
    ? {
        access_token: token('at'),
        refresh_token: token('refresh'),
        token_type: 'Bearer',
        expires_in: 3600,
      }
    : { issuer, token_endpoint: `${issuer}/oauth/token` };
  setTimeout(
    () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    },
    isRefresh ? REFRESH_MS : 0,
  );
});
await new Promise((resolve) => platform.listen(0, '127.0.0.1', resolve));
const home = mkdtempSync(join(tmpdir(), 'fluxloop-bench-'));
const samples = { good: [], expired: [] };
let miscounted = 0;
try {
  for (let round = 0; round <= rounds; round += 1) {
    for (const kind of ['good', 'expired']) {
      signIn(kind === 'good' ? '2999-01-01T00:00:00Z' : '2020-01-01T00:00:00Z');
      refreshes = 0;
      const times = await Promise.all(Array.from({ length: processes }, cpuTime));
      if (refreshes !== (kind === 'good' ? 0 : 1)) miscounted += 1;
      // The first round fills the caches of the file system.
      if (round > 0) samples[kind].push(times.reduce((sum, one) => sum + one, 0));
    }
  }
} finally {
  platform.close();
  platform.closeAllConnections();
  rmSync(home, { recursive: true, force: true });
}

const good = median(samples.good);
const expired = median(samples.expired);
const ratio = expired / good;
const kept = ratio <= CPU_LIMIT && miscounted === 0;
if (values.json) {
  const results = { good_cpu_ms: good, expired_cpu_ms: expired, ratio, limit: CPU_LIMIT };
  console.log(
    JSON.stringify(
      { benchmark: 'refresh', node: process.version, processes, rounds, kept, ...results },
      null,
      2,
    ),
  );
} else {
  console.log(
    `${processes} processes: good session ${good.toFixed(0)} ms, expired session ${expired.toFixed(0)} ms, ${ratio.toFixed(2)}×  promise ≤ ${CPU_LIMIT}×  ${kept ? 'kept' : 'BROKEN'}`,
  );
  console.log(
    miscounted === 0
      ? 'One refresh in each round with an expired session, and none in the others.'
      : `BROKEN: another number of refreshes in ${miscounted} rounds.`,
  );
}
process.exitCode = kept ? 0 : 1;

function signIn(expires_at) {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const profile = {
    access_token: token('at'),
    refresh_token: token('refresh'),
    expires_at,
    api_endpoint: `http://127.0.0.1:${platform.address().port}`,
  };
  const document = { default_profile: 'default', profiles: { default: profile } };
  writeFileSync(join(home, 'credentials'), JSON.stringify(document), { mode: 0o600 });
}

function token(kind) {
  return formatCredential(kind, randomBytes(24));
}

/** User and system time of one process, in milliseconds. */
function cpuTime() {
  return new Promise((resolve, reject) => {
    const child = spawn(
      'bash',
      [
        '-c',
        'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null',
        ...['time', process.execPath, bin, 'auth', 'token'],
      ],
      {
        cwd: home,
        env: { PATH: process.env.PATH, HOME: home, FLUXLOOP_HOME: home, LC_ALL: 'C' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr.on('data', (text) => {
      said += text;
    });
    child.once('error', () => reject(new Error('bash is needed to measure CPU time.')));
    child.once('close', (code) => {
      if (code !== 0) return reject(new Error(`A process ended with ${code}:\n${said}`));
      const [user, system] = said.trim().split(' ').map(Number);
      return resolve((user + system) * 1000);
    });
  });
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function wholeNumber(name) {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 1) fail(`--${name} takes a positive whole number.`);
  return number;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
