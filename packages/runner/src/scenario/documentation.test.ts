import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { casesOf, scenarioProject } from './scenario.test-support.js';

const chapter = new URL('../../../../docs/scenarios.md', import.meta.url);

/** The files that the chapter shows, by the path in their first line. */
async function shownFiles(): Promise<Record<string, string>> {
  const text = await readFile(chapter, 'utf8');
  const files: Record<string, string> = {};
  for (const [, path = '', content = ''] of text.matchAll(
    /```yaml\n# ((?:scenarios|personas|shared)\/\S+)\n([\s\S]*?)```/g,
  )) {
    files[path] = content;
  }
  return files;
}

describe('docs/scenarios.md', () => {
  it('shows scenarios that can be read, and cases as it describes them', async () => {
    const files = await shownFiles();
    await using project = await scenarioProject({
      ...files,
      'scenarios/data/questions.jsonl': '"Hi"\n{"text":"Ho"}\n',
      'scenarios/data/questions.csv':
        'id,question,answer,within,product,plan\n1,What is it?,a mug,2s,mug,free\n',
    });
    const { scenarios, warnings } = await project.load();
    expect(warnings).toEqual([]);
    const cases: Record<string, Awaited<ReturnType<typeof casesOf>>> = {};
    for (const scenario of scenarios) cases[scenario.name] = await casesOf(scenario);
    expect(
      Object.fromEntries(Object.entries(cases).map(([name, all]) => [name, all.length])),
    ).toEqual({
      orders: 3,
      variables: 2,
      tones: 2,
      returns: 1,
      many: 2,
      table: 1,
    });
    expect(cases.tones?.map(({ persona, weight }) => [persona, weight])).toEqual([
      ['hurried', 2],
      ['patient', undefined],
    ]);
    expect(cases.returns?.[0]?.turns[0]?.context).toEqual({
      shop: 'Fernhill',
      customer: { plan: 'paid', since: 2020 },
    });
    expect(cases.table?.[0]?.criteria.map(({ check }) => check.expected)).toEqual([
      'mug',
      'a mug',
      'at most 2000 ms',
    ]);
  });
});
