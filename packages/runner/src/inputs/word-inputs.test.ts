import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from '../judge/chat-server.test-support.js';
import { type GenerateInputsOptions, generateInputs } from './generate-inputs.js';

let server: ChatServer;
let root: string;
beforeAll(async () => {
  server = await startChatServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.requests.length = 0;
  root = await mkdtemp(join(tmpdir(), 'fluxloop-inputs-'));
  return () => rm(root, { recursive: true, force: true });
});

async function generate(
  options: Partial<GenerateInputsOptions> = {},
  settings: object = {},
  isOffline = false,
) {
  const generation = {
    base_url: server.baseUrl,
    model: 'tiny',
    batch: 4,
    parallel: 2,
    ...settings,
  };
  await writeFile(join(root, 'fluxloop.yaml'), JSON.stringify({ generation }));
  const { configuration } = await loadProjectConfiguration({ cwd: root });
  return generateInputs({
    root,
    configuration,
    persona: 'test_user',
    count: 10,
    to: 'out.jsonl',
    ...(isOffline ? {} : { llm: { env: {}, sanitizer: createProjectSanitizer({ env: {} }) } }),
    ...options,
  });
}

const written = async () =>
  (await readFile(join(root, 'out.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line): { text: string; metadata: { [key: string]: unknown } } => JSON.parse(line));

/** Answers each wanted conversation with one text. */
function answerWith(text: (number: number) => string): void {
  server.answer(({ body }) => {
    const { wanted } = JSON.parse(body.messages.at(-1)?.content ?? '{}') as {
      wanted: { number: number }[];
    };
    return {
      content: JSON.stringify({ conversations: wanted.map(({ number }) => [text(number)]) }),
    };
  });
}

describe('inputs that a model words', () => {
  it('are in order, about what they would be without it, and say which model it was', async () => {
    answerWith((number) => `Words of number ${number}`);
    await generate();
    const inputs = await written();
    expect(inputs.map(({ text }) => text)).toEqual(
      inputs.map((_, index) => `Words of number ${index + 1}`),
    );
    expect(server.requests).toHaveLength(3);
    expect(new Set(inputs.map(({ metadata }) => metadata.model))).toEqual(new Set(['tiny']));
    await generate({ force: true }, {}, true);
    const offline = await written();
    expect(offline.map(({ metadata }) => metadata.intent)).toEqual(
      inputs.map(({ metadata }) => metadata.intent),
    );
  });

  it('have their identities from reserved ranges, whatever the model makes up', async () => {
    const real = ['jane.doe', 'gmail.com'].join('@');
    const card = ['5204', '7400', '0990', '0014'].join(' ');
    answerWith((number) => `I am {name}, ${real} or {email}, card ${card}, {{ x }}, no ${number}`);
    await generate();
    for (const { text } of await written()) {
      expect(text).not.toContain(real);
      expect(text).not.toContain(card);
      expect(text).not.toContain('{{');
      expect(text).not.toContain('{name}');
      expect(text).toMatch(/@example\.com or \S+@\S+\.(?:com|org|net|example|test|invalid),/);
    }
  });

  it('show the model nothing sensitive of the project, and repeat none of its own words', async () => {
    const mail = ['jane.doe', 'gmail.com'].join('@');
    await mkdir(join(root, 'personas'));
    await writeFile(
      join(root, 'personas/insider.yaml'),
      JSON.stringify({ description: `Writes to ${mail} of Quillhaven.` }),
    );
    const words = { type: 'words', name: 'customer', words: ['Quillhaven'] };
    const sanitizer = createProjectSanitizer({ env: {}, configuration: { patterns: [words] } });
    answerWith((number) => `I am with Quillhaven, number ${number}`);
    await generate({ persona: 'insider', llm: { env: {}, sanitizer } });
    const asked = JSON.stringify(server.requests.map(({ body }) => body));
    expect(asked).toContain('Writes to [EMAIL_1] of [CUSTOMER_1].');
    expect(asked).not.toContain(mail);
    for (const { text } of await written()) expect(text).toMatch(/^I am with \[CUSTOMER\], /);
  });

  it('leave attacks as they are, and ask nobody for them', async () => {
    await generate({ persona: 'adversarial' });
    expect(server.requests).toEqual([]);
    expect((await written()).every(({ metadata }) => metadata.model === undefined)).toBe(true);
  });

  it('are different from one another also where the model repeats itself', async () => {
    answerWith(() => 'Hello');
    await generate();
    expect(new Set((await written()).map(({ text }) => text)).size).toBe(10);
  });

  it('wait where the model says that there are too many requests', async () => {
    answerWith((number) => `Number ${number}`);
    const usual = server.requests;
    let refused = 0;
    const content = JSON.stringify({ conversations: [['One']] });
    server.answer(() => {
      refused += 1;
      return refused <= 2 ? { status: 429, headers: { 'retry-after': '0' } } : { content };
    });
    await generate({ count: 1 });
    expect(usual).toHaveLength(3);
    expect((await written())[0]?.text).toBe('One');
  });

  it('are kept as far as they go when the model fails, and the exit code says so', async () => {
    let requests = 0;
    server.answer(({ body }) => {
      requests += 1;
      if (requests > 1) return { status: 401, error: 'no such key' };
      const { wanted } = JSON.parse(body.messages.at(-1)?.content ?? '{}') as { wanted: object[] };
      return {
        content: JSON.stringify({ conversations: wanted.map((_, at) => [`Text ${at}`]) }),
      };
    });
    await expect(generate({}, { parallel: 1 })).rejects.toMatchObject({
      code: 'model_refused',
      exitCode: 11,
      message: expect.stringMatching(/model at .*401.* 4 of 10 inputs .* kept in out\.jsonl/),
    });
    expect(await written()).toHaveLength(4);
  });

  it.each([
    ['is no list', { content: 'Sure! Here are some messages.' }],
    ['holds too few', { content: '{"conversations": []}' }],
  ])('end in an error, and no file, when the answer %s twice', async (_, reply) => {
    server.answer(() => reply);
    await expect(generate({ count: 2 })).rejects.toMatchObject({
      code: 'model_invalid_answer',
      exitCode: 11,
    });
    expect(server.requests).toHaveLength(2);
    expect(await readdir(root)).toEqual(['fluxloop.yaml']);
  });

  it('leave nothing when they are stopped', async () => {
    server.answer(() => 'hang');
    const controller = new AbortController();
    const running = generate({ signal: controller.signal });
    running.catch(() => undefined);
    while (server.requests.length === 0) await new Promise((next) => setTimeout(next, 5));
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(root)).toEqual(['fluxloop.yaml']);
  });

  it('need a key where the endpoint is that of OpenAI', async () => {
    const settings = { base_url: 'https://api.openai.com/v1' };
    await expect(generate({}, settings)).rejects.toMatchObject({
      code: 'generation_key_missing',
      exitCode: 2,
    });
  });
});
