import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FluxLoopClient } from '@fluxloop/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../scripts/workspace/paths.mjs';
import { type CommandOutcome, runCli } from './support/command.ts';
import { processesLeftIn } from './support/processes.ts';
import { randomMoments } from './support/random-moments.ts';
import { startTeam, type Team } from './support/team.ts';
import { type LongLivedFolder, longLivedFolder } from './support/temporary-folder.ts';

/** How many kills; more of them in the long form, 0 for every write there is. */
const KILLS = Number(process.env.FLUXLOOP_SYNC_KILL_ROUNDS ?? 3);
/** How often several people sync at once. */
const RACES = Number(process.env.FLUXLOOP_SYNC_RACE_ROUNDS ?? 1);
const PROJECT = 'support-bot';
const KILLER = pathToFileURL(join(repository, 'tests/support/kill-at-write.mjs')).href;

const moments = randomMoments();
let place: LongLivedFolder;
let team: Team;
let client: FluxLoopClient;
let checkouts = 0;

beforeAll(async () => {
  place = longLivedFolder();
  team = await startTeam(join(place.path, 'team'));
  client = await team.asAdmin();
});
afterAll(async () => {
  await team?.close();
  place?.remove();
});

const scenario = (...inputs: string[]) =>
  `inputs:\n${inputs.map((input) => `  - ${JSON.stringify(input)}\n`).join('')}`;

/** A folder of its own, as another person's or another machine's. */
function checkout(files: Readonly<Record<string, string>> = {}) {
  checkouts += 1;
  const root = join(place.path, `checkout-${checkouts}`);
  const path = (file: string) => join(root, file);
  mkdirSync(path('scenarios'), { recursive: true });
  const write = (file: string, text: string) => writeFileSync(path(file), text);
  write('fluxloop.yaml', `project: ${PROJECT}\n`);
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    path,
    write,
    read: (file: string) => (existsSync(path(file)) ? readFileSync(path(file), 'utf8') : null),
    names: () => readdirSync(path('scenarios')).sort(),
    remove: (file: string) => rmSync(path(file), { recursive: true }),
    sync: (args: readonly string[] = [], env: Record<string, string> = {}) =>
      runCli(['sync', ...args, '--yes'], { cwd: root, home: team.home, env }),
  };
}

/** The texts of a scenario on the platform, oldest first. */
async function history(name: string): Promise<string[]> {
  const { versions } = await client.scenarios.versions(PROJECT, name);
  const texts: string[] = [];
  for (const { version } of versions.reverse()) {
    texts.push((await client.scenarios.version(PROJECT, name, version)).text);
  }
  return texts;
}

/** Empties the platform for the next test. */
async function noScenarios(): Promise<void> {
  const { scenarios } = await client.scenarios.list(PROJECT, { limit: 500 });
  for (const { name } of scenarios) await client.scenarios.delete(PROJECT, name);
}

function expectWell({ code, stdout, stderr }: CommandOutcome): void {
  expect(code, stdout + stderr).toBe(0);
}

describe('two people with one project', () => {
  it('share scenarios, and what is sensitive stays with who wrote it', async () => {
    const address = ['jane.doe', 'example.com'].join('@');
    const raw = scenario(`write to ${address}`, 'hi');
    const ada = checkout({ 'scenarios/refunds.yaml': raw });
    const bob = checkout();
    expectWell(await ada.sync(['upload']));
    expectWell(await bob.sync(['pull']));
    expect(bob.read('scenarios/refunds.yaml')).toBe(scenario('write to [EMAIL_1]', 'hi'));
    bob.write('scenarios/refunds.yaml', scenario('write to [EMAIL_1]', 'hi', 'ho'));
    expectWell(await bob.sync());
    expectWell(await ada.sync());
    expect(ada.read('scenarios/refunds.yaml')).toBe(scenario(`write to ${address}`, 'hi', 'ho'));
    expect((await history('refunds')).join('\n')).not.toContain(address);
    await noScenarios();
  });

  it('settle a conflict by a merge file', async () => {
    const ada = checkout({ 'scenarios/refunds.yaml': scenario('hi') });
    const bob = checkout();
    expectWell(await ada.sync());
    expectWell(await bob.sync());
    ada.write('scenarios/refunds.yaml', scenario('hi', 'from ada'));
    bob.write('scenarios/refunds.yaml', scenario('hi', 'from bob'));
    expectWell(await ada.sync());
    const stopped = await bob.sync();
    expect(stopped.code, stopped.stderr).toBe(12);
    expect((await bob.sync(['--merge-file'])).code).toBe(12);
    const merge = bob.read('scenarios/refunds.merge.yaml') ?? '';
    bob.write('scenarios/refunds.merge.yaml', merge.replace(/^[<=>]{7}.*\n/gm, ''));
    expectWell(await bob.sync(['--keep', 'merged']));
    expectWell(await ada.sync());
    expect(ada.read('scenarios/refunds.yaml')).toBe(scenario('hi', 'from bob', 'from ada'));
    expect(await history('refunds')).toHaveLength(3);
    await noScenarios();
  });

  it('never overwrite each other when they sync at the same moment', async () => {
    const people = [checkout(), checkout(), checkout()];
    const written: string[] = [];
    for (let round = 0; round < RACES; round += 1) {
      for (const [index, person] of people.entries()) {
        const line = `round ${round} of ${index}`;
        written.push(line);
        person.write(
          'scenarios/shared.yaml',
          `${person.read('scenarios/shared.yaml') ?? 'inputs:\n'}  - ${line}\n`,
        );
      }
      const outcomes = await Promise.all(people.map((person) => person.sync()));
      for (const { code, stderr } of outcomes) expect([0, 12], stderr).toContain(code);
      // Each settles what is left in turn, keeping the lines of both.
      for (const person of people) {
        const asked = await person.sync(['--merge-file']);
        expect([0, 12], asked.stderr).toContain(asked.code);
        if (asked.code === 0) continue;
        const merge = person.read('scenarios/shared.merge.yaml') ?? '';
        person.write('scenarios/shared.merge.yaml', merge.replace(/^[<=>]{7}.*\n/gm, ''));
        expectWell(await person.sync(['--keep', 'merged']));
      }
      for (const person of people) expectWell(await person.sync());
      const texts = people.map((person) => person.read('scenarios/shared.yaml'));
      expect(new Set(texts).size).toBe(1);
      for (const line of written) expect(texts[0]).toContain(`- ${line}\n`);
    }
    const versions = await history('shared');
    expect(versions.filter((text, index) => text === versions[index - 1])).toEqual([]);
    await noScenarios();
  });
});

describe('a sync that is killed at a write', () => {
  /** Which writes to die at: all of them, or some. */
  function chosen(count: number): { write: number; moment: string }[] {
    const all = Array.from({ length: count }, (_, index) =>
      ['before', 'within', 'after'].map((moment) => ({ write: index + 1, moment })),
    ).flat();
    if (KILLS === 0) return all;
    return Array.from({ length: KILLS }, () => all[moments.between(0, all.length)]).filter(
      (one) => one !== undefined,
    );
  }

  const killer = (env: Record<string, string>) => ({ NODE_OPTIONS: `--import=${KILLER}`, ...env });

  it('goes on the next time, and has done nothing twice', async () => {
    const put = async (name: string, text: string, base: string | null = null) => {
      const body = { text, base, sanitizer_digest: null };
      return (await client.scenarios.put(PROJECT, name, body)).digest;
    };
    const prepare = async () => {
      await noScenarios();
      const a1 = await put('a', scenario('a1'));
      await put('b', scenario('b1'));
      await put('c', scenario('c1'));
      const here = checkout();
      expectWell(await here.sync());
      // To come: a new version, a new scenario and a deletion. To go: a new version and a new scenario.
      await put('a', scenario('a1', 'a2'), a1);
      await put('d', scenario('d1'));
      await client.scenarios.delete(PROJECT, 'c');
      here.write('scenarios/b.yaml', scenario('b1', 'b2'));
      here.write('scenarios/e.yaml', scenario('e1'));
      return here;
    };
    const counting = await prepare();
    const counter = join(place.path, 'writes');
    expectWell(await counting.sync([], killer({ COUNT_WRITES: counter })));
    const writes = Number(readFileSync(counter, 'utf8'));
    expect(writes).toBeGreaterThan(20);

    for (const { write, moment } of chosen(writes)) {
      const context = `write ${write}, ${moment}, seed ${moments.seed}`;
      const here = await prepare();
      const killed = await here.sync(
        [],
        killer({ KILL_AT_WRITE: String(write), KILL_MOMENT: moment }),
      );
      expect(killed.signal, context).toBe('SIGKILL');
      const next = await here.sync();
      expect(next.code, `${context}\n${next.stderr}`).toBe(0);
      expect(here.names(), context).toEqual(['a.yaml', 'b.yaml', 'd.yaml', 'e.yaml']);
      expect(here.read('scenarios/a.yaml'), context).toBe(scenario('a1', 'a2'));
      expect(here.read('scenarios/b.yaml'), context).toBe(scenario('b1', 'b2'));
      expect(await history('a'), context).toEqual([scenario('a1'), scenario('a1', 'a2')]);
      expect(await history('b'), context).toEqual([scenario('b1'), scenario('b1', 'b2')]);
      expect(await history('e'), context).toEqual([scenario('e1')]);
      // What was deleted there has been kept aside here.
      const replaced = readdirSync(here.path('.fluxloop/sync/replaced'));
      expect(
        replaced.filter((name) => name.startsWith('c-')),
        context,
      ).toHaveLength(1);
    }
    await noScenarios();
  });
});

it('leaves no process behind', async () => {
  await team.close();
  expect(await processesLeftIn(place.path)).toEqual([]);
});
