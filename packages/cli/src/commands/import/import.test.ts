import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, temporaryFolder } from '@fluxloop/plugin-kit/testing';
import { describe, expect, it } from 'vitest';
import ImportCsv from './csv.js';
import ImportJsonl from './jsonl.js';
import ImportOpenai from './openai.js';
import ImportPromptfoo from './promptfoo.js';

const PROMPTFOO = `prompts: ['{{question}}']
providers: [openai:gpt-5]
tests:
  - vars: { question: 'When are you open?' }
    assert:
      - { type: contains, value: '9:00' }
      - { type: python, value: 'len(output) > 1' }
`;

describe('import', () => {
  it('writes scenarios into the project, and lists what was not kept with line and reason', async () => {
    await using folder = await temporaryFolder({
      'fluxloop.yaml': 'project: bot\n',
      'old/promptfooconfig.yaml': PROMPTFOO,
    });
    const run = await runCommand(ImportPromptfoo, ['promptfooconfig.yaml'], {
      cwd: join(folder.path, 'old'),
      terminal: { columns: 100 },
    });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('scenarios/old.yaml');
    expect(run.stdout).toContain('1 case\n');
    expect(run.stdout).toMatch(/Not kept.*\(2\)/);
    expect(run.stdout).toContain('promptfooconfig.yaml:2:13  provider openai:gpt-5');
    expect(run.stdout).toContain('promptfooconfig.yaml:7:9  assertion "python"');
    expect(run.stdout).toContain("| - { type: python, value: 'len(output) > 1' }");
    expect(run.stdout).toContain('fluxloop test');
    const yaml = await readFile(join(folder.path, 'scenarios', 'old.yaml'), 'utf8');
    expect(yaml).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.fluxloop\/schemas\/scenario\.schema\.json\n/,
    );
    expect(yaml).toContain('text: When are you open?');
  });

  it.each([
    ['csv', ImportCsv, 'faq.csv', 'question,answer\nHi,Hello\n'],
    ['jsonl', ImportJsonl, 'faq.jsonl', '{"question":"Hi","answer":"Hello"}\n'],
    ['openai', ImportOpenai, 'chats.jsonl', '{"messages":[{"role":"user","content":"Hi"}]}\n'],
  ])('%s gives what it did as JSON', async (_, command, file, content) => {
    await using folder = await temporaryFolder({ [file]: content });
    const argv = [file, '--out', 'here', '--name', 'mine', '--json'];
    const run = await runCommand(command, argv, { cwd: folder.path });
    const written = join(folder.path, 'here', 'mine.yaml');
    expect(run.json()).toEqual({ files: [written], inputs: 1, notes: [], more_notes: 0 });
    expect(await readFile(written, 'utf8')).toContain('Hi');
  });

  it('says what comes next, also where there is no project yet', async () => {
    const next = async (files: Record<string, string>) => {
      await using folder = await temporaryFolder({ 'faq.csv': 'question\nHi\n', ...files });
      return (await runCommand(ImportCsv, ['faq.csv'], { cwd: folder.path })).stdout;
    };
    expect(await next({})).toContain('Now try it: fluxloop init && fluxloop test\n');
    expect(await next({ 'fluxloop.yaml': 'project: bot\n' })).toContain(
      'Now try it: fluxloop test\n',
    );
  });

  it('says what is wrong with a file, where', async () => {
    await using folder = await temporaryFolder({
      'faq.jsonl': '{"question":"Hi"}\n{"question":\n',
    });
    const run = await runCommand(ImportJsonl, ['faq.jsonl'], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2, error: { code: 'data_line_invalid' } });
    expect(run.stderr).toContain('faq.jsonl:2');
  });

  it('refuses to write over a scenario', async () => {
    await using folder = await temporaryFolder({
      'faq.csv': 'question\nHi\n',
      'scenarios/faq.yaml': 'inputs: [mine]\n',
    });
    const run = await runCommand(ImportCsv, ['faq.csv'], { cwd: folder.path });
    expect(run).toMatchObject({ exitCode: 2, error: { code: 'file_exists' } });
    expect(await readFile(join(folder.path, 'scenarios', 'faq.yaml'), 'utf8')).toBe(
      'inputs: [mine]\n',
    );
    const forced = await runCommand(ImportCsv, ['faq.csv', '--force'], { cwd: folder.path });
    expect(forced.exitCode).toBe(0);
  });
});
