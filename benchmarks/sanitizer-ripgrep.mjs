/**
 * The sanitizer beside ripgrep, on one file of transcripts: ripgrep counts what eight patterns match,
 * the sanitizer finds every type, checks it and replaces it. Both read the file, in one thread, in the
 * same run and in turns; the figure is the CPU time of user and system. ripgrep reads as it does by
 * default for files (`--mmap`) and without; the faster one counts.
 *
 *   node benchmarks/sanitizer-ripgrep.mjs [--json] [--megabytes 20] [--rounds 5]
 *
 * It needs the built package (pnpm build, in packages/sanitize), and `rg` and `sh` on the path.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSanitizer } from '@fluxloop/sanitize';
import { createTranscripts } from './transcripts.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    megabytes: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '5' },
  },
});
/** The sanitizer must get through so many bytes for one of ripgrep. */
const PROMISE = 0.5;
/** A shell tells the time of its children in hundredths of a second: ripgrep reads the file so often. */
const REPEATS = 10;

const PATTERNS = {
  email: String.raw`[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}`,
  phone: String.raw`(?:\+1[ .-]?)?(?:\(\d{3}\) ?|\b\d{3}[ .-])\d{3}[ .-]\d{4}\b`,
  card: String.raw`\b\d{4}([ -]?)\d{4}[ -]?\d{4}[ -]?\d{4}\b`,
  ssn: String.raw`\b\d{3}-\d{2}-\d{4}\b`,
  ip: String.raw`\b(?:\d{1,3}\.){3}\d{1,3}\b`,
  github: String.raw`\bgh[pousr]_[A-Za-z0-9]{36}\b`,
  aws: String.raw`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`,
  jwt: String.raw`\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]*`,
};

const version = spawnSync('rg', ['--version'], { encoding: 'utf8' });
if (version.status !== 0) {
  process.stdout.write(
    options.json ? `${JSON.stringify({ ripgrep: null })}\n` : 'ripgrep is not installed\n',
  );
  process.exit(0);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const folder = mkdtempSync(join(tmpdir(), 'fluxloop-ripgrep-'));
const file = join(folder, 'transcripts.jsonl');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
writeFileSync(file, `${createTranscripts(Number(options.megabytes) * 1e6).join('\n')}\n`);
const megabytes = readFileSync(file).length / 1e6;

/** The seconds in what `times` prints of children: `0m1.230s 0m0.040s`. */
function secondsIn(times) {
  const children = times.trim().split('\n').at(-1);
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + 60 * minutes + Number(seconds), 0);
}

/** Lets ripgrep count the matches of all patterns; CPU time in seconds for one reading of the file. */
function ripgrep(reading) {
  const flags = ['--no-config', '--no-unicode', '--count-matches', '--no-filename', '-j1', reading];
  const patterns = Object.values(PATTERNS).flatMap((pattern) => ['-e', pattern]);
  const files = new Array(REPEATS).fill(file);
  const script = 'rg "$@" && times';
  const command = ['-c', script, 'sh', ...flags, ...patterns, ...files];
  const { stdout, status } = spawnSync('sh', command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ripgrep ended with ${status}.`);
  return { seconds: secondsIn(stdout) / REPEATS, found: Number(stdout.split('\n')[0]) };
}

const sanitizer = createSanitizer();

/** CPU time in seconds. */
function sanitize() {
  const before = process.cpuUsage();
  const { spans } = sanitizer.sanitizeBytes(readFileSync(file));
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, found: spans.length };
}

const ways = {
  sanitizer: sanitize,
  mapped: () => ripgrep('--mmap'),
  read: () => ripgrep('--no-mmap'),
};
const seconds = {};
const found = {};
for (const [name, way] of Object.entries(ways)) {
  way();
  seconds[name] = [];
}
for (let i = 0; i < Number(options.rounds); i++) {
  for (const [name, way] of Object.entries(ways)) {
    const round = way();
    seconds[name].push(round.seconds);
    found[name] = round.found;
  }
}

const speedOf = (name) => Math.round(megabytes / median(seconds[name]));
const fastest = Math.min(median(seconds.mapped), median(seconds.read));
const result = {
  ripgrep: version.stdout.split('\n')[0],
  megabytes: Number(megabytes.toFixed(1)),
  values_found: found.sanitizer,
  matches_of_ripgrep: found.read,
  sanitize_bytes_mb_per_s: speedOf('sanitizer'),
  ripgrep_mapped_mb_per_s: speedOf('mapped'),
  ripgrep_read_mb_per_s: speedOf('read'),
  ratio: Number((fastest / median(seconds.sanitizer)).toFixed(3)),
};
if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
else {
  process.stdout.write(
    `${result.megabytes} MB\n` +
      `${result.ripgrep}, --mmap      ${result.ripgrep_mapped_mb_per_s} MB/s, ${found.mapped} matches of 8 patterns\n` +
      `${result.ripgrep}, --no-mmap   ${result.ripgrep_read_mb_per_s} MB/s\n` +
      `sanitizeBytes               ${result.sanitize_bytes_mb_per_s} MB/s, ${result.values_found} values\n` +
      `ratio                       ${result.ratio}, promised ${PROMISE}\n`,
  );
}
if (result.ratio < PROMISE) process.exitCode = 1;
