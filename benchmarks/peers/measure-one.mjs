/**
 * Measures one sanitizer in a process of its own and prints one line of JSON.
 *
 *   node measure-one.mjs NAME speed|accuracy|hostile [SHAPE]
 */
import { generateLines, hardLines } from '../../packages/sanitize/corpus/index.mjs';
import { createTranscripts } from '../transcripts.mjs';
import { ADAPTERS } from './adapters.mjs';
import { hostileText } from './hostile-shapes.mjs';

/** The corpus in UTF-16 code units, and how much of it is redacted before time is taken. */
const CORPUS_SIZE = 20e6;
const WARM_SIZE = 2e6;
/** Seconds of CPU time. */
const WARM_SECONDS = 5;
const LEAST_SECONDS = 2;
const MOST_SECONDS = 60;
const LINES_A_LOOK = 20;

const [name = '', task = '', argument = ''] = process.argv.slice(2);
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const tasks = { speed, accuracy, hostile };
console.log(JSON.stringify(await tasks[/** @type {keyof typeof tasks} */ (task)]()));

/**
 * MB per second of CPU time over the corpus of `sanitizer.mjs`, line by line, once it is warm: the
 * whole of it, again and again for two seconds at least, or as much as goes into a minute.
 */
async function speed() {
  const lines = createTranscripts(CORPUS_SIZE);
  const redact = await /** @type {() => Promise<(text: string) => unknown>} */ (ADAPTERS[name])();
  await redactFor(redact, lines, { least: 0, most: WARM_SECONDS, size: WARM_SIZE });
  const limits = { least: LEAST_SECONDS, most: MOST_SECONDS, size: CORPUS_SIZE };
  const { size, seconds } = await redactFor(redact, lines, limits);
  return { megabytes_per_second: size / 1e6 / seconds, megabytes: size / 1e6, seconds };
}

/** Redacts lines until so much is done and so many seconds of CPU time are over, or the most of them. */
async function redactFor(redact, lines, { least, most, size }) {
  const from = cpuSeconds();
  let done = 0;
  for (let index = 0, seconds = 0; ; index++) {
    if (index % LINES_A_LOOK === 0) {
      seconds = cpuSeconds() - from;
      if (seconds >= most || (seconds >= least && done >= size)) return { size: done, seconds };
    }
    const line = lines[index % lines.length];
    const redacted = redact(line);
    if (redacted instanceof Promise) await redacted;
    done += line.length;
  }
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
