import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CriteriaReader } from './criteria-reader.js';
import type { Answer, CriterionKind } from './criterion.js';
import { CriterionSyntaxError } from './criterion-problem.js';
import { defineCriterion } from './define-criterion.js';
import { judgeCase } from './judge-case.js';
import { type OpenJudgingTools, openJudgingTools } from './judging-tools.js';
import { whenLoaded } from './loading.js';
import { pluginKinds } from './plugin-criterion.js';
import { RegexTester } from './regex-tester.js';

const FLUXLOOP_KEY = ['flx', 'api', 'x'.repeat(20)].join('_');

const FILES = {
  'plugins/tone/package.json': JSON.stringify({ name: '@acme/tone', main: './calm.js' }),
  'plugins/tone/calm.js': `module.exports = ({ text }) => !text.includes('!');`,
  'plugins/tone/kind.mjs': `export const kind = ({ text }) => text.includes('please');`,
  'plugins/form/package.json': JSON.stringify({
    name: 'form',
    exports: { '.': { import: './form.mjs' } },
  }),
  'plugins/form/form.mjs': `export default () => ({ pass: true, reason: 'of the plugin' });`,
  'plugins/own/package.json': JSON.stringify({ name: 'own', main: './own.mjs' }),
  'plugins/own/own.mjs': `export default () => ({ pass: true, reason: 'of the plugin' });`,
  'node_modules/own/package.json': JSON.stringify({ name: 'own', main: './own.mjs' }),
  'node_modules/own/own.mjs': `export default () => ({ pass: true, reason: 'of the project' });`,
  'criteria/function.ts': `
    interface Input { text: string }
    export default ({ text }: Input, options: { word: string }): boolean => text.includes(options.word);
  `,
  'criteria/plain.mjs': `export const criterion = ({ text }) => text.length / 10;`,
  'criteria/old.cjs': `module.exports = ({ messages }) => messages.length === 2;`,
  'criteria/defined.ts': `
    import { defineCriterion } from '@fluxloop/runner';
    import { word } from './word.js';
    export const shout = defineCriterion({
      name: 'shout',
      schema: {
        '~standard': {
          version: 1,
          vendor: 'test',
          validate: (value) =>
            typeof value.least === 'number'
              ? { value: { ...value, word } }
              : { issues: [{ message: 'expected a number', path: ['least'] }] },
        },
      },
      create: async ({ least, word }) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return async ({ text }) => ({ score: text.length > least ? 1 : 0.2, reason: word });
      },
    });
  `,
  'criteria/word.js': `export const word = 'loud';`,
  'criteria/loop.ts': `export default ({ text }: { text: string }) => { if (text === 'loop') while (true); return true; };`,
  'criteria/exit.ts': `export default ({ text }: { text: string }) => { if (text === 'exit') process.exit(0); return true; };`,
  'criteria/never.ts': `export default ({ text }: { text: string }) => (text === 'never' ? new Promise(() => {}) : Promise.resolve(true));`,
  'criteria/slow.ts': `export default () => new Promise((resolve) => setTimeout(() => resolve(true), 150));`,
  'criteria/together.ts': `const waiting: ((value: boolean) => void)[] = []; export default () => new Promise((resolve) => { waiting.push(resolve); if (waiting.length === 4) for (const one of waiting) one(true); });`,
  'criteria/throws.ts': `export default () => { throw new Error('no idea'); };`,
  'criteria/nothing.ts': `export const other = 1;`,
  'criteria/broken.ts': `export default (`,
  'criteria/wrong.ts': `export default () => 'perhaps';`,
  'criteria/environment.ts': `export default () => ({ pass: true, reason: [process.env.MINE, process.env.FLUXLOOP_API_KEY, process.env.FLUXLOOP_API_KEY_DEV, process.env.FLUXLOOP_TOKEN].join() });`,
  'criteria/refuses.ts': `export default { create() { throw new Error('it needs an even number'); } };`,
};

let root: string;
let tools: OpenJudgingTools;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fluxloop-own-code-'));
  for (const [path, content] of Object.entries(FILES)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  tools = openJudgingTools({
    root,
    env: {
      MINE: 'mine',
      FLUXLOOP_API_KEY: FLUXLOOP_KEY,
      FLUXLOOP_API_KEY_DEV: FLUXLOOP_KEY,
      FLUXLOOP_TOKEN: FLUXLOOP_KEY,
    },
    sanitizer: createProjectSanitizer({ env: {} }),
    packages: new Map([
      ['@acme/tone', join(root, 'plugins/tone')],
      ['form', join(root, 'plugins/form')],
      ['own', join(root, 'plugins/own')],
    ]),
    regex: new RegexTester(),
  });
});
afterAll(async () => {
  await tools.close();
  await rm(root, { recursive: true, force: true });
});

function said(text: string): Answer {
  return { text, latencyMs: 5, typed: ['Hello?'] };
}

async function judge(entry: unknown, text = 'Hello!', kinds: CriterionKind[] = []) {
  const reader = new CriteriaReader({ root, kinds, modules: tools.modules });
  const criteria = await whenLoaded(() => reader.read([entry]));
  const judged = { turns: [{ criteria: [] }], criteria, minScore: 1 };
  const outcome = await judgeCase(judged, [said(text)], tools);
  const [result] = outcome.criteria;
  return { ...outcome, result };
}

async function problemOf(entry: unknown, kinds: CriterionKind[] = []) {
  try {
    await judge(entry, '', kinds);
  } catch (error) {
    if (error instanceof CriterionSyntaxError) return error.problem;
    throw error;
  }
  throw new Error('no problem');
}

describe('a script', () => {
  it.each<[string, string, string, number]>([
    ['output === "Hello!"', 'pass', 'The script says yes.', 1],
    ['0.4', 'fail', 'The script gives 40 %; 50 % is enough.', 0.4],
    ['({ pass: true, score: 0.1, reason: "Fine." })', 'pass', 'Fine.', 0.1],
    ['({ score: 0.9 })', 'pass', 'The script gives 90 %; 50 % is enough.', 0.9],
    ['return context.messages.length === 2', 'pass', 'The script says yes.', 1],
    [
      'const { text } = context.answers[0]; return text === output;',
      'pass',
      'The script says yes.',
      1,
    ],
  ])('%s is %s', async (code, verdict, reason, score) => {
    expect((await judge({ javascript: code })).result).toMatchObject({ verdict, reason, score });
  });

  it.each([
    ['undefined', 'criterion_failed'],
    ['"yes"', 'criterion_failed'],
    ['null', 'criterion_failed'],
    ['({})', 'criterion_failed'],
    ['() => true', 'criterion_failed'],
    ['Promise.resolve(true)', 'criterion_failed'],
    ['NaN', 'criterion_score_invalid'],
    ['({ pass: true, score: 2 })', 'criterion_score_invalid'],
    ['nowhere.to.be.found', 'criterion_failed'],
    ['(() => { throw { toString() { throw 1 } } })()', 'criterion_failed'],
    ['(function f() { return f() })()', 'criterion_failed'],
    ['for (;;); return 1', 'criterion_timeout'],
    ['const a = []; for (;;) a.push(new Array(1e6).fill(1)); return 1', 'criterion_failed'],
  ])('%s is an error, and so is its opposite', async (code, error) => {
    for (const name of ['javascript', 'not-javascript']) {
      const outcome = await judge({ [name]: code, timeout: '200ms' });
      // What exhausts the memory may run out of time before.
      const codes = code.includes('1e6') ? [error, 'criterion_timeout'] : [error];
      expect(outcome.verdict).toBe('error');
      expect(codes).toContain(outcome.error?.code);
    }
  });

  it('that never ends keeps no other from being judged', async () => {
    const outcomes = await Promise.all([
      judge({ javascript: 'output.length > 0' }),
      judge({ javascript: 'for (;;); return 1', timeout: '200ms' }),
      judge({ javascript: 'output.length > 1' }),
    ]);
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['pass', 'error', 'pass']);
  });

  it.each([
    'typeof process',
    'typeof require',
    'typeof fetch',
    'typeof setTimeout',
    'typeof globalThis.constructor.constructor("return process")()',
    'typeof (function () { return this })()',
    'typeof context.constructor.constructor("return process")()',
  ])('reaches nothing of Node by %s', async (code) => {
    const { result } = await judge({ javascript: `({ pass: true, reason: String(${code}) })` });
    expect(result?.reason).not.toBe('object');
    expect(result?.reason).not.toBe('function');
  });

  it.each([
    ['if (', [0, 'javascript'], /cannot be read: /],
    ['const x = 1;', [0, 'javascript'], /return nothing/],
    ['', [0, 'javascript'], /needs a script/],
  ])('%j cannot be used', async (code, path, message) => {
    const problem = await problemOf({ javascript: code });
    expect(problem).toMatchObject({ path, message: expect.stringMatching(message) });
  });
});

describe('a file of the user', () => {
  it.each([
    [{ module: './criteria/function.ts', word: 'ello' }, 'pass'],
    [{ module: './criteria/function.ts', word: 'bye' }, 'fail'],
    [{ 'not-module': './criteria/function.ts', word: 'bye' }, 'pass'],
    [{ type: 'module', value: './criteria/function.ts', word: 'ello' }, 'pass'],
    [{ module: './criteria/plain.mjs' }, 'pass'],
    [{ module: './criteria/plain.mjs', threshold: 0.7 }, 'fail'],
    [{ module: './criteria/old.cjs' }, 'pass'],
    [{ module: './criteria/defined.ts:shout', least: 3 }, 'pass'],
    [{ module: './criteria/defined.ts:shout', least: 10 }, 'fail'],
  ])('%j: %s', async (entry, verdict) => {
    expect((await judge(entry)).verdict).toBe(verdict);
  });

  it('imports other files and the helper of FluxLoop, which need not be installed', async () => {
    const { result } = await judge({ module: './criteria/defined.ts:shout', least: 3 });
    expect(result).toMatchObject({
      reason: 'loud',
      expected: './criteria/defined.ts:shout {"least":3}',
    });
  });

  it.each([
    ['./criteria/loop.ts', 'loop', 'criterion_timeout'],
    ['./criteria/never.ts', 'never', 'criterion_timeout'],
    ['./criteria/exit.ts', 'exit', 'criterion_failed'],
    ['./criteria/throws.ts', '', 'criterion_failed'],
    ['./criteria/wrong.ts', '', 'criterion_failed'],
  ])(
    '%s that breaks down is an error, and goes on with the next case',
    async (module, text, code) => {
      const entry = { module, timeout: '200ms' };
      expect((await judge(entry, text)).error).toMatchObject({ code });
      if (text !== '') expect((await judge(entry, 'other')).verdict).toBe('pass');
    },
  );

  it('that never ends is found out among others, and they are judged', async () => {
    const slow = { module: './criteria/slow.ts', timeout: '10s' };
    const outcomes = await Promise.all([
      judge(slow),
      judge({ module: './criteria/loop.ts', timeout: '200ms' }, 'loop'),
      judge(slow),
      judge({ module: './criteria/loop.ts', timeout: '200ms' }, 'fine'),
    ]);
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['pass', 'error', 'pass', 'pass']);
  });

  it('waits together with others', async () => {
    // Each is answered once four have asked.
    const all = Array.from({ length: 4 }, () => judge({ module: './criteria/together.ts' }));
    const outcomes = await Promise.all(all);
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  it("has the user's environment, without credentials of FluxLoop", async () => {
    const { result } = await judge({ module: './criteria/environment.ts' });
    expect(result?.reason).toBe('mine,,,');
  });

  it('may be in the package of a plugin, and that of the project has precedence', async () => {
    expect((await judge({ module: '@acme/tone' }, 'Hello!')).verdict).toBe('fail');
    expect((await judge({ module: '@acme/tone/kind.mjs:kind' }, 'please')).verdict).toBe('pass');
    expect((await judge({ module: 'form' })).result?.reason).toBe('of the plugin');
    expect((await judge({ module: 'own' })).result?.reason).toBe('of the project');
  });

  it.each([
    [{ module: '@acme/tone/gone.js' }, [0, 'module'], /cannot be loaded/],
    [{ module: './criteria/gone.ts' }, [0, 'module'], /does not exist/],
    [{ module: './criteria/nothing.ts' }, [0, 'module'], /neither a function nor a criterion/],
    [{ module: './criteria/defined.ts:whisper' }, [0, 'module'], /"whisper"/],
    [{ module: './criteria/broken.ts' }, [0, 'module'], /cannot be loaded/],
    [{ module: '@nobody/criteria' }, [0, 'module'], /cannot be loaded/],
    [{ module: './criteria/refuses.ts', number: 3 }, [0, 'module'], /it needs an even number/],
    [
      { module: './criteria/defined.ts:shout', least: 'x' },
      [0, 'least'],
      /least: expected a number/,
    ],
    [{ module: 3 }, [0, 'module'], /needs the path of a file/],
    [{ module: './criteria/function.ts', timeout: 'soon' }, [0, 'timeout'], /"timeout"/],
  ])('%j cannot be used, and it says where', async (entry, path, message) => {
    expect(await problemOf(entry)).toMatchObject({ path, message: expect.stringMatching(message) });
  });
});

describe('a criterion of a plugin', () => {
  const sentences = defineCriterion({
    name: 'sentences',
    schema: z.strictObject({ max: z.number() }),
    create:
      ({ max }) =>
      ({ text }) =>
        text.split('.').length - 1 <= max,
  });
  const kinds = pluginKinds([sentences]);

  it('is named like any other, and its schema checks what it is given', async () => {
    expect((await judge({ sentences: { max: 1 } }, 'One.', kinds)).verdict).toBe('pass');
    expect((await judge({ 'not-sentences': { max: 1 } }, 'One.', kinds)).verdict).toBe('fail');
    expect(await problemOf({ sentences: { max: 'one' } }, kinds)).toMatchObject({
      path: [0, 'sentences', 'max'],
      message: expect.stringContaining('max: '),
    });
    expect(await problemOf('sentencez', kinds)).toMatchObject({
      hint: 'Did you mean "sentences"?',
    });
  });

  it('that throws, or takes too long, is an error', async () => {
    const [throws, never] = pluginKinds([
      defineCriterion({ name: 'throws', create: () => () => Promise.reject(new Error('broken')) }),
      defineCriterion({ name: 'never', create: () => () => new Promise<boolean>(() => undefined) }),
    ]);
    const all = [throws, never].filter((kind) => kind !== undefined);
    expect((await judge('throws', '', all)).error?.code).toBe('criterion_failed');
    expect((await judge({ never: 1, timeout: '50ms' }, '', all)).error?.code).toBe(
      'criterion_timeout',
    );
  });

  it.each([
    [[{ name: 'contains', create: () => () => true }], 'criterion_name_taken'],
    [[sentences, sentences], 'criterion_name_taken'],
    [[{ name: 'Not Good', create: () => () => true }], 'criterion_definition_invalid'],
    [[{ name: 'not-good', create: () => () => true }], 'criterion_definition_invalid'],
    [[{ name: 'good' }], 'criterion_definition_invalid'],
    [[null], 'criterion_definition_invalid'],
  ])('cannot be %j', (definitions, code) => {
    expect(() => pluginKinds(definitions)).toThrowError(expect.objectContaining({ code }));
  });
});
