import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { scenarioProject } from './scenario.test-support.js';

const LINES = 200_000;
/** The texts of the lines of JSON alone are larger, and so would be the records of the table. */
const HEAP_MB = 64;
const SENTENCE = 'Where is my order? I have been waiting for it since the day before yesterday. ';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));

async function write(file: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(file);
  for (const line of lines) {
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}

function* jsonLines() {
  for (let line = 0; line < LINES; line += 1) {
    yield `{"text":"${SENTENCE.repeat(5)}${line}","context":{"order":${line}},"criteria":[{"contains":"order"}]}\n`;
  }
}

function* csvLines() {
  yield '\uFEFFtext,order\r\n';
  for (let line = 0; line < LINES; line += 1)
    yield `"${SENTENCE.repeat(2)}\r\n${line}",${line}\r\n`;
}

describe('data files that do not fit into memory', () => {
  it.each([
    ['jsonl', jsonLines],
    ['csv', csvLines],
  ] as const)('are read case by case: %s', async (format, lines) => {
    await using project = await scenarioProject({
      'scenarios/large.yaml': `inputs: large.${format}\n`,
    });
    await write(join(project.root, 'scenarios', `large.${format}`), lines());
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--conditions=@fluxloop/source',
      '--import',
      fixture('typescript-source.mjs'),
      `--max-old-space-size=${HEAP_MB}`,
      fixture('count-cases.ts'),
      project.root,
    ]);
    const counted = JSON.parse(stdout);
    expect(counted).toMatchObject({ name: 'large', cases: LINES });
    const least = format === 'jsonl' ? HEAP_MB * 1024 * 1024 : LINES * SENTENCE.length;
    expect(counted.characters).toBeGreaterThan(least);
  });
});
