import { describe, expect, it } from 'vitest';
import { parseYaml } from './parse-yaml.js';
import { projectConfiguration } from './schema.js';

const KEY = ['sk', 'proj', 'q8Lm2Vt7RzK4wN9sXe3HbYj5'].join('-');

async function parse(...lines: string[]) {
  const text = ['judge:', '  model: judge-1', ...lines.map((line) => `  ${line}`)].join('\n');
  return parseYaml({ text, file: 'fluxloop.yaml', schema: projectConfiguration });
}

describe('judge: of fluxloop.yaml', () => {
  it('needs no more than a model', async () => {
    expect((await parse()).value.judge).toEqual({
      base_url: 'https://api.openai.com/v1',
      model: 'judge-1',
      temperature: 0,
      votes: 1,
      timeout: 60_000,
      parallel: 8,
      cache: true,
      send: 'sanitized',
    });
  });

  it('may lie on this machine without encryption', async () => {
    const { value } = await parse('base_url: http://localhost:11434/v1', 'temperature: null');
    expect(value.judge).toMatchObject({
      base_url: 'http://localhost:11434/v1',
      temperature: null,
    });
  });

  it.each([
    ['base_url: http://judge.example.com/v1', 'endpoint_insecure', /not encrypted/],
    ['base_url: judge.example.com', 'endpoint_invalid', /no.* address of an API/],
    ['api_key_env: FLUXLOOP_API_KEY', 'yaml_value', /credential of FluxLoop/],
    ['api_key_env: FLUXLOOP_API_KEY_PROD', 'yaml_value', /credential of FluxLoop/],
    ['api_key_env: FLUXLOOP_TOKEN', 'yaml_value', /credential of FluxLoop/],
    [`api_key_env: ${KEY}`, 'yaml_value', /name of a variable/],
    ['votes: 0', 'yaml_value', /votes/],
    ['send: everything', 'yaml_value', /sanitized, raw/],
  ])('refuses %s', async (line, code, message) => {
    await expect(parse(line)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      location: { line: 3 },
    });
  });

  it('refuses a key itself, and does not repeat it', async () => {
    const problem = await parse(`api_key: ${KEY}`).catch((error: unknown) => error);
    expect(problem).toMatchObject({
      code: 'literal_api_key',
      hint: expect.stringContaining('api_key_env: OPENAI_API_KEY'),
    });
    expect(JSON.stringify(problem)).not.toContain(KEY);
  });

  it('refuses it in generation: too', async () => {
    const text = `generation:\n  model: m\n  api_key: ${KEY}\n`;
    const parsed = parseYaml({ text, file: 'fluxloop.yaml', schema: projectConfiguration });
    await expect(parsed).rejects.toMatchObject({ code: 'literal_api_key' });
  });
});
