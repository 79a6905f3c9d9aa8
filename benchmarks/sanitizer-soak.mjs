/**
 * Whether memory stays flat while very much goes through a stream: transcripts, and values that
 * never end. It fails when what is in use after the last tenth is more than after the first.
 *
 *   node --expose-gc benchmarks/sanitizer-soak.mjs [--megabytes 2048] [--strings]
 *
 * It needs the built package: pnpm build, in packages/sanitize.
 */
import { parseArgs } from 'node:util';
import { createSanitizer } from '@fluxloop/sanitize';

const { values: options } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '2048' },
    strings: { type: 'boolean', default: false },
  },
});
if (globalThis.gc === undefined) throw new Error('Run it with node --expose-gc.');

const CHUNK = 1 << 16;
/** What the second half may hold on to beyond the first. */
const SLACK_MB = 8;

/** Numbered placeholders remember their values, so these come again and again. */
function transcript() {
  let text = '';
  for (let i = 0; text.length < CHUNK * 8; i++) {
    const value = [
      `jane${i % 50}@example.com`,
      `212-555-01${10 + (i % 90)}`,
      `198.51.100.${i % 256}`,
    ];
    text += `${JSON.stringify({ role: 'user', n: i, text: `order ${i * 7919} of ${value[i % 3]} é` })}\n`;
  }
  return text;
}

const INPUTS = {
  transcripts: ['', transcript()],
  'a word without end': ['', 'a'.repeat(CHUNK)],
  'a token without end': [['gh', 'p_'].join(''), 'aB3dE5fG'.repeat(CHUNK / 8)],
  'a key without end': [
    ['-----BEGIN ', 'PRIVATE KEY-----\n'].join(''),
    'MIIEvQIBADANBgk\n'.repeat(CHUNK / 16),
  ],
  'a password without end': ['"password":"', 'correct horse battery '.repeat(CHUNK / 22)],
  blanks: ['', ' '.repeat(CHUNK)],
  'characters not seen': ['', '\u200b'.repeat(CHUNK / 3)],
};

function memoryInUse() {
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

const encoder = new TextEncoder();

async function soak(head, body, megabytes) {
  const sanitizer = createSanitizer();
  const stream = options.strings ? sanitizer.stream() : sanitizer.streamBytes();
  const whole = options.strings ? body : encoder.encode(body);
  const reading = (async () => {
    for await (const piece of stream.readable) void piece;
  })();
  const writer = stream.writable.getWriter();
  await writer.write(options.strings ? head : encoder.encode(head));
  const marks = [];
  for (let written = 0, at = 0; written < megabytes * 1e6; ) {
    const chunk = whole.slice(at, at + CHUNK);
    await writer.write(chunk);
    written += chunk.length;
    at = at + CHUNK < whole.length ? at + CHUNK : 0;
    if (written >= ((marks.length + 1) / 10) * megabytes * 1e6) marks.push(memoryInUse());
  }
  await writer.close();
  await reading;
  return marks;
}

/** Buffers are given back some time after a collection, so the least of each half is what stays. */
function growthOf(marks) {
  const half = marks.length / 2;
  return Math.min(...marks.slice(half)) - Math.min(...marks.slice(0, half));
}

let failed = false;
const share = Number(options.megabytes) / Object.keys(INPUTS).length;
for (const [name, [head, body]] of Object.entries(INPUTS)) {
  const marks = await soak(head, body, share);
  failed ||= growthOf(marks) > SLACK_MB;
  const numbers = marks.map((mark) => mark.toFixed(1)).join(' ');
  process.stdout.write(`${name.padEnd(24)} ${share.toFixed(0)} MB, in use: ${numbers} MB\n`);
}
if (failed) {
  process.stderr.write('Memory grew.\n');
  process.exitCode = 1;
}
