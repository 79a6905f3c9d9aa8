import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';

let platform: TestPlatform;
let as: { cookie: string; email: string };
let made = 0;

beforeAll(async () => {
  platform = await startTestPlatform();
  as = await platform.addPerson({ roles: { 'support-bot': 'admin', other: 'admin' } });
});
afterAll(() => platform?.close());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A scenario's address that nothing has yet. */
function fresh(project = 'support-bot') {
  made += 1;
  return { project, name: `scenario ${String(made).padStart(3, '0')}` };
}

const put = (
  params: { project: string; name: string },
  text: string,
  base: string | null = null,
  sanitizer: string | null = 'a'.repeat(64),
) =>
  platform.call('putScenario', { as, params, body: { text, base, sanitizer_digest: sanitizer } });
const get = async (params: { project: string; name: string }) =>
  (await platform.call('getScenario', { as, params })).value();
const versions = async (params: { project: string; name: string }) =>
  (await platform.call('listScenarioVersions', { as, params })).value().versions;

describe('a scenario', () => {
  it('is at version 1 when it is new, and comes back as it was sent', async () => {
    const at = fresh();
    const text = '# Größe: 😀\ninputs:\n\t- "hi"\n';
    const stored = (await put(at, text)).value();
    expect(stored).toMatchObject({
      name: at.name,
      project: 'support-bot',
      version: 1,
      digest: sha256(text),
      bytes: Buffer.byteLength(text),
      sanitized: true,
      created_by: as.email,
      url: `${platform.url}/projects/support-bot/scenarios?name=scenario+${at.name.slice(-3)}`,
    });
    expect(await get(at)).toEqual({ ...stored, text });
  });

  it('keeps every version, and shows each of them', async () => {
    const at = fresh();
    await put(at, 'inputs: [one]\n');
    await put(at, 'inputs: [two]\n', sha256('inputs: [one]\n'), null);
    expect((await versions(at)).map(({ version, sanitized }) => [version, sanitized])).toEqual([
      [2, false],
      [1, true],
    ]);
    const call = (version: number) =>
      platform.call('getScenarioVersion', { as, params: { ...at, version } });
    expect((await call(1)).value()).toMatchObject({ version: 1, text: 'inputs: [one]\n' });
    expect((await call(3)).problem()).toMatchObject({ status: 404, code: 'scenario_not_found' });
  });

  it('goes with all that it was when it is deleted', async () => {
    const at = fresh();
    await put(at, 'a secret');
    const remove = () => platform.call('deleteScenario', { as, params: at });
    expect((await remove()).status).toBe(204);
    expect((await remove()).problem().code).toBe('scenario_not_found');
    const rows = await platform.database
      .selectFrom('scenario_versions')
      .select('text')
      .where('text', '=', 'a secret')
      .execute();
    expect(rows).toEqual([]);
    expect((await put(at, 'again')).value().version).toBe(1);
  });

  it('is of its project only', async () => {
    const at = fresh();
    await put(at, 'inputs: [here]\n');
    const other = await platform.call('getScenario', { as, params: { ...at, project: 'other' } });
    expect(other.problem().code).toBe('scenario_not_found');
    expect((await put({ ...at, project: 'other' }, 'inputs: [there]\n')).value().version).toBe(1);
  });
});

describe('a new version', () => {
  it('that is the latest already changes nothing, whatever it was made from', async () => {
    const at = fresh();
    const first = (await put(at, 'x')).value();
    for (const base of [null, sha256('x'), sha256('y')]) {
      expect((await put(at, 'x', base)).value()).toEqual(first);
    }
    expect(await versions(at)).toHaveLength(1);
  });

  it.each([
    ['nothing', null],
    ['an older version', sha256('one')],
    ['something else', sha256('never')],
  ])('made from %s is a conflict that names the latest version', async (_name, base) => {
    const at = fresh();
    await put(at, 'one');
    await put(at, 'two', sha256('one'));
    const refused = await put(at, 'three', base);
    expect(refused.problem()).toMatchObject({
      status: 409,
      code: 'scenario_conflict',
      current_version: 2,
    });
    expect((await get(at)).text).toBe('two');
  });

  it('of a scenario that was deleted is a conflict, and creates nothing', async () => {
    const at = fresh();
    const refused = (await put(at, 'two', sha256('one'))).problem();
    expect(refused).toMatchObject({ status: 409, code: 'scenario_conflict' });
    expect(refused).not.toHaveProperty('current_version');
    expect((await platform.call('getScenario', { as, params: at })).status).toBe(404);
  });

  it('is stored for one of many that come at once; the others learn of it', async () => {
    const at = fresh();
    const race = async (base: string | null) => {
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => put(at, `${base}: text ${index}`, base)),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array.from({ length: 11 }, () => 409)]);
    };
    await race(null);
    await race((await get(at)).digest);
    expect((await versions(at)).map(({ version }) => version)).toEqual([2, 1]);
  });

  it('comes once, however often the same request is sent at once', async () => {
    const at = fresh();
    const answers = await Promise.all(Array.from({ length: 12 }, () => put(at, 'the same')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await versions(at)).toHaveLength(1);
  });

  it('comes while others create and delete the scenario all the time', async () => {
    const at = fresh();
    const churn = async (index: number) => {
      for (let round = 0; round < 8; round += 1) {
        const answer =
          index % 2 === 0
            ? await put(at, `text ${index}`)
            : await platform.call('deleteScenario', { as, params: at });
        expect([200, 204, 404, 409]).toContain(answer.status);
      }
    };
    await Promise.all([0, 1, 2, 3].map(churn));
  });
});

describe('deleting', () => {
  it('what somebody has changed meanwhile is a conflict', async () => {
    const at = fresh();
    await put(at, 'one');
    await put(at, 'two', sha256('one'));
    const remove = (base: string) =>
      platform.call('deleteScenario', { as, params: at, query: { base } });
    expect((await remove(sha256('one'))).problem()).toMatchObject({
      status: 409,
      code: 'scenario_conflict',
      current_version: 2,
    });
    expect((await remove(sha256('two'))).status).toBe(204);
  });
});

describe('names', () => {
  it('that differ only by the case of their letters are refused', async () => {
    const { project, name } = fresh();
    await put({ project, name: `${name} straße` }, 'x');
    const refused = await put({ project, name: `${name} STRASSE` }, 'x');
    expect(refused.problem()).toMatchObject({ status: 409, code: 'scenario_name_taken' });
  });

  it.each([
    ['..', '..'],
    ['a folder', 'a/b'],
    ['a folder of Windows', 'a\\b'],
    ['a device', 'nul.txt'],
    ['a stream of NTFS', 'a:b'],
    ['a hidden file', '.env'],
    ['a space at the end', 'a '],
    ['a line feed', 'a\nb'],
    ['a direction mark', 'a\u202eb'],
    ['letters that are not composed', 'e\u0301'],
    ['more than 200 bytes', 'ä'.repeat(101)],
  ])('that no disk could hold are refused: %s', async (_what, name) => {
    const refused = await put({ project: 'support-bot', name }, 'x');
    expect([400, 404]).toContain(refused.status);
  });

  it('may be of any script, long, and look like another route', async () => {
    for (const name of [
      'ご返金 (v1.2)',
      'ä'.repeat(100),
      'a%2Fb',
      'versions',
      '[EMAIL_1] complains',
    ]) {
      const at = { project: 'support-bot', name };
      expect((await put(at, 'x')).value().name).toBe(name);
      expect((await get(at)).name).toBe(name);
    }
  });
});

describe('a text', () => {
  it.each([
    ['nothing', ''],
    ['carriage returns', 'a\r\nb'],
    ['a terminal escape', '\u001b[2J'],
    ['zero', 'a\u0000'],
    ['too much', 'ä'.repeat(196_609)],
  ])('with %s is refused', async (_what, text) => {
    expect((await put(fresh(), text)).problem()).toMatchObject({ status: 400 });
  });

  it('may be as long as the limit says, also where JSON makes it twice as long', async () => {
    const at = fresh();
    const text = '"'.repeat(384 * 1024);
    await put(at, text);
    expect((await get(at)).text).toBe(text);
  });
});

it('lists scenarios by name, page by page', async () => {
  const project = 'other';
  for (const name of ['b', 'C', 'a', 'Ä', 'd']) await put({ project, name }, name);
  const page = async (query: { limit: number; cursor?: string }) =>
    (await platform.call('listScenarios', { as, params: { project }, query })).value();
  const names: string[] = [];
  let next: string | null | undefined;
  while (next !== null) {
    const { scenarios, next_cursor } = await page({ limit: 2, ...(next && { cursor: next }) });
    names.push(...scenarios.map(({ name }) => name));
    next = next_cursor;
  }
  expect(names.filter((name) => name.length === 1)).toEqual(['a', 'b', 'C', 'd', 'Ä']);
});

it('lists versions page by page, newest first', async () => {
  const at = fresh();
  for (const index of [1, 2, 3]) {
    await put(at, `v${index}`, index === 1 ? null : sha256(`v${index - 1}`));
  }
  const page = async (query: { limit: number; cursor?: string }) =>
    (await platform.call('listScenarioVersions', { as, params: at, query })).value();
  const first = await page({ limit: 2 });
  expect(first.versions.map(({ version }) => version)).toEqual([3, 2]);
  const second = await page({ limit: 2, cursor: first.next_cursor ?? '' });
  expect(second.versions.map(({ version }) => version)).toEqual([1]);
  expect(second.next_cursor).toBeNull();
});
