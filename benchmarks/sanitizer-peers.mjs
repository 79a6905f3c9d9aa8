/**
 * Holds the sanitizer against the best-known packages: what they find, how fast, and what hostile
 * input does to them. Installs them outside the workspace first; no figure is written by hand.
 *
 * Speed is that of a warm process on the 20 MB of transcripts of `sanitizer.mjs`, line by line, in
 * CPU time: a fast package goes through all of it several times, a slow one as far as it gets in a
 * minute. The packages take turns, each in a process of its own, and the median of the rounds counts.
 *
 *   node benchmarks/sanitizer-peers.mjs [--json] [--only NAME] [--speed] [--rounds 3]
 *
 * `--speed` measures nothing else. It needs the built package: pnpm build, in packages/sanitize. Allow
 * it fifteen minutes on a quiet machine. Ends with 1 when a promise is broken.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { SENSITIVE_TYPES } from '@fluxloop/sanitize';
import { HOSTILE_SHAPES } from './peers/hostile-shapes.mjs';
import { installPeers } from './peers/install.mjs';
import { PEERS } from './peers/packages.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    speed: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
  },
});

/** A shape is survived when four times the text takes less than eight times as long; a square takes sixteen. */
const MOST_GROWTH = 8;
/** Under this many seconds the growth is the clock's noise. */
const NOISE_SECONDS = 0.05;
const PATIENCE_MS = 20_000;
const OURS = '@fluxloop/sanitize';
/** What `PEERS` says of the others, from our own documentation. */
const OUR_FACTS = {
  name: OURS,
  types: `${Object.keys(SENSITIVE_TYPES).length}, secrets of 750 vendors one of them`,
  validators: 'check digits of every type that has them, numbering plans, Base58Check, Bech32',
  operators: 'literal, numbered placeholder, mask, HMAC, format-preserving, vault',
  streaming: 'text and bytes, any chunks',
};

const run = promisify(execFile);

/** @returns {Promise<any>} null when it was not done in time or broke down */
async function measure(name, task, argument = '') {
  const script = join(import.meta.dirname, 'peers/measure-one.mjs');
  try {
    const limits = task === 'hostile' ? { timeout: PATIENCE_MS, killSignal: 'SIGKILL' } : {};
    const { stdout } = await run(process.execPath, [script, name, task, argument], limits);
    return JSON.parse(stdout.trim().split('\n').at(-1));
  } catch (error) {
    if (task === 'hostile') return null;
    throw error;
  }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** What a package finds, what it alters, and which shapes hang it. */
async function measureQuality(name) {
  const { values, leaked, clean, altered } = await measure(name, 'accuracy');
  const hung = [];
  for (const shape of Object.keys(HOSTILE_SHAPES)) {
    const measured = await measure(name, 'hostile', shape);
    const [small, large] = measured?.seconds ?? [0, Number.POSITIVE_INFINITY];
    if (large > NOISE_SECONDS && large > MOST_GROWTH * small) hung.push(shape);
  }
  return {
    leaked_percent: Number(((100 * leaked) / values).toFixed(1)),
    altered_percent: Number(((100 * altered) / clean).toFixed(1)),
    hostile_survived: Object.keys(HOSTILE_SHAPES).length - hung.length,
    hostile_failed: hung,
  };
}

/** The speeds of all packages, round by round. */
async function measureSpeeds() {
  const speeds = new Map(names.map((name) => [name, []]));
  for (let round = 1; round <= Number(options.rounds); round++) {
    for (const name of names) {
      process.stderr.write(`speed, round ${round}: ${name} …\n`);
      speeds.get(name).push((await measure(name, 'speed')).megabytes_per_second);
    }
  }
  return speeds;
}

await installPeers();
const names = [OURS, ...PEERS.map(({ name }) => name)].filter(
  (name) => options.only === undefined || name === options.only || name === OURS,
);
const speeds = await measureSpeeds();
const own = median(speeds.get(OURS));
const results = [];
for (const name of names) {
  if (!options.speed) process.stderr.write(`quality: ${name} …\n`);
  const speed = median(speeds.get(name));
  const times = own / speed;
  const promise = PEERS.find((peer) => peer.name === name)?.promise;
  results.push({
    name,
    megabytes_per_second: Number(speed.toFixed(2)),
    ...(name !== OURS && { ours_is_times: Number(times.toFixed(2)) }),
    ...(promise !== undefined && { promise, kept: times >= promise }),
    ...(!options.speed && (await measureQuality(name))),
  });
}
if (results.some(({ kept }) => kept === false)) process.exitCode = 1;

if (options.json) {
  console.log(JSON.stringify(results, null, 2));
} else {
  if (!options.speed) printFacts();
  printFigures();
}

function printFacts() {
  console.log('| package | types found | validators | operators | streaming |');
  console.log('|---|---|---|---|---|');
  for (const { name, types, validators, operators, streaming } of [OUR_FACTS, ...PEERS]) {
    if (!names.includes(name)) continue;
    console.log(`| ${name} | ${types} | ${validators} | ${operators} | ${streaming} |`);
  }
  console.log('');
}

function printFigures() {
  const shapes = Object.keys(HOSTILE_SHAPES).length;
  const quality = options.speed
    ? []
    : ['values that leak', 'clean lines altered', 'hostile inputs survived'];
  const columns = ['package', ...quality, 'MB/s of CPU time', 'ours is', 'promised'];
  console.log(`| ${columns.join(' | ')} |`);
  console.log(`|${'---|'.repeat(columns.length)}`);
  for (const result of results) {
    const cells = [
      result.name,
      ...(options.speed
        ? []
        : [
            `${result.leaked_percent} %`,
            `${result.altered_percent} %`,
            `${result.hostile_survived} of ${shapes}`,
          ]),
      result.megabytes_per_second,
      result.ours_is_times === undefined ? '' : `${result.ours_is_times}×`,
      result.promise === undefined ? '' : `≥ ${result.promise}×`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
