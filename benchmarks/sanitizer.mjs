/**
 * How fast the sanitizer is on transcripts of agents, as a ratio to a bare loop over the same
 * text in the same run: the ratio tells more than MB/s, which tell mostly of the machine. Strings
 * go line by line, against a `charCodeAt` loop; bytes as a whole, against a loop over a table of
 * classes. Beside that: what twice as many vendors in the tables cost, and what importing it and the
 * first call cost over an empty module.
 *
 *   node benchmarks/sanitizer.mjs [--json] [--megabytes 20] [--rounds 7]
 *
 * It needs the built package: pnpm build, in packages/sanitize.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createSanitizer } from '@fluxloop/sanitize';
import { createTranscripts } from './transcripts.mjs';
import { buildWithTwiceTheRows } from './twice-the-rows.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    megabytes: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '7' },
  },
});

/** CPU time of one round in seconds. */
function cpuSecondsOf(round) {
  const before = process.cpuUsage();
  round();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const lines = createTranscripts(Number(options.megabytes) * 1e6);
const megabytes = lines.reduce((sum, line) => sum + line.length, 0) / 1e6;
const sanitizer = createSanitizer();

const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
const classes = new Uint8Array(256).map((_, code) => (code > 47 && code < 58 ? 1 : 0));

const builds = await buildWithTwiceTheRows();
const [fewer, more] = [builds.once.createSanitizer(), builds.twice.createSanitizer()];

let found = 0;
/** What the loops make, so that none of them is left out. */
const kept = { checksum: 0 };
const rounds = {
  charCodeLoop() {
    let sum = 0;
    for (const line of lines) {
      for (let i = 0; i < line.length; i++) sum = (sum + line.charCodeAt(i)) | 0;
    }
    kept.checksum += sum;
  },
  sanitize() {
    found = 0;
    for (const line of lines) found += sanitizer.sanitize(line).spans.length;
  },
  classLoop() {
    let sum = 0;
    for (let i = 0; i < bytes.length; i++) sum = (sum + classes[bytes[i]]) | 0;
    kept.checksum += sum;
  },
  sanitizeBytes() {
    kept.checksum += sanitizer.sanitizeBytes(bytes).bytes.length;
  },
  fewerRows() {
    for (const line of lines) kept.checksum += fewer.sanitize(line).spans.length;
  },
  moreRows() {
    for (const line of lines) kept.checksum += more.sanitize(line).spans.length;
  },
};

const seconds = {};
for (const [name, round] of Object.entries(rounds)) {
  round();
  seconds[name] = [];
}
for (let i = 0; i < Number(options.rounds); i++) {
  for (const [name, round] of Object.entries(rounds)) seconds[name].push(cpuSecondsOf(round));
}
const speedOf = (name) => Math.round(megabytes / median(seconds[name]));
const ratioOf = (floor, name) =>
  Number((median(seconds[floor]) / median(seconds[name])).toFixed(3));

/** CPU time of a process that runs a module, in milliseconds. */
function cpuOfModule(source) {
  const times = Array.from({ length: 9 }, () => {
    const report = `${source}; const { user, system } = process.cpuUsage(); console.log((user + system) / 1000);`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', report], {
      cwd: import.meta.dirname,
      env: { PATH: process.env.PATH },
      encoding: 'utf8',
    });
    return Number(stdout);
  });
  return median(times);
}
const firstCall =
  "import { createSanitizer } from '@fluxloop/sanitize'; createSanitizer().sanitize('mail a@b.example')";

const result = {
  megabytes: Number(megabytes.toFixed(1)),
  lines: lines.length,
  values_found: found,
  bare_loop_mb_per_s: speedOf('charCodeLoop'),
  sanitize_mb_per_s: speedOf('sanitize'),
  ratio: ratioOf('charCodeLoop', 'sanitize'),
  class_loop_mb_per_s: speedOf('classLoop'),
  sanitize_bytes_mb_per_s: speedOf('sanitizeBytes'),
  bytes_ratio: ratioOf('classLoop', 'sanitizeBytes'),
  twice_the_rows_percent: Number((100 / ratioOf('fewerRows', 'moreRows') - 100).toFixed(1)),
  import_and_first_call_ms: Number((cpuOfModule(firstCall) - cpuOfModule('')).toFixed(1)),
};
if (options.json) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
} else {
  process.stdout.write(
    `${result.lines} lines, ${result.megabytes} MB, ${result.values_found} values found\n` +
      `bare charCodeAt loop     ${result.bare_loop_mb_per_s} MB/s\n` +
      `sanitize, line by line   ${result.sanitize_mb_per_s} MB/s\n` +
      `ratio                    ${result.ratio}\n` +
      `class-table loop         ${result.class_loop_mb_per_s} MB/s\n` +
      `sanitizeBytes            ${result.sanitize_bytes_mb_per_s} MB/s\n` +
      `ratio                    ${result.bytes_ratio}\n` +
      `twice the vendors        ${result.twice_the_rows_percent} % more CPU\n` +
      `import and first call    ${result.import_and_first_call_ms} ms CPU\n`,
  );
}
