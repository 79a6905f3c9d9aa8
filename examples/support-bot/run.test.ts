import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import type { ResultRow } from '@fluxloop/core/contract';
import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { type RunOutcome, readRun, runTests } from '@fluxloop/runner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Marker, readMarkers } from './markers.mjs';

/** What README.md says of the bot. */
const FAILING = [
  'a German customer',
  'a Spanish customer',
  'a customer who corrects the number',
  'a negated wish',
  'a question inside a task',
  'a word that misleads',
  'from a declined card to a person',
  'sarcasm',
  'the bot tells a stranger whose order it is',
  'two wishes in one sentence',
];

const VERDICTS = { pass: 78, fail: 10, error: 0, unjudged: 0, skipped: 0 };

const example = fileURLToPath(new URL('.', import.meta.url));
let markers: Marker[];

beforeAll(async () => {
  markers = await readMarkers();
});

interface FinishedRun {
  /** The copy of the project; the run lies below it. */
  root: string;
  outcome: RunOutcome;
  rows: ResultRow[];
  /** All that the run left behind, names of files included. */
  left: string;
}

/** Runs the scenarios against the real bot, in a copy of the project. */
async function runExample(options: { sanitizeStored: boolean }): Promise<FinishedRun> {
  const root = await mkdtemp(join(tmpdir(), 'support-bot-'));
  await cp(join(example, 'fluxloop.yaml'), join(root, 'fluxloop.yaml'));
  await cp(join(example, 'scenarios'), join(root, 'scenarios'), { recursive: true });
  const { configuration, warnings } = await loadProjectConfiguration({ cwd: root });
  expect(warnings).toEqual([]);
  const process = configuration.runner?.process;
  if (process === undefined) throw new Error('The example has no process to run.');
  const outcome = await runTests({
    root,
    configuration: { ...configuration, runner: { process: { ...process, cwd: example } } },
    sanitizer: createProjectSanitizer({ configuration: configuration.sanitization, env: {} }),
    sanitizeStored: options.sanitizeStored,
    env: globalThis.process.env,
  });
  const rows: ResultRow[] = [];
  for await (const row of (await readRun(outcome.folder)).rows()) rows.push(row);
  return { root, outcome, rows, left: await readAll(outcome.folder) };
}

async function readAll(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = entries.map(async (entry) =>
    entry.isFile() ? readFile(join(entry.parentPath, entry.name), 'utf8') : '',
  );
  return [...entries.map(({ name }) => name), ...(await Promise.all(texts))].join('\n');
}

/** The markers that stand in a text, as they are or as JSON spells them. */
function found(text: string): string[] {
  return markers
    .filter(
      ({ value }) => text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1)),
    )
    .map(({ type, value }) => `${type} ${value}`);
}

describe('a sanitized run', () => {
  let run: FinishedRun;

  beforeAll(async () => {
    run = await runExample({ sanitizeStored: true });
  }, 60_000);

  afterAll(() => rm(run.root, { recursive: true, force: true }));

  it('judges every case, and fails exactly where the bot is weak', () => {
    const { totals } = run.outcome.summary;
    expect(totals.verdicts).toEqual(VERDICTS);
    const failing = run.rows.filter(({ verdict }) => verdict === 'fail').map(({ name }) => name);
    expect(failing.sort()).toEqual(FAILING);
  });

  it('leaves none of the markers behind', () => {
    expect(found(run.left)).toEqual([]);
  });

  it('replaces values of every type', () => {
    const types = new Set(run.rows.flatMap(({ redactions }) => Object.keys(redactions)));
    expect([...types].sort()).toEqual([...new Set(markers.map(({ type }) => type))].sort());
  });

  it('leaves what is not sensitive: orders, prices and times', () => {
    const kept = ['104822', 'FH-106017', '£129.00', '9 to 18', 'LS1 4AB Leeds', 'FELL15'];
    expect(kept.filter((value) => !run.left.includes(value))).toEqual([]);
  });

  it('gives a value the same number in the question and in the answer', () => {
    const reset = run.rows.find(({ name }) => name.startsWith('a password reset for the wrong'));
    expect(reset?.messages.map(({ text }) => text)).toEqual([
      'reset my password, [EMAIL_1]',
      'I will send a link for a new password to [EMAIL_1]. Is that address right?',
      'no, wrong',
      'Which e-mail address should I use?',
      '[EMAIL_2]',
      'I will send a link for a new password to [EMAIL_2]. Is that address right?',
      'exactly',
      'The link is on its way to [EMAIL_2]. It works for 30 minutes.',
    ]);
  });
});

describe('a raw run', () => {
  let run: FinishedRun;

  beforeAll(async () => {
    run = await runExample({ sanitizeStored: false });
  }, 60_000);

  afterAll(() => rm(run.root, { recursive: true, force: true }));

  it('holds every marker, so that the search is known to work', () => {
    expect(found(run.left)).toHaveLength(markers.length);
  });

  it('comes to the same verdicts', () => {
    expect(run.outcome.summary.totals.verdicts).toEqual(VERDICTS);
  });
});
