import { join, relative } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, type TestProject } from '../project.test-support.js';

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function replay(lines: readonly (object | string)[], inputs: unknown[], iterations = 1) {
  const file = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  project = await makeProject(
    { runner: { replay: 'outputs.jsonl' }, inputs, test: { iterations } },
    { 'outputs.jsonl': file.join('\n') },
  );
  return project.run();
}

describe('recorded answers', () => {
  it('are found by what the user says, and judged', async () => {
    const { rows } = await replay(
      [
        { input: 'hello', output: 'good morning', usage: { input_tokens: 3 }, latency_ms: 12.5 },
        '',
        { input: 'bye', output: { text: 'see you', tool_calls: [{ name: 'wave' }] } },
      ],
      [{ text: 'hello', criteria: [{ contains: 'morning' }] }, 'bye'],
    );
    expect(rows.map(({ messages }) => messages[1])).toEqual([
      expect.objectContaining({ text: 'see you', tool_calls: [{ name: 'wave', arguments: {} }] }),
      expect.objectContaining({
        text: 'good morning',
        usage: { input_tokens: 3 },
        latency_ms: 12.5,
      }),
    ]);
    expect(rows[1]?.verdict).toBe('pass');
  });

  it('have a list for a conversation', async () => {
    const { rows } = await replay(
      [{ input: 'one', output: ['first', { text: 'second' }] }],
      [{ turns: ['one', 'two'] }],
    );
    expect(rows[0]?.messages.map(({ text }) => text)).toEqual(['one', 'first', 'two', 'second']);
  });

  it('are used in order by the iterations, and the last one for all others', async () => {
    const { rows } = await replay(
      [
        { input: 'hi', output: 'a' },
        { input: 'hi', output: 'b' },
        { input: 'hi', output: 'c' },
      ],
      ['hi'],
      5,
    );
    expect(rows.map(({ messages }) => messages[1]?.text)).toEqual(['a', 'b', 'c', 'c', 'c']);
  });

  it('may be the ledger of an earlier run, matched by case and iteration', async () => {
    project = await makeProject(
      {
        runner: { target: './agent.mjs:run' },
        test: { iterations: 2 },
        inputs: ['mail jane.doe@example.com', 'same', 'same'],
      },
      { 'agent.mjs': 'let n = 0; export const run = () => "answer " + n++;' },
    );
    const first = await project.run({ parallel: 1 });
    const ledger = relative(project.root, join(first.folder, 'results.jsonl'));
    await project.write(
      'fluxloop.yaml',
      JSON.stringify({
        runner: { replay: ledger },
        test: { iterations: 2 },
        inputs: ['mail jane.doe@example.com', 'same', 'same'],
      }),
    );
    const again = await project.run();
    const said = ({ rows }: typeof first) =>
      rows.map(({ case_id, iteration, messages }) => [case_id, iteration, messages[1]?.text]);
    expect(said(again)).toEqual(said(first));
  });

  it('that are missing are an error that names the case', async () => {
    const { rows } = await replay(
      [{ input: 'hello', output: 'good morning' }],
      ['hullo', { turns: ['hello', 'and then?'] }],
    );
    expect(rows.map(({ error }) => error)).toEqual([
      {
        code: 'target_not_recorded',
        message: expect.stringMatching(
          /^outputs\.jsonl has no answer for turn 2 of this case \("and then\?", case c_/,
        ),
      },
      {
        code: 'target_not_recorded',
        message: expect.stringMatching(/^outputs\.jsonl has no answer for this case \("hullo"/),
      },
    ]);
  });

  it.each([
    [['{"input":"a","output":"b"}', 'not json'], /is not JSON/, 2],
    [['{"output":"b"}'], /neither "case_id" nor "input"/, 1],
    [['{"input":"a"}'], /"output" that is neither/, 1],
    [['{"input":"a","output":"b","tool_calls":7}'], /"tool_calls" that are not a list/, 1],
  ])('%j are refused with their place', async (lines, message, line) => {
    const error = await replay(lines, ['a']).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'replay_invalid',
      location: { file: 'outputs.jsonl', line },
    });
    expect(error).toHaveProperty('message', expect.stringMatching(message));
  });

  it('that are not there are refused', async () => {
    project = await makeProject({ runner: { replay: 'nothing.jsonl' }, inputs: ['a'] });
    await expect(project.run()).rejects.toMatchObject({ code: 'replay_not_found', exitCode: 2 });
  });

  it('are found among many without being held', async () => {
    const lines = Array.from({ length: 5000 }, (_, n) => ({
      input: `question ${n}`,
      output: `answer ${n}`,
    }));
    const { rows } = await replay(lines, ['question 0', 'question 2500', 'question 4999']);
    expect(rows.map(({ messages }) => messages[1]?.text)).toEqual([
      'answer 0',
      'answer 2500',
      'answer 4999',
    ]);
  });
});
