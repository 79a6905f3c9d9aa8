#!/usr/bin/env node
/**
 * Scores a sanitizer on the corpus of this folder.
 *
 *   node packages/sanitize/corpus/score.mjs [MODULE] [--seed N] [--lines N] [--hard] [--faults] [--json]
 *
 * MODULE exports `createSanitizer`; without it the built package beside this folder is scored.
 * `--hard` takes only the lines written by hand; `--faults` shows what leaked and what is wrong.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { generateLines, hardLines, measure } from './index.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    lines: { type: 'string' },
    hard: { type: 'boolean', default: false },
    faults: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const entry = positionals[0]
  ? resolve(positionals[0])
  : resolve(import.meta.dirname, '../dist/index.js');
const { createSanitizer } = await import(pathToFileURL(entry).href);
const sanitizer = createSanitizer();

const generated = generateLines({
  ...(options.seed && { seed: Number(options.seed) }),
  ...(options.lines && { lines: Number(options.lines) }),
});
const lines = options.hard ? hardLines() : [...generated, ...hardLines()];
const { types, values, leakRate, cleanLines, alteredRate, leaked, altered } = measure(
  (text) => sanitizer.detect(text),
  lines,
);

const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(2)} %`;
if (options.json) {
  console.log(
    JSON.stringify(
      { lines: lines.length, values, leakRate, cleanLines, alteredRate, types },
      null,
      2,
    ),
  );
} else {
  console.log(`${lines.length} lines, ${values} values: ${percent(leakRate)} leak`);
  console.log(`${cleanLines} clean lines: ${percent(alteredRate)} altered\n`);
  console.log(`${'type'.padEnd(18)} values  covered    named  precision`);
  for (const [type, { values: n, covered, named, found, right }] of Object.entries(types).sort()) {
    const share = (/** @type {number} */ part, /** @type {number} */ whole) =>
      (whole === 0 ? '-' : percent(part / whole)).padStart(9);
    console.log(
      `${type.padEnd(18)} ${String(n).padStart(6)}${share(covered, n)}${share(named, n)}  ${share(right, found)}`,
    );
  }
  if (options.faults) {
    for (const { type, value, line } of leaked)
      console.log(
        `leaked ${type} ${JSON.stringify(value)} in [${line.language}] ${JSON.stringify(line.text.slice(0, 200))}`,
      );
    for (const { type, value, line } of altered)
      console.log(
        `wrong ${type} ${JSON.stringify(value)} in [${line.language}] ${JSON.stringify(line.text.slice(0, 200))}`,
      );
  }
}
