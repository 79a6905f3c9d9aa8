/**
 * Holds the sanitizer against the best-known packages: what they find, how fast, and what hostile
 * input does to them. Installs them outside the workspace first; no figure is written by hand.
 *
 *   node benchmarks/sanitizer-peers.mjs [--json] [--only NAME]
 *
 * It needs the built package: npx tsup, in packages/sanitize. Allow it fifteen minutes.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { SENSITIVE_TYPES } from '@fluxloop/sanitize';
import { HOSTILE_SHAPES } from './peers/hostile-shapes.mjs';
import { installPeers } from './peers/install.mjs';
import { PEERS } from './peers/packages.mjs';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' } },
});

/** A shape is survived when four times the text takes less than eight times as long; a square takes sixteen. */
const MOST_GROWTH = 8;
/** Under this many seconds the growth is the clock's noise. */
const NOISE_SECONDS = 0.05;
const PATIENCE_MS = 20_000;
const OURS = '@fluxloop/sanitize';
const ROUNDS = 3;
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

async function measureAll(name) {
  const speeds = [];
  for (let round = 0; round < ROUNDS; round++)
    speeds.push((await measure(name, 'speed')).megabytes_per_second);
  const { values, leaked, clean, altered } = await measure(name, 'accuracy');
  const hung = [];
  for (const shape of Object.keys(HOSTILE_SHAPES)) {
    const measured = await measure(name, 'hostile', shape);
    const [small, large] = measured?.seconds ?? [0, Number.POSITIVE_INFINITY];
    if (large > NOISE_SECONDS && large > MOST_GROWTH * small) hung.push(shape);
  }
  return {
    name,
    megabytes_per_second: Number(median(speeds).toFixed(2)),
    leaked_percent: Number(((100 * leaked) / values).toFixed(1)),
    altered_percent: Number(((100 * altered) / clean).toFixed(1)),
    hostile_survived: Object.keys(HOSTILE_SHAPES).length - hung.length,
    hostile_failed: hung,
  };
}

await installPeers();
const names = [OURS, ...PEERS.map(({ name }) => name)].filter(
  (name) => options.only === undefined || name === options.only || name === OURS,
);
const results = [];
for (const name of names) {
  process.stderr.write(`${name} …\n`);
  results.push(await measureAll(name));
}

if (options.json) {
  console.log(JSON.stringify(results, null, 2));
} else {
  const own = results[0].megabytes_per_second;
  const shapes = Object.keys(HOSTILE_SHAPES).length;
  console.log('| package | types found | validators | operators | streaming |');
  console.log('|---|---|---|---|---|');
  for (const { name, types, validators, operators, streaming } of [OUR_FACTS, ...PEERS]) {
    if (!names.includes(name)) continue;
    console.log(`| ${name} | ${types} | ${validators} | ${operators} | ${streaming} |`);
  }
  console.log('');
  console.log(
    '| package | values that leak | clean lines altered | hostile inputs survived | MB/s of CPU time | ours is |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const result of results) {
    const {
      name,
      leaked_percent: leaked,
      altered_percent: altered,
      hostile_survived: survived,
      megabytes_per_second: speed,
    } = result;
    const ratio = name === OURS ? '' : `${(own / speed).toFixed(1)}×`;
    console.log(
      `| ${name} | ${leaked} % | ${altered} % | ${survived} of ${shapes} | ${speed} | ${ratio} |`,
    );
  }
}
