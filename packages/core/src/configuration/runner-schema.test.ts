import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import { loadProjectConfiguration } from './project-file.js';

async function runnerOf(text: string) {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, 'fluxloop.yaml'), `runner:\n  ${text}\n`);
  const { configuration, warnings } = await loadProjectConfiguration({ cwd });
  expect(warnings).toEqual([]);
  return configuration.runner;
}

describe('the way to the agent', () => {
  it.each([
    ['target: "./src/agent.ts:run"', { target: './src/agent.ts:run' }],
    ['target: { module: ./t.ts }', { target: { module: './t.ts', options: {} } }],
    [
      'python: src.agent:run',
      {
        python: {
          function: 'src.agent:run',
          env: [],
          instances: 1,
          stop_signal: 'SIGTERM',
          stop_timeout: 5000,
        },
      },
    ],
    ['replay: outputs.jsonl', { replay: 'outputs.jsonl' }],
    [
      'http: { url: "https://bot.test/chat" }',
      {
        http: {
          url: 'https://bot.test/chat',
          method: 'POST',
          headers: {},
          response: { format: 'auto', text: 'text', done: '[DONE]' },
        },
      },
    ],
    [
      'openai: { model: small }',
      {
        openai: {
          base_url: 'https://api.openai.com/v1',
          model: 'small',
          stream: true,
          tool_results: {},
          parameters: {},
          headers: {},
        },
      },
    ],
  ])('is read from "%s"', async (text, expected) => {
    expect(await runnerOf(text)).toEqual(expected);
  });

  it.each([
    [
      'target: "./a.ts:run"\n  process: { command: [node] }',
      'runner_ambiguous',
      /got "target" and "process"/,
      'Keep one of "target" and "process" and remove the other.',
    ],
    ['{}', 'runner_ambiguous', /expected one of target, python/, 'target: "./src/agent.ts:run"'],
    ['proces: { command: [a] }', 'unknown_key', /"proces".*did you mean "process"/, undefined],
    [
      'process: { command: [a], reus: false }',
      'unknown_key',
      /"reus" in runner.process; did you mean "reuse"/,
      undefined,
    ],
    [
      'process: { comand: [a] }',
      'yaml_value',
      /command: is missing(?:.|\n)*did you mean "command"/,
      'Add it.',
    ],
    ['target: ./a.ts', 'yaml_value', /\.\/src\/agent\.ts:run/, undefined],
    ['python: src/agent.py', 'yaml_value', /src\.agent:run/, undefined],
    ['process: { command: node agent.mjs }', 'yaml_value', /expected a list/, undefined],
    ['process: { command: [a], env: [A=1] }', 'yaml_value', /comes from your env/, undefined],
    ['process: { command: [a], protocol: xml }', 'yaml_value', /one of jsonl, text/, undefined],
    [
      'process: { command: [a], answer_end: "> " }',
      'yaml_value',
      /answer_end: means nothing with "protocol: jsonl"/,
      'protocol: text',
    ],
    [
      'process: { command: [a], protocol: raw, ready_pattern: x }',
      'yaml_value',
      /ready_pattern: means nothing with "protocol: raw"/,
      'Remove it.',
    ],
    ['openai: {}', 'yaml_value', /model: is missing/, 'Add it.'],
    [
      'openai: { model: small, api_key: made-up }',
      'literal_api_key',
      /A key does not belong into fluxloop.yaml/,
      'api_key_env: OPENAI_API_KEY',
    ],
  ])('is refused as "%s"', async (text, code, message, hint) => {
    const error = await runnerOf(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, exitCode: 2, location: { line: expect.any(Number) } });
    expect(error).toHaveProperty('message', expect.stringMatching(message));
    if (hint !== undefined) expect(error).toHaveProperty('hint', expect.stringContaining(hint));
  });
});
