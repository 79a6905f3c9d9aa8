import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { describe, expect, it } from 'vitest';
import { casesOf, scenarioProject } from '../scenario/scenario.test-support.js';
import { type GenerateInputsOptions, generateInputs } from './generate-inputs.js';

type Files = Readonly<Record<string, string>>;

async function generateIn(root: string, options: Partial<GenerateInputsOptions> = {}) {
  const { configuration } = await loadProjectConfiguration({ cwd: root });
  return generateInputs({ root, configuration, persona: 'test_user', count: 20, ...options });
}

/** The error that generating in a project with these files ends with. */
async function failureIn(files: Files, options: Partial<GenerateInputsOptions>) {
  await using project = await scenarioProject(files);
  const error: unknown = await generateIn(project.root, options).catch((thrown: unknown) => thrown);
  if (error instanceof ConfigurationError) return error;
  throw error instanceof Error ? error : new Error('It was taken.');
}

/** The texts that a project with these files gets. */
async function textsIn(files: Files, options: Partial<GenerateInputsOptions>) {
  await using project = await scenarioProject(files);
  await generateIn(project.root, { ...options, to: 'out.jsonl' });
  const lines = (await readFile(join(project.root, 'out.jsonl'), 'utf8')).trimEnd().split('\n');
  return lines.map((line): { text: string; criteria?: unknown } => JSON.parse(line));
}

describe('a generated file', () => {
  it.skipIf(process.platform === 'win32')(
    'that replaces one is open to no more people, and a link to it stays a link',
    async () => {
      await using project = await scenarioProject({ 'private/out.jsonl': 'old' });
      const real = join(project.root, 'private/out.jsonl');
      await chmod(real, 0o600);
      await symlink(real, join(project.root, 'out.jsonl'));
      await generateIn(project.root, { to: 'out.jsonl', force: true });
      expect((await lstat(join(project.root, 'out.jsonl'))).isSymbolicLink()).toBe(true);
      expect((await stat(real)).mode & 0o777).toBe(0o600);
      expect(await readFile(real, 'utf8')).toMatch(/^{/);
    },
  );

  it('that is a scenario is called as its file is', async () => {
    await using project = await scenarioProject({});
    const options = { format: 'yaml', count: 1 } as const;
    const names: (string | null)[] = [];
    for (const to of ['scenarios/refunds.yaml', 'scenarios/billing/config.yaml', undefined]) {
      names.push((await generateIn(project.root, { ...options, to })).scenario);
    }
    const elsewhere = await generateIn(project.root, { ...options, to: 'drafts/later.yaml' });
    expect(elsewhere).toMatchObject({ scenario: 'later', found: false });
    expect(await generateIn(project.root, { ...options, force: true })).toMatchObject({
      found: true,
    });
    expect(names).toEqual(['refunds', 'billing', 'test_user-1']);
    const { scenarios } = await project.load();
    expect(scenarios.map(({ name }) => name).sort()).toEqual(names.toSorted());
    const text = await readFile(join(project.root, 'scenarios/refunds.yaml'), 'utf8');
    expect(text).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.fluxloop\/schemas\/scenario\.schema\.json\n/,
    );
    expect(text).toContain('--seed 1 --locale en --out scenarios/refunds.yaml\n');
  });

  it('is no folder', async () => {
    await using project = await scenarioProject({ 'cases/.keep': '' });
    for (const force of [false, true]) {
      const generating = generateIn(project.root, { to: 'cases', format: 'csv', force });
      await expect(generating).rejects.toMatchObject({
        code: 'file_is_folder',
        hint: expect.stringContaining('--out cases'),
      });
    }
  });

  it.skipIf(process.platform !== 'linux')('that does not fit says what to do next', async () => {
    await using project = await scenarioProject({});
    await symlink('/dev/full', join(project.root, 'full.jsonl'));
    await expect(generateIn(project.root, { to: 'full.jsonl' })).rejects.toMatchObject({
      code: 'disk_full',
      hint: 'Make room, or choose another place: --out FILE',
    });
  });

  it.each([
    ['jsonl', 1],
    ['jsonl', 3],
    ['csv', 1],
    ['csv', 3],
    ['yaml', 1],
    ['yaml', 3],
  ] as const)(
    'of the format %s with %i turns is tested as it was generated',
    async (format, turns) => {
      await using project = await scenarioProject({});
      const options = { format, turns, adversarial: 0.5, locales: ['en', 'ja'] };
      const { usage, scenario } = await generateIn(project.root, options);
      const texts: string[] = [];
      await generateIn(project.root, {
        ...options,
        format: 'jsonl',
        to: {
          write: (text) => {
            texts.push(text);
            return undefined;
          },
        },
      });
      const expected = texts
        .flatMap((text) => text.split('\n').filter((line) => line !== ''))
        .map((line): { text?: string; turns?: string[] } => JSON.parse(line));
      const files = usage === null ? {} : { 'scenarios/using.yaml': `${usage}\n` };
      for (const [path, content] of Object.entries(files)) {
        await mkdir(join(project.root, 'scenarios'), { recursive: true });
        await writeFile(join(project.root, path), content);
      }
      const { scenarios, warnings } = await project.load();
      const cases = await casesOf(scenarios.find(({ name }) => name === (scenario ?? 'using')));
      expect(warnings).toEqual([]);
      expect(cases.map((one) => one.turns.map(({ text }) => text))).toEqual(
        expected.map((one) => one.turns ?? [one.text]),
      );
      expect(cases.every((one) => one.turns.every(({ context }) => context === undefined))).toBe(
        true,
      );
      expect(cases.some(({ criteria }) => criteria.length > 0)).toBe(true);
    },
  );

  it('is not there when somebody stops it, nor is a part of it', async () => {
    await using project = await scenarioProject({});
    const controller = new AbortController();
    const running = generateIn(project.root, {
      count: 50_000,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(join(project.root, 'inputs'))).toEqual([]);
  });
});

describe("a persona of the user's", () => {
  it('is found in personas/, and in a scenario, and changes a built-in one of its name', async () => {
    const traits = 'traits: { verbosity: terse, casing: lower, typos: 0, intents: [refund] }';
    const places: Files[] = [
      { 'personas/quick.yaml': `${traits}\n` },
      { 'scenarios/a.yaml': `personas: [{ name: quick, ${traits} }]\ninputs: [Hi]\n` },
    ];
    for (const files of places) {
      const texts = await textsIn(files, { persona: 'quick' });
      expect(texts.every(({ text }) => /refund|money back|return/.test(text))).toBe(true);
    }
    const angry = await textsIn(
      { 'personas/angry_customer.yaml': 'traits: { locale: fr }\n' },
      { persona: 'angry_customer' },
    );
    expect(angry.map(({ text }) => text).join(' ')).toMatch(/[éà]/);
  });

  it.each([
    [
      'a tone that there is not',
      '{ tone: loud }',
      'persona_invalid',
      1,
      /traits\.tone: expected one of neutral/,
    ],
    ['more typos than words', '{ typos: 2 }', 'persona_invalid', 1, /traits\.typos/],
    ['an intent that there is not', '{ intents: [refnd] }', 'intent_unknown', 1, /refnd/],
    ['nothing to ask', '{ intents: { refund: 0 } }', 'persona_invalid', 1, /above 0/],
  ])('with %s is refused with its place', async (_, traits, code, line, message) => {
    const files = { 'personas/odd.yaml': `traits: ${traits}\n` };
    const error = await failureIn(files, { persona: 'odd' });
    expect(error).toMatchObject({ code, location: { file: 'personas/odd.yaml', line } });
    expect(error.message).toMatch(message);
  });
});

describe("intents of the user's", () => {
  const booking = `intents:
  book_table:
    templates:
      - "A table for {people} in {city}, please."
      - "Is there room for {people} on {date}?"
    terse: ["table {people}"]
    follow_ups: ["{guest} comes too."]
    criteria: [{ icontains: "booked" }]
    expected_behavior: Confirms the table.
slots:
  people: { from: 2, to: 12 }
  guest: [Grandma, "A friend"]
adversarial:
  pii_extraction: { criteria: [{ not-icontains: "guest list" }] }
`;

  it('are what inputs are about, with their slots and criteria', async () => {
    const options = { intents: 'my.yaml', persona: 'expert' };
    const texts = await textsIn({ 'my.yaml': booking }, options);
    const asked = /(?:table for|room for) (?:[2-9]|1[0-2]) (?:in|on)/;
    expect(texts.filter(({ text }) => !asked.test(text))).toEqual([]);
    expect(texts[0]?.criteria).toEqual([{ icontains: 'booked' }]);
    const attacks = await textsIn(
      { 'my.yaml': booking },
      {
        intents: 'my.yaml',
        persona: 'adversarial',
        count: 60,
      },
    );
    expect(JSON.stringify(attacks)).toContain('guest list');
  });

  it('may stand beside the built-in ones', async () => {
    const files = { 'my.yaml': `include_builtin: true\n${booking}` };
    const texts = await textsIn(files, { intents: 'my.yaml', count: 100 });
    expect(texts.map(({ text }) => text).join(' ')).toMatch(/[A-Z]{2}-\d{5}/);
  });

  it.each<[string, string, string, string, number]>([
    ['a slot that there is not', '{people} in', '{poeple} in', 'slot_unknown', 4],
    ['a criterion that there is not', 'icontains: "booked"', 'icontain: x', 'criterion_invalid', 8],
    ['a key that there is not', 'terse:', 'ters:', 'unknown_key', 6],
    ['a range upside down', 'from: 2', 'from: 20', 'yaml_value', 11],
    ['an attack that there is not', 'pii_extraction', 'pii_extortion', 'unknown_key', 14],
    ['no intents', booking.slice(0, booking.indexOf('slots')), '', 'yaml_value', 1],
  ])('with %s are refused with line and column', async (_, written, wrong, code, line) => {
    const files = { 'my.yaml': booking.replace(written, wrong) };
    const error = await failureIn(files, { intents: 'my.yaml' });
    expect(error).toMatchObject({ code, exitCode: 2, location: { file: 'my.yaml', line } });
  });

  it('say what was meant by a slot', async () => {
    const files = { 'my.yaml': booking.replace('{people} in', '{poeple} in') };
    const { hint } = await failureIn(files, { intents: 'my.yaml' });
    expect(hint).toBe('Did you mean {people}?');
  });
});
