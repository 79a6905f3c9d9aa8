import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshKey } from '../credentials/keys.test-support.js';
import { ConfigurationError } from '../errors/index.js';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import { loadProjectConfiguration } from './project-file.js';
import { projectConfiguration } from './schema.js';

async function project(text: string): Promise<string> {
  const root = await temporaryFolder();
  await writeFile(join(root, 'fluxloop.yaml'), text);
  return root;
}

const load = async (text: string, strict?: boolean) =>
  loadProjectConfiguration({
    cwd: await project(text),
    ...(strict === undefined ? {} : { strict }),
  });

async function failure(text: string): Promise<ConfigurationError> {
  const error: unknown = await load(text).catch((thrown: unknown) => thrown);
  if (error instanceof ConfigurationError) return error;
  throw new Error('It was taken.');
}

describe('loadProjectConfiguration', () => {
  it('finds the nearest fluxloop.yaml above a folder', async () => {
    const root = await project('project: outer\n');
    const inner = join(root, 'inner', 'deep');
    await mkdir(inner, { recursive: true });
    await writeFile(join(root, 'inner', 'fluxloop.yaml'), 'project: inner\n');
    const loaded = await loadProjectConfiguration({ cwd: inner });
    expect(loaded.configuration.project).toBe('inner');
    expect(loaded.root).toBe(join(root, 'inner'));
    expect(loaded.file).toBe(join(root, 'inner', 'fluxloop.yaml'));
  });

  it('gives the same defaults without a file as the schema does', async () => {
    const cwd = await temporaryFolder();
    expect(await loadProjectConfiguration({ cwd })).toMatchObject({
      file: null,
      root: cwd,
      configuration: projectConfiguration.parse({}),
      warnings: [],
    });
  });

  it('reads everything that can be said, durations in milliseconds and sizes in bytes', async () => {
    const { configuration, warnings } = await load(`
project: support-bot
api: { endpoint: "https://fluxloop.example", key_file: ~/.fluxloop/api_key.txt }
runner:
  process:
    command: [node, agent.mjs]
    env: [MODEL]
    ready_pattern: "^ready"
    stop_timeout: 500ms
scenarios: "cases/*.yaml"
inputs: [{ text: hello }]
test: { parallel: 2, timeout: 2m, turn_timeout: 1.5, max_output: 512KB, auto_upload: true }
sanitization:
  patterns: [{ type: email, replace: "user@example.com" }, { type: phone }]
`);
    expect(warnings).toEqual([]);
    expect(configuration).toEqual({
      project: 'support-bot',
      api: { endpoint: 'https://fluxloop.example', key_file: '~/.fluxloop/api_key.txt' },
      runner: {
        process: {
          command: ['node', 'agent.mjs'],
          protocol: 'jsonl',
          env: ['MODEL'],
          ready_pattern: '^ready',
          instances: 1,
          stop_signal: 'SIGTERM',
          stop_timeout: 500,
        },
      },
      scenarios: ['cases/*.yaml'],
      inputs: [{ text: 'hello' }],
      test: {
        parallel: 2,
        iterations: 1,
        timeout: 120_000,
        turn_timeout: 1_500,
        auto_upload: true,
        sanitize: false,
        retries: 1,
        max_output: 512_000,
      },
      sanitization: {
        patterns: [{ type: 'email', replace: 'user@example.com' }, { type: 'phone' }],
      },
      strict: false,
    });
  });

  it('tells where an inline input stands, for errors that are found later', async () => {
    const { locate, file } = await load('project: ab\ninputs:\n  - text: one\n  - text: two\n');
    expect(locate(['inputs', 1, 'text'])).toMatchObject({ file, line: 4, column: 11 });
  });

  it('warns of an unknown key', async () => {
    const { warnings } = await load('tset: { parallel: 2 }\n');
    expect(warnings[0]).toMatchObject({
      message: 'Unknown key "tset"; did you mean "test"?',
      location: { line: 1, column: 1 },
    });
  });

  it.each<[string, string, boolean | undefined]>([
    ['strict: true in the file', 'strict: true\ntset: {}\n', undefined],
    ['the option', 'tset: {}\n', true],
  ])('refuses an unknown key with %s', async (_, text, strict) => {
    await expect(load(text, strict)).rejects.toMatchObject({
      code: 'unknown_key',
      exitCode: 2,
      message: expect.stringContaining('did you mean "test"?'),
    });
  });

  it('says that fluxloop.yml is not the name', async () => {
    const cwd = await temporaryFolder();
    await writeFile(join(cwd, 'fluxloop.yml'), '');
    await expect(loadProjectConfiguration({ cwd })).rejects.toMatchObject({
      code: 'project_file_misspelt',
      hint: expect.stringContaining('mv fluxloop.yml fluxloop.yaml'),
    });
  });

  it('says that fluxloop.yaml is a folder', async () => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, 'fluxloop.yaml'));
    await expect(loadProjectConfiguration({ cwd })).rejects.toMatchObject({
      code: 'file_is_folder',
    });
  });
});

describe('a literal api.key', () => {
  it.each<[string, (key: string) => string]>([
    ['on a line of its own', (key) => `project: ab\napi:\n  key: "${key}"\n`],
    ['in braces', (key) => `project: ab\napi: { key: ${key} }\n`],
    ['in a block', (key) => `project: ab\napi:\n  key: |\n    ${key}\n`],
    ['behind an anchor', (key) => `project: ab\napi:\n  key: &k ${key}\n`],
    ['beside another problem', (key) => `project: 1\napi:\n  key: ${key}\n`],
  ])('%s is refused with the right way, and never repeated', async (_, make) => {
    for (const key of [freshKey(), ['another', 'vendors', 'secret'].join('-')]) {
      const error = await failure(make(key));
      expect(error).toMatchObject({ code: 'literal_api_key', exitCode: 2 });
      expect(error.location?.line).toBeGreaterThanOrEqual(2);
      expect(error.hint).toContain('FLUXLOOP_API_KEY');
      expect(error.hint).toContain('fluxloop auth login');
      expect(error.hint).toContain('key_file');
      expect(JSON.stringify(error) + error.stack).not.toContain(key);
    }
  });
});

describe('a value of fluxloop.yaml that cannot be', () => {
  it.each<[string, string, string, string]>([
    [
      'an http endpoint',
      'api:\n  endpoint: "http://api.fluxloop.ai"\n',
      'endpoint_insecure',
      'not encrypted',
    ],
    [
      'an endpoint that is none',
      'api: { endpoint: fluxloop }\n',
      'endpoint_invalid',
      'not the address',
    ],
    ['no parallel cases', 'test: { parallel: 0 }\n', 'yaml_value', 'test.parallel'],
    ['a duration without a unit', 'test: { timeout: "30" }\n', 'yaml_value', '500ms, 30s, 2m'],
    ['a duration of nothing', 'test: { timeout: 0 }\n', 'yaml_value', '500ms, 30s, 2m'],
    ['a duration beyond all timers', 'test: { timeout: 1000h }\n', 'yaml_value', '500ms, 30s, 2m'],
    ['a size in words', 'test: { max_output: big }\n', 'yaml_value', '512KB'],
    ['a project with capitals', 'project: Support Bot\n', 'yaml_value', 'lower-case letters'],
  ])('(%s) is refused with its place', async (_, text, code, message) => {
    const error = await failure(text);
    expect(error).toMatchObject({ code, exitCode: 2 });
    expect(error.message).toContain(message);
    expect(error.location).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
  });

  it.each(['http://127.0.0.1:4400', 'http://localhost:4400', 'https://fluxloop.example'])(
    'is not %s',
    async (endpoint) => {
      const { configuration } = await load(`api: { endpoint: "${endpoint}" }\n`);
      expect(configuration.api?.endpoint).toBe(endpoint);
    },
  );
});
