/**
 * How the sanitizer takes inputs that are made to hang it: shapes that are repeated, from 16 kB to
 * 4 MB. Four times the input may take at most five times as long, and no shape may be slower than
 * 20 MB/s on a quiet core.
 *
 *   node benchmarks/sanitizer-hostile.mjs [--json] [--megabytes 4] [--shape NAME]
 *
 * It needs the built package: pnpm build, in packages/sanitize.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createSanitizer } from '@fluxloop/sanitize';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    megabytes: { type: 'string', default: '4' },
    shape: { type: 'string' },
  },
});

const shapes = JSON.parse(
  readFileSync(new URL('hostile-shapes.json', import.meta.url), 'utf8'),
).filter(({ name }) => options.shape === undefined || name === options.shape);
const largest = Number(options.megabytes) * 1e6;
const SMALLEST = 16_000;
const STEP = 4;
const ROUNDS = 5;

const sanitizer = createSanitizer();

function textOf({ head = [], unit }, length) {
  const repeated = unit.join('');
  return (head.join('') + repeated.repeat(Math.ceil(length / repeated.length))).slice(0, length);
}

/** The least CPU time of some rounds, in seconds: what the machine does beside it only adds. */
function secondsFor(text) {
  let least = Number.POSITIVE_INFINITY;
  const repeats = Math.max(1, Math.floor(200_000 / text.length));
  for (let round = 0; round < (text.length > 1e6 ? 2 : ROUNDS); round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < repeats; i++) sanitizer.sanitize(text);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e6 / repeats);
  }
  return least;
}

const rows = [];
for (const shape of shapes) {
  secondsFor(textOf(shape, SMALLEST));
  const times = [];
  let slowest = Number.POSITIVE_INFINITY;
  for (let length = SMALLEST; length <= largest * 1.1; length *= STEP) {
    const seconds = secondsFor(textOf(shape, length));
    times.push(seconds);
    slowest = Math.min(slowest, length / 1e6 / seconds);
  }
  const growth = Math.max(...times.slice(1).map((time, i) => time / times[i]));
  rows.push({
    shape: shape.name,
    slowest_mb_per_s: Number(slowest.toFixed(1)),
    growth_by_four: Number(growth.toFixed(1)),
  });
}
rows.sort((a, b) => a.slowest_mb_per_s - b.slowest_mb_per_s);

if (options.json) {
  process.stdout.write(`${JSON.stringify(rows)}\n`);
} else {
  for (const { shape, slowest_mb_per_s, growth_by_four } of rows) {
    const speed = slowest_mb_per_s.toFixed(1).padStart(7);
    process.stdout.write(`${shape.padEnd(32)}${speed} MB/s  ×4 takes ×${growth_by_four}\n`);
  }
}
