import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MARKERS } from '../project.test-support.js';
import { verdict } from './chat-server.test-support.js';
import { holdCourt, RUBRIC, said } from './court.test-support.js';
import { JudgeCache } from './judge-cache.js';

const court = holdCourt();
const { judge, openTools } = court;

describe('the cache of the judge', () => {
  const folder = () => join(court.root, '.fluxloop', 'cache', 'judge');
  const files = async () => {
    const entries = await readdir(folder(), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  };

  it('answers the same question about the same conversation, also in the next run', async () => {
    const tools = openTools();
    const first = await judge(RUBRIC, undefined, tools);
    expect(await judge(RUBRIC, undefined, tools)).toMatchObject({ result: first.result });
    const next = openTools();
    expect(await judge(RUBRIC, undefined, next)).toMatchObject({
      result: first.result,
      usage: { calls: 0, cached: 1 },
    });
    expect(court.server.requests).toHaveLength(1);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['rubric', () => judge({ llm_judge: 'The agent is brief.' })],
    ['conversation', () => judge(RUBRIC, [said('Another answer.')])],
    ['model', () => judge(RUBRIC, undefined, openTools({ settings: { model: 'judge-2' } }))],
    ['temperature', () => judge(RUBRIC, undefined, openTools({ settings: { temperature: 1 } }))],
    ['switch', () => judge(RUBRIC, undefined, openTools({ settings: { cache: false } }))],
  ])('does not answer with another %s', async (_, ask) => {
    await judge(RUBRIC);
    await ask();
    expect(court.server.requests).toHaveLength(2);
  });

  it('holds no conversation, no rubric and nothing sensitive, for its owner only', async () => {
    court.server.answer(() => verdict(1, `The agent gave ${MARKERS.key} to ${MARKERS.email}.`));
    const answers = [said(`Take ${MARKERS.key} and write to ${MARKERS.email}`)];
    const tools = openTools({ settings: { send: 'raw' }, sanitized: false });
    await judge({ llm_judge: 'The rubric of the house.' }, answers, tools);
    const [file, ...others] = await files();
    expect(others).toEqual([]);
    const text = await readFile(file ?? '', 'utf8');
    expect(JSON.parse(text)).toEqual({ reason: expect.stringContaining('[EMAIL_1]'), score: 1 });
    for (const raw of [MARKERS.key, MARKERS.email, 'rubric', 'Take', 'Where is my order']) {
      expect(text + file).not.toContain(raw);
    }
    expect((await stat(file ?? '')).mode & 0o777).toBe(0o600);
    expect((await stat(folder())).mode & 0o777).toBe(0o700);
    expect((await stat(join(court.root, '.fluxloop'))).mode & 0o777).toBe(0o700);
  });

  it('keeps no answer that is none, and asks again where a file is damaged', async () => {
    court.server.answer((_, index) => (index < 2 ? { content: 'no' } : verdict(1)));
    expect((await judge(RUBRIC)).verdict).toBe('error');
    expect((await judge(RUBRIC)).verdict).toBe('pass');
    const [file] = await files();
    await writeFile(file ?? '', '{"reason":"good","score":2}');
    expect((await judge(RUBRIC)).result.score).toBe(1);
    expect(court.server.requests).toHaveLength(4);
  });

  it('asks a question once that many ask at the same time', async () => {
    const tools = openTools();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => judge(RUBRIC, undefined, tools)),
    );
    expect(results.every(({ verdict: one }) => one === 'pass')).toBe(true);
    expect(court.server.requests).toHaveLength(1);
  });
});

describe('the folder of the cache', () => {
  it('is bounded: what was not asked for longest goes first', async () => {
    const key = (index: number) => `${index}`.padStart(64, '0').split('').reverse().join('');
    const cache = new JudgeCache(court.root, 10);
    for (let index = 0; index < 10; index += 1) {
      await cache.set(key(index), { reason: '', score: index / 10 });
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await cache.close();
    expect(await cache.get(key(0))).toEqual({ reason: '', score: 0 });
    await new Promise((resolve) => setTimeout(resolve, 15));
    await cache.set(key(10), { reason: '', score: 1 });
    await cache.close();
    const left = await Promise.all(Array.from({ length: 11 }, (_, index) => cache.get(key(index))));
    const gone = left.flatMap((answer, index) => (answer === undefined ? [index] : []));
    expect(gone).toEqual([1, 2]);
  });

  it('that cannot be written is as good as empty', async () => {
    await writeFile(join(court.root, 'no-folder'), '');
    const cache = new JudgeCache(join(court.root, 'no-folder'));
    await cache.set('ab'.repeat(32), { reason: '', score: 1 });
    expect(await cache.get('ab'.repeat(32))).toBeUndefined();
    await cache.close();
  });

  it('keeps no answer that is as long as a book', async () => {
    const cache = new JudgeCache(court.root);
    await cache.set('ab'.repeat(32), { reason: 'x'.repeat(20_000), score: 1 });
    expect(await cache.get('ab'.repeat(32))).toBeUndefined();
  });
});
