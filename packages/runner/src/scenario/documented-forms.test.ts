import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import { describe, expect, it } from 'vitest';
import { casesOf, failureIn, scenarioProject } from './scenario.test-support.js';

/** Every form of YAML that FluxLoop's Security Guide and its page on authentication show. */
async function read(yaml: string) {
  await using project = await scenarioProject({}, yaml);
  const { configuration, warnings } = await loadProjectConfiguration({ cwd: project.root });
  return { configuration, warnings };
}

describe('the forms of the documentation', () => {
  it('inputs in fluxloop.yaml, with what is sensitive written as a placeholder', async () => {
    await using project = await scenarioProject(
      {},
      'inputs:\n  - text: "Unlock the account of [REDACTED]"\n  - text: "My key is [REDACTED]"\n',
    );
    const { scenarios, warnings } = await project.load();
    expect(warnings).toEqual([]);
    expect((await casesOf(scenarios[0])).map(({ turns }) => turns[0]?.text)).toEqual([
      'Unlock the account of [REDACTED]',
      'My key is [REDACTED]',
    ]);
  });

  it('rules of the sanitizer with literal replacements', async () => {
    const patterns = [
      { type: 'email', replace: 'someone@example.com' },
      { type: 'api_key', replace: '[REDACTED]' },
      { type: 'phone', replace: '555-0000' },
    ];
    const yaml = `sanitization:\n  patterns:\n${patterns
      .map(({ type, replace }) => `    - type: ${type}\n      replace: "${replace}"\n`)
      .join('')}`;
    const { configuration, warnings } = await read(yaml);
    expect(configuration.sanitization?.patterns).toEqual(patterns);
    expect(warnings).toEqual([]);
  });

  it('the file that holds the key', async () => {
    const { configuration } = await read('api:\n  key_file: ~/.fluxloop/some_key.txt\n');
    expect(configuration.api).toEqual({ key_file: '~/.fluxloop/some_key.txt' });
  });

  it('an https endpoint', async () => {
    const { configuration } = await read(
      'api:\n  endpoint: "https://fluxloop.example.com" # fine\n',
    );
    expect(configuration.api).toEqual({ endpoint: 'https://fluxloop.example.com' });
  });

  it.each([
    [
      'an http endpoint',
      'api:\n  endpoint: "http://fluxloop.example.com"\n',
      'endpoint_insecure',
      2,
    ],
    ['a key in the file', 'api:\n  key: "flx_api_example"\n', 'literal_api_key', 2],
  ])('refuses what they warn of: %s', async (_, yaml, code, line) => {
    await expect(read(yaml)).rejects.toMatchObject({ code, exitCode: 2, location: { line } });
  });
});

describe('what a user says', () => {
  it.each([
    ['a text', '- "hello"'],
    ['text:', '- text: hello'],
    ['input:', '- input: hello'],
    ['turns:', '- turns: [hello]'],
    ['turns with input:', '- turns: [{ input: hello }]'],
    ['messages:', '- messages: [{ role: user, content: hello }]'],
    ['messages in parts', '- messages: [{ role: user, content: [{ type: text, text: hello }] }]'],
  ])('may be written as %s', async (_, input) => {
    await using project = await scenarioProject({ 'scenarios/a.yaml': `inputs:\n  ${input}\n` });
    const { scenarios } = await project.load();
    const [one] = await casesOf(scenarios[0]);
    expect(one?.turns.map(({ text }) => text)).toEqual(['hello']);
  });

  it('as messages gives the system message as context, and does not say what the assistant said', async () => {
    const yaml = `inputs:
  - messages:
      - { role: system, content: Be brief. }
      - { role: user, content: Hi }
      - { role: assistant, content: Hello! }
      - { role: user, content: Bye }
`;
    await using project = await scenarioProject({ 'scenarios/a.yaml': yaml });
    const [one] = await casesOf((await project.load()).scenarios[0]);
    expect(one?.turns).toMatchObject([
      { text: 'Hi', context: { system: 'Be brief.' } },
      { text: 'Bye', context: { system: 'Be brief.' } },
    ]);
  });

  it.each([
    ['no word of the user', '{ role: system, content: Hi }', 3],
    ['a picture', '{ role: user, content: [{ type: image_url }] }', 3],
  ])('cannot be %s', async (_, message, line) => {
    expect(await failureIn(`inputs:\n  -\n    messages: [${message}]\n`)).toMatchObject({
      code: 'conversation_invalid',
      location: { file: 'scenarios/a.yaml', line },
    });
  });
});

describe('durations and numbers', () => {
  it.each([
    ['30', 30_000],
    ['0.5', 500],
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
  ])('timeout: %s', async (written, timeoutMs) => {
    await using project = await scenarioProject({
      'scenarios/a.yaml': `timeout: ${written}\ninputs: [hi, { text: ho, timeout: 1s }]\n`,
    });
    const cases = await casesOf((await project.load()).scenarios[0]);
    expect(cases.map((one) => one.timeoutMs)).toEqual([timeoutMs, 1_000]);
  });

  it('iterations and parallel belong to the scenario', async () => {
    await using project = await scenarioProject({
      'scenarios/a.yaml': 'iterations: 5\nparallel: 1\ninputs: [hi]\n',
    });
    expect((await project.load()).scenarios[0]).toMatchObject({ iterations: 5, parallel: 1 });
  });

  it.each([
    ['timeout: soon', /duration/],
    ['iterations: 0', /at least 1/],
    ['weight: -1', /at least 0/],
    ['min_score: 2', /at most 1/],
  ])('%s is refused at the value', async (line, message) => {
    const error = await failureIn(`${line}\ninputs: [hi]\n`);
    expect(error).toMatchObject({ code: 'yaml_value', location: { line: 1 } });
    expect(error.message).toMatch(message);
    expect(error.location?.column).toBe(line.indexOf(':') + 3);
  });
});
