import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectConfiguration } from '@fluxloop/core/configuration/schema';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { criterionTypes } from '../criteria/kinds.js';
import { jsonSchemaOf } from './json-schemas.js';
import { scenarioProject } from './scenario.test-support.js';
import { scenarioFile } from './scenario-schema.js';
import { readSchema, refreshSchemas, SCHEMA_NAMES, type SchemaName } from './schema-files.js';

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));

function validator(name: SchemaName): (yaml: string) => boolean {
  const validate = new Ajv({ strict: false }).compile(jsonSchemaOf(name));
  return (yaml) => validate(parse(yaml));
}

async function exampleFiles(pattern: RegExp): Promise<string[]> {
  const paths = await readdir(examples, { recursive: true });
  return paths.filter((path) => pattern.test(path) && !path.includes('node_modules')).sort();
}

describe('the schema of a scenario', () => {
  const fits = validator('scenario');

  it('fits every example', async () => {
    const files = await exampleFiles(/scenarios\/[^/]+\.yaml$/);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(fits(await readFile(join(examples, file), 'utf8')), file).toBe(true);
    }
  });

  it.each([
    'inputs: [hi]',
    'inputs: cases.csv',
    'inputs: { file: cases.csv, columns: { text: question, criteria: { contains: answer } } }',
    'timeout: 30\ninputs: [hi]',
    'timeout: 500ms\ninputs: [{ turns: [hi, { text: ho }] }]',
    'extends: base\ncontext: { deep: { list: [1] } }',
    'extends: [a, b]\npersonas: [x, { name: y, weight: 2 }]',
    'criteria: [no-pii, not-no-secrets, { contains: x, weight: 2 }, { type: regex, value: x }]\ninputs: [hi]',
    'criteria: [{ llm_judge: { rubric: kind } }, { similar: x, threshold: 0.5 }, { module: ./x.ts, own: 1 }]\ninputs: [hi]',
    'inputs: [{ messages: [{ role: user, content: hi }], expected_behavior: greets }]',
    'x-common: &c { text: hi }\ninputs: [*c]',
  ])('fits %j', (yaml) => {
    expect(fits(yaml)).toBe(true);
  });

  it.each([
    'inputs: []',
    'inputs: [5]',
    'inputs: [{ name: silent }]',
    'inputs: [{ text: hi, turns: [ho] }]',
    'inputs: [{ text: hi, critera: [] }]',
    'inputs: [{ turns: [{ text: hi, input: ho }] }]',
    'criteria: [containz]\ninputs: [hi]',
    'criteria: [{ containz: x }]\ninputs: [hi]',
    'criteria: [{ type: containz }]\ninputs: [hi]',
    'criteria: [{ weight: 2 }]\ninputs: [hi]',
    'timeout: soon\ninputs: [hi]',
    'min_score: 2\ninputs: [hi]',
    'personas: [{ description: nobody }]\ninputs: [hi]',
    'inputs: { file: a.csv, columns: { txet: a } }',
  ])('does not fit %j', (yaml) => {
    expect(fits(yaml)).toBe(false);
  });

  it.each([
    'inputs: [hi]',
    'inputs: [{ text: 5 }]',
    'inputs: [{ name: x }]',
    'iterations: 0\ninputs: [hi]',
    'timeout: 2m\ninputs: [hi]',
    'timeout: 2 minutes\ninputs: [hi]',
    'weight: -1\ninputs: [hi]',
    'unknown: 1\ninputs: [hi]',
    'inputs: { file: "" }',
    'personas: []\ninputs: [hi]',
  ])('says of %j what FluxLoop says', (yaml) => {
    expect(fits(yaml)).toBe(scenarioFile.safeParse(parse(yaml)).success);
  });

  it('knows every criterion', () => {
    for (const type of criterionTypes().filter((name) => name !== 'module')) {
      expect(fits(`criteria: [{ ${type}: x }, { not-${type}: x }]\ninputs: [hi]`), type).toBe(true);
    }
  });

  it('has every key that zod knows, with a description', () => {
    const { properties = {} } = jsonSchemaOf('scenario');
    expect(Object.keys(properties)).toEqual(Object.keys(scenarioFile.shape));
    for (const [key, property] of Object.entries(properties)) {
      expect(property, key).toMatchObject({ description: expect.stringMatching(/\S/) });
    }
  });
});

describe('the schema of fluxloop.yaml', () => {
  const fits = validator('configuration');

  it('fits every example', async () => {
    const files = await exampleFiles(/fluxloop\.yaml$/);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(fits(await readFile(join(examples, file), 'utf8')), file).toBe(true);
    }
  });

  it.each([
    ['test: { timeout: 30s, parallel: 8 }', true],
    ['inputs: [hi, { text: ho, criteria: [no-pii] }]', true],
    ['api: { key_file: ~/.fluxloop/key.txt }', true],
    ['sanitization: { patterns: [{ type: email, replace: x }] }', true],
    ['test: { timeout: later }', false],
    ['tset: {}', false],
    ['inputs: [{ text: hi, criteria: [containz] }]', false],
    ['api: { key: something }', false],
  ])('of %j says %s', (yaml, expected) => {
    expect(fits(yaml)).toBe(expected);
  });

  it('has every key that zod knows, with a description, and defaults as they are written', () => {
    const { properties = {} } = jsonSchemaOf('configuration');
    expect(Object.keys(properties).sort()).toEqual(Object.keys(projectConfiguration.shape).sort());
    expect(properties.test).toMatchObject({
      properties: { timeout: { default: 120, description: expect.stringContaining('seconds') } },
    });
  });
});

describe('criteria of plugins', () => {
  const calm = { name: 'calm', create: () => () => true };
  const plugins = { criteria: [calm], packages: new Map() };

  it('are known to editors, with their options', async () => {
    const fits = new Ajv({ strict: false }).compile(await readSchema('scenario', plugins));
    const isFine = (criteria: unknown[]) => fits({ inputs: ['hi'], criteria });
    expect(isFine(['calm', 'not-calm', { calm: { words: 1 }, threshold: 1, timeout: '2s' }])).toBe(
      true,
    );
    expect(isFine([{ type: 'calm', value: 1 }])).toBe(true);
    expect(isFine(['clam'])).toBe(false);
  });

  it('come into the files when the plugin does, and go with it', async () => {
    await using project = await scenarioProject({});
    const file = join(project.root, '.fluxloop/schemas/scenario.schema.json');
    await refreshSchemas(project.root);
    expect(await refreshSchemas(project.root, plugins)).toHaveLength(3);
    expect(await readFile(file, 'utf8')).toContain('"not-calm"');
    expect(await refreshSchemas(project.root, plugins)).toEqual([]);
    expect(await refreshSchemas(project.root)).toHaveLength(3);
    expect(await readFile(file, 'utf8')).not.toContain('calm');
  });
});

describe('refreshSchemas', () => {
  it('writes what is missing or of another version, and nothing else', async () => {
    await using project = await scenarioProject({});
    const written = await refreshSchemas(project.root);
    expect(written).toEqual([
      '.fluxloop/schemas/scenario.schema.json',
      '.fluxloop/schemas/fluxloop.schema.json',
      '.fluxloop/schemas/persona.schema.json',
    ]);
    expect(await refreshSchemas(project.root)).toEqual([]);
    const [old = ''] = written;
    await writeFile(join(project.root, old), '{"$comment":"Written by FluxLoop 0.0.0-old"}');
    expect(await refreshSchemas(project.root)).toEqual([old]);
    for (const [index, name] of SCHEMA_NAMES.entries()) {
      const file = await readFile(join(project.root, written[index] ?? ''), 'utf8');
      expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(jsonSchemaOf(name))));
    }
  });
});
