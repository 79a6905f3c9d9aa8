/**
 * What a second thread is worth to `sanitizeFile`, in the same run and in turns: how much sooner
 * a file of transcripts is done, and whether the output is the same to the byte.
 *
 *   node benchmarks/sanitizer-files.mjs [--json] [--megabytes 240] [--rounds 5]
 *
 * Threads cannot be faster than the cores that nobody else uses: run it on a quiet machine. On a
 * busy one look at the critical path: the CPU time of the busiest thread, which is what the
 * clock shows when every thread has a core (Linux only).
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSanitizer } from '@fluxloop/sanitize/node';
import { createTranscripts } from './transcripts.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    megabytes: { type: 'string', default: '240' },
    rounds: { type: 'string', default: '5' },
  },
});
/** Two threads must be so many times as fast as one. */
const PROMISE = 1.7;
const CORPUS_SIZE = 20e6;

/** The corpus of the other benchmarks, as often as fills a file of that size. */
function writeTranscripts(path, bytes) {
  const corpus = `${createTranscripts(Math.min(bytes, CORPUS_SIZE)).join('\n')}\n`;
  writeFileSync(path, corpus.repeat(Math.ceil(bytes / corpus.length)));
}

/** CPU time of each thread of this process so far, in seconds; empty where the system does not tell. */
function threadTimes() {
  const times = new Map();
  try {
    for (const thread of readdirSync('/proc/self/task')) {
      const fields = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
        .split(') ')[1]
        .split(' ');
      times.set(thread, (Number(fields[11]) + Number(fields[12])) / 100);
    }
  } catch {
    // A thread may end between the two calls, and elsewhere there is no such folder.
  }
  return times;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const digest = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'fluxloop-bench-files-'));
const input = join(folder, 'transcripts.txt');
const measured = { 1: { wall: [], path: [] }, 2: { wall: [], path: [] } };
const digests = new Set();
try {
  writeTranscripts(input, Number(options.megabytes) * 1e6);
  const sanitizer = createSanitizer();
  for (let round = 0; round <= Number(options.rounds); round++) {
    for (const workers of [1, 2]) {
      const output = join(folder, `out-${workers}`);
      const before = threadTimes();
      let last = before;
      const start = performance.now();
      await sanitizer.sanitizeFile(input, output, {
        format: 'text',
        workers,
        // Threads are gone when the work is done, so they are looked at on the way.
        onProgress: () => {
          for (const [thread, time] of threadTimes()) last = new Map(last).set(thread, time);
        },
      });
      const seconds = (performance.now() - start) / 1000;
      for (const [thread, time] of threadTimes()) last = new Map(last).set(thread, time);
      const busiest = Math.max(
        ...[...last].map(([thread, time]) => time - (before.get(thread) ?? 0)),
      );
      digests.add(digest(output));
      // The first round warms the compiler and the file cache.
      if (round === 0) continue;
      measured[workers].wall.push(seconds);
      measured[workers].path.push(busiest);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const ratioOf = (kind) =>
  Number((median(measured[1][kind]) / median(measured[2][kind])).toFixed(2));
const result = {
  megabytes: Number(options.megabytes),
  one_thread_mb_per_s: Math.round(Number(options.megabytes) / median(measured[1].wall)),
  two_threads_mb_per_s: Math.round(Number(options.megabytes) / median(measured[2].wall)),
  ratio_by_clock: ratioOf('wall'),
  ratio_by_critical_path: ratioOf('path'),
  same_output: digests.size === 1,
};
const isKept =
  result.same_output && Math.max(result.ratio_by_clock, result.ratio_by_critical_path) >= PROMISE;
if (options.json) process.stdout.write(`${JSON.stringify({ ...result, kept: isKept })}\n`);
else {
  process.stdout.write(
    `${result.megabytes} MB of transcripts, ${options.rounds} rounds in turns\n` +
      `one thread   ${result.one_thread_mb_per_s} MB/s\n` +
      `two threads  ${result.two_threads_mb_per_s} MB/s\n` +
      `ratio        ${result.ratio_by_clock} by the clock, ${result.ratio_by_critical_path} by the busiest thread's CPU time (promise: ${PROMISE})\n` +
      `output       ${result.same_output ? 'the same to the byte' : 'NOT the same'}\n`,
  );
}
process.exitCode = isKept ? 0 : 1;
