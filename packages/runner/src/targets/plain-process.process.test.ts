import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, processRunner, type TestProject } from '../project.test-support.js';

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function runProgram(runner: object, inputs: unknown[], test: object = {}, parallel = 3) {
  project = await makeProject({ runner, inputs, test: { retries: 0, ...test } });
  const { rows } = await project.run({ parallel });
  return rows.map(({ name, messages, error }) => ({
    name,
    error,
    answers: messages.filter(({ role }) => role === 'agent').map(({ text }) => text),
  }));
}

const repl = (settings: object = {}) =>
  processRunner('repl.mjs', { protocol: 'text', ready_pattern: '^Welcome', ...settings });

/** With a prompt that ends each answer. */
const prompted = (settings: object = {}) => {
  const { process } = repl() as { process: { command: string[] } };
  return {
    process: {
      ...process,
      command: [...process.command, 'you> '],
      ready_pattern: '^you> $',
      answer_end: '^you> $',
      ...settings,
    },
  };
};

const inline = (source: string, ...words: string[]) => [process.execPath, '-e', source, ...words];

describe('a program that speaks plain text', () => {
  it('gets a line and answers with a line, in a process for each conversation', async () => {
    const inputs = [{ turns: ['one', 'two\nlines'] }, { turns: ['three', 'four'] }];
    const rows = await runProgram(repl(), inputs);
    expect(rows.map(({ answers }) => answers)).toEqual([
      ['1: one', '2: two lines'],
      ['1: three', '2: four'],
    ]);
  });

  it('may answer in many lines, up to its next prompt', async () => {
    const rows = await runProgram(prompted(), [{ turns: ['poem', 'one'] }]);
    expect(rows[0]?.answers).toEqual(['roses\nare red', '2: one']);
  });

  it('serves conversations one after the other when told so', async () => {
    const rows = await runProgram(repl({ reuse: true }), ['a', 'b', 'c'], {}, 1);
    expect(rows.map(({ answers }) => answers[0])).toEqual(['1: a', '2: b', '3: c']);
  });

  it.each([
    ['crash', 'target_crashed', /exit code 3/],
    ['hang', 'target_timeout', /within 500 ms/],
    ['close', 'target_crashed', /closed its standard output/],
  ])(
    'and does "%s" has an error, and the next conversation is served',
    async (text, code, message) => {
      const rows = await runProgram(
        repl({ reuse: true }),
        [text, 'one'],
        { turn_timeout: '500ms' },
        1,
      );
      const row = rows.find(({ name }) => name === text);
      expect(row?.error).toMatchObject({ code, message: expect.stringMatching(message) });
      expect(rows.find(({ name }) => name === 'one')?.answers).toEqual(['1: one']);
    },
  );
});

describe('a program that answers once', () => {
  const echo = "process.stdin.on('data', (data) => process.stdout.write('<' + data + '>\\n'));";
  const raw = (command: string[], settings: object = {}) => ({
    process: { command, protocol: 'raw', ...settings },
  });

  it('is run for each turn, with the text as it is', async () => {
    const rows = await runProgram(raw(inline(echo)), [{ turns: ['one\ntwo', 'three'] }]);
    expect(rows[0]?.answers).toEqual(['<one\ntwo>', '<three>']);
  });

  it('may have the text in its command, whatever is in it', async () => {
    const rows = await runProgram(raw(inline('console.log(process.argv[1])', 'Q: {{text}}')), [
      '$(id) && "x" $& `y`',
    ]);
    expect(rows[0]?.answers).toEqual(['Q: $(id) && "x" $& `y`']);
  });

  it('is told which conversation it is in', async () => {
    const source = 'console.log(process.env.FLUXLOOP_TURN, process.env.FLUXLOOP_SESSION)';
    const rows = await runProgram(raw(inline(source)), [{ turns: ['a', 'b'] }]);
    const [first = '', second = ''] = rows[0]?.answers ?? [];
    expect([first[0], second[0]]).toEqual(['0', '1']);
    expect(first.slice(2)).toBe(second.slice(2));
  });

  it.each([
    [
      "process.stderr.write('no model\\n'); process.exit(4)",
      'target_crashed',
      /exit code 4.*no model/,
    ],
    [
      "setInterval(() => process.stdout.write('x'.repeat(1e5)), 1)",
      'output_too_large',
      /max_output/,
    ],
    ['setInterval(() => {}, 1000)', 'target_timeout', /within 500 ms/],
  ])('and does "%s" has an error', async (source, code, message) => {
    const rows = await runProgram(raw(inline(source)), ['hi'], {
      turn_timeout: '500ms',
      max_output: 200_000,
    });
    expect(rows[0]?.error).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
