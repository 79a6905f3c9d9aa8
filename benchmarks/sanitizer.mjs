/**
 * How fast the sanitizer is on transcripts of agents, as a ratio to a bare loop over the same
 * text in the same run: the ratio tells more than MB/s, which tell mostly of the machine. Strings
 * go line by line, against a `charCodeAt` loop; bytes as a whole, against a loop over a table of
 * classes. Beside that: what importing it and the first call cost over an empty module.
 *
 *   node benchmarks/sanitizer.mjs [--json] [--megabytes 20] [--rounds 7]
 *
 * It needs the built package: npx tsup, in packages/sanitize.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createSanitizer } from '@fluxloop/sanitize';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    megabytes: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '7' },
  },
});

/** A generator of numbers in [0, 1) that is the same in every run (mulberry32). */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = createRandom(20241101);
const below = (limit) => Math.floor(random() * limit);
const pick = (list) => list[below(list.length)];
const characters = (alphabet, length) =>
  Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
const HEX = '0123456789abcdef';
const DIGITS = '0123456789';
const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const WORDS = (
  'the customer asks where an order is and the agent looks it up then answers that delivery ' +
  'takes three days because of the weather please confirm your address before we send refund ' +
  'policy allows returns within thirty days thank you for waiting I will check that right now'
).split(' ');
const sentence = (words) => Array.from({ length: words }, () => pick(WORDS)).join(' ');

const traceId = () => characters(HEX, 32);
const uuid = () => [8, 4, 4, 4, 12].map((length) => characters(HEX, length)).join('-');
const time = () => new Date(1.7304e12 + below(1e9)).toISOString();

/** A line of a transcript or of the log beside it, with nothing sensitive in it. */
const CLEAN = [
  () => JSON.stringify({ ts: time(), role: 'user', text: sentence(8 + below(30)) }),
  () =>
    JSON.stringify({
      ts: time(),
      role: 'agent',
      text: sentence(20 + below(40)),
      latency_ms: below(4000),
    }),
  () =>
    JSON.stringify({
      level: 'info',
      time: below(1e6) + 1.7304e12,
      trace_id: traceId(),
      span: characters(HEX, 16),
      msg: sentence(5),
    }),
  () =>
    JSON.stringify({
      tool: 'lookup_order',
      args: { order_id: below(1e9), session: uuid() },
      took: random() * 100,
    }),
  () =>
    `${time()} INFO [${uuid()}] GET /api/v2/orders/${below(1e8)}?page=${below(9)} 200 ${below(900)}ms`,
];

const VALUES = [
  () => `${pick(WORDS)}.${pick(WORDS)}${below(100)}@example.com`,
  () => `+1 ${200 + below(700)}-555-01${characters(DIGITS, 2)}`,
  () => `(${200 + below(700)}) 555-01${characters(DIGITS, 2)}`,
  () => ['4111', '1111', '1111', '1111'].join(pick(['', ' ', '-'])),
  () => ['gh', 'p_', characters(BASE62, 36)].join(''),
  () => ['sk-', 'ant-', 'api03-', characters(BASE62, 80)].join(''),
  () => `password=${characters(BASE62, 12)}`,
  () => `198.51.100.${below(256)}`,
  () => ['457', 10 + below(89), 1000 + below(8999)].join('-'),
  () => ['GB29', 'NWBK', '6016', '1331', '9268', '19'].join(' '),
];

function createLines(bytes) {
  const lines = [];
  for (let size = 0; size < bytes; ) {
    const line =
      random() < 0.2
        ? JSON.stringify({
            ts: time(),
            role: 'user',
            text: `${sentence(4 + below(12))} ${pick(VALUES)()} ${sentence(3 + below(12))}`,
          })
        : pick(CLEAN)();
    lines.push(line);
    size += line.length;
  }
  return lines;
}

/** CPU time of one round in seconds. */
function cpuSecondsOf(round) {
  const before = process.cpuUsage();
  round();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const lines = createLines(Number(options.megabytes) * 1e6);
const megabytes = lines.reduce((sum, line) => sum + line.length, 0) / 1e6;
const sanitizer = createSanitizer();

const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
const classes = new Uint8Array(256).map((_, code) => (code > 47 && code < 58 ? 1 : 0));

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
      `import and first call    ${result.import_and_first_call_ms} ms CPU\n`,
  );
}
