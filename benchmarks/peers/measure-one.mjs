/**
 * Measures one sanitizer in a process of its own and prints one line of JSON.
 *
 *   node measure-one.mjs NAME speed|accuracy|hostile [ARGUMENT]
 */
import { generateLines, hardLines } from '../../packages/sanitize/corpus/index.mjs';
import { ADAPTERS } from './adapters.mjs';
import { hostileText } from './hostile-shapes.mjs';

const [name = '', task = '', argument = ''] = process.argv.slice(2);
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const tasks = { speed, accuracy, hostile };
console.log(JSON.stringify(await tasks[/** @type {keyof typeof tasks} */ (task)]()));

/** MB per second of CPU time over transcripts of which one line in five is sensitive, and of a bare loop. */
async function speed() {
  const lines = generateLines({ lines: 20_000, sensitiveShare: 0.2 }).map(({ text }) => text);
  const redact = await /** @type {() => Promise<(text: string) => unknown>} */ (ADAPTERS[name])();
  for (const line of lines.slice(0, 200)) await redact(line);
  const least = Number(argument || 2);
  const from = cpuSeconds();
  let bytes = 0;
  let index = 0;
  while (cpuSeconds() - from < least) {
    for (let n = 0; n < 50; n++) {
      const line = /** @type {string} */ (lines[index++ % lines.length]);
      const done = redact(line);
      if (done instanceof Promise) await done;
      bytes += line.length;
    }
  }
  const redacting = cpuSeconds() - from;
  return { megabytes_per_second: bytes / 1e6 / redacting };
}

/** Which values stay in the output, and which clean lines do not stay as they are. */
async function accuracy() {
  const redact = await /** @type {() => Promise<(text: string) => string | Promise<string>>} */ (
    ADAPTERS[name]
  )();
  const outcome = { values: 0, leaked: 0, clean: 0, altered: 0 };
  for (const { text, spans } of [...generateLines(), ...hardLines()]) {
    const redacted = await redact(text);
    for (const { start, end } of spans) {
      outcome.values++;
      if (redacted.includes(text.slice(start, end))) outcome.leaked++;
    }
    if (spans.length > 0) continue;
    outcome.clean++;
    if (redacted !== text) outcome.altered++;
  }
  return outcome;
}

/** CPU seconds for a hostile shape at 16 and at 64 KB. */
async function hostile() {
  const redact = await /** @type {() => Promise<(text: string) => unknown>} */ (ADAPTERS[name])();
  await redact('warm up: nothing here');
  const seconds = [];
  for (const size of [16_384, 65_536]) {
    const text = hostileText(argument, size);
    const from = cpuSeconds();
    await redact(text);
    seconds.push(cpuSeconds() - from);
  }
  return { seconds };
}
