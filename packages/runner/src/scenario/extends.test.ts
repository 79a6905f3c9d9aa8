import { describe, expect, it } from 'vitest';
import { casesIn, casesOf, failureIn, scenarioProject } from './scenario.test-support.js';

const BASE = `criteria: [no-secrets]
context: { shop: Fernhill, customer: { plan: free, since: 2020 } }
min_score: 0.5
weight: 2
timeout: 10s
`;

describe('extends', () => {
  it('adds criteria up, merges contexts at every depth, and takes the nearest of all else', async () => {
    const [one] = await casesIn(
      'extends: ../shared/base\nname: mine\ncriteria: [no-pii]\ncontext: { customer: { plan: paid } }\nmin_score: 0.8\ninputs: [hi]\n',
      { 'shared/base.yaml': BASE },
    );
    expect(one).toMatchObject({
      scenario: 'mine',
      minScore: 0.8,
      weight: 2,
      timeoutMs: 10_000,
      turns: [{ context: { shop: 'Fernhill', customer: { plan: 'paid', since: 2020 } } }],
    });
    expect(one?.criteria.map(({ type }) => type)).toEqual(['no-secrets', 'no-pii']);
  });

  it('goes through chains, and several bases count in their order', async () => {
    const [one] = await casesIn('extends: [./b, ./c.yaml]\ninputs: [hi]\n', {
      'scenarios/b.yaml': 'extends: ./d\ncontext: { from: b, b: 1 }\n',
      'scenarios/c.yaml': 'extends: ./d\ncontext: { from: c, c: 1 }\n',
      'scenarios/d.yaml': 'context: { from: d, d: 1 }\ncriteria: [no-pii]\n',
    });
    expect(one?.turns[0]?.context).toEqual({ from: 'c', b: 1, c: 1, d: 1 });
    expect(one?.criteria).toHaveLength(1);
  });

  it('inherits inputs where there are none, and replaces them where there are', async () => {
    await using project = await scenarioProject({
      'scenarios/a.yaml': 'inputs: [one, two]\n',
      'scenarios/b.yaml': 'extends: a\nmin_score: 0.5\n',
      'scenarios/c.yaml': 'extends: a\ninputs: [three]\n',
    });
    const { scenarios } = await project.load();
    const said = await Promise.all(
      scenarios.map(async (one) => (await casesOf(one)).map(({ turns }) => turns[0]?.text)),
    );
    expect(scenarios.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(said).toEqual([['one', 'two'], ['one', 'two'], ['three']]);
  });

  it('finds an inherited data file from the file that names it', async () => {
    const cases = await casesIn('extends: ../shared/base\n', {
      'shared/base.yaml': 'inputs: data/few.jsonl\n',
      'shared/data/few.jsonl': '"one"\n"two"\n',
    });
    expect(cases.map(({ turns }) => turns[0]?.text)).toEqual(['one', 'two']);
  });

  it('makes no scenario of a file that has no inputs and is extended', async () => {
    await using project = await scenarioProject({
      'scenarios/a.yaml': 'extends: base\ninputs: [hi]\n',
      'scenarios/base.yaml': 'criteria: [no-pii]\n',
    });
    expect((await project.load()).scenarios.map(({ name }) => name)).toEqual(['a']);
  });

  it('refuses a cycle and shows it', async () => {
    const error = await failureIn('extends: ./b\ninputs: [hi]\n', {
      'scenarios/b.yaml': 'extends: ./c\n',
      'scenarios/c.yaml': 'name: c\nextends: ./a\n',
    });
    expect(error).toMatchObject({
      code: 'extends_cycle',
      location: { file: 'scenarios/c.yaml', line: 2, column: 10 },
    });
    expect(error.message).toContain(
      'scenarios/a.yaml → scenarios/b.yaml → scenarios/c.yaml → scenarios/a.yaml',
    );
  });

  it('refuses a file that extends itself', async () => {
    expect((await failureIn('extends: a\ninputs: [hi]\n')).message).toContain(
      'scenarios/a.yaml → scenarios/a.yaml',
    );
  });

  it('suggests the file that was meant', async () => {
    expect(
      await failureIn('extends: ../shared/bsae\ninputs: [hi]\n', { 'shared/base.yaml': BASE }),
    ).toMatchObject({ code: 'extends_missing', hint: 'Did you mean "../shared/base"?' });
  });

  it('tells what is wrong in the file where it stands', async () => {
    expect(
      await failureIn('extends: ../shared/base\ninputs: [hi]\n', {
        'shared/base.yaml': 'name: base\ncriteria:\n  - containz: x\n',
      }),
    ).toMatchObject({
      code: 'criterion_invalid',
      location: { file: 'shared/base.yaml', line: 3, column: 5 },
    });
  });
});
