import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectConfiguration } from '@fluxloop/core/configuration/schema';
import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ChatServer, startChatServer } from '../judge/chat-server.test-support.js';
import { loadScenarios } from '../scenario/load-scenarios.js';
import { CriteriaReader } from './criteria-reader.js';
import type { Answer } from './criterion.js';
import { judgeCase } from './judge-case.js';
import { type OpenJudgingTools, openJudgingTools } from './judging-tools.js';
import { BUILT_IN_KINDS } from './kinds.js';
import { whenLoaded } from './loading.js';
import { RegexTester } from './regex-tester.js';

const DOCUMENT = fileURLToPath(new URL('../../../../docs/criteria.md', import.meta.url));
const text = await readFile(DOCUMENT, 'utf8');

/** A block of code of the page. */
interface Block {
  language: string;
  code: string;
  line: number;
}

/** An answer below a block, and what it comes to. */
interface Example {
  verdict: string;
  answers: Answer[];
  /** What the judge says, where one is asked. */
  judge: string | null;
}

const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ({ 1: language = '', 2: code = '', index }): Block => ({
    language,
    code,
    line: text.slice(0, index).split('\n').length + 1,
  }),
);
const yaml = blocks.filter(({ language }) => language === 'yaml');
const isFile = ({ code }: Block) => /^(?:#|\/\/) [\w./-]+\.(?:yaml|ts)\n/.test(code);
const fileName = ({ code }: Block) => /^(?:#|\/\/) ([\w./-]+)\n/.exec(code)?.[1] ?? '';
const examples = yaml.filter((block) => !isFile(block));

let root: string;
let server: ChatServer;
let tools: OpenJudgingTools;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fluxloop-criteria-'));
  server = await startChatServer();
  for (const block of blocks.filter(({ language }) => language === 'ts')) {
    const path = join(root, fileName(block));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, block.code);
  }
  const { judge: settings } = projectConfiguration.parse({
    judge: { base_url: server.baseUrl, model: 'judge-1', cache: false },
  });
  if (settings === undefined) throw new Error('no judge');
  tools = openJudgingTools({
    root,
    env: {},
    sanitizer: createProjectSanitizer({ env: {} }),
    regex: new RegexTester(300),
    judge: { settings, sanitized: true, now: Date.now, random: () => 0 },
  });
});
afterAll(async () => {
  await tools?.close();
  await server?.close();
  await rm(root, { recursive: true, force: true });
});

describe('the examples of docs/criteria.md', () => {
  it.each(examples.map((block) => ({ ...block, title: block.code.split('\n')[0] })))(
    'line $line: $title',
    async ({ code }) => {
      const reader = new CriteriaReader({ root, modules: tools.modules });
      const criteria = await whenLoaded(() => reader.read(parse(code)));
      const all = examplesIn(code);
      expect(all.length).toBeGreaterThan(0);
      for (const { verdict, answers, judge } of all) {
        server.answer(() => ({ content: judge }));
        const judged = { turns: answers.map(() => ({ criteria: [] })), criteria, minScore: 1 };
        const { criteria: results, ...outcome } = await judgeCase(judged, answers, tools);
        expect(outcome.verdict, JSON.stringify({ answers, results })).toBe(verdict);
        for (const { score } of results) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
      }
    },
  );

  it('hold for every criterion that there is, with a counter-example', () => {
    const shown = examples.map(({ code }) => JSON.stringify(parse(code)) + code);
    for (const type of BUILT_IN_KINDS.keys()) {
      const own = shown.filter((code) => new RegExp(`(?:^|[^\\w-])${type}(?![\\w-])`).test(code));
      expect(
        own.some((code) => code.includes('# pass:')),
        `${type} passes`,
      ).toBe(true);
      expect(
        own.some((code) => code.includes('# fail:')),
        `${type} fails`,
      ).toBe(true);
    }
  });

  it('are files that can be read', async () => {
    const files = yaml.filter(isFile);
    expect(files.map(fileName)).toContain('fluxloop.yaml');
    for (const block of files) {
      if (fileName(block) === 'fluxloop.yaml') {
        expect(projectConfiguration.parse(parse(block.code)).judge?.model).toBe('gpt-4.1-mini');
        continue;
      }
      await mkdir(join(root, 'scenarios'), { recursive: true });
      await writeFile(join(root, fileName(block)), block.code);
    }
    const configuration = projectConfiguration.parse({});
    const { scenarios, warnings, usesJudge } = await loadScenarios({ root, configuration });
    expect(warnings).toEqual([]);
    expect(usesJudge).toBe(true);
    expect(scenarios.map(({ name, runCriteria = [] }) => [name, runCriteria.length])).toEqual([
      ['fast', 2],
      ['prose', 0],
      ['refunds', 1],
    ]);
  });
});

/** `# pass: …` and its like; `# judge: …` says what the judge answers from there on. */
function examplesIn(code: string): Example[] {
  const found: Example[] = [];
  let judge: string | null = null;
  for (const [, word = '', rest = ''] of code.matchAll(
    /^# (pass|fail|error|unjudged|judge): (.*)$/gm,
  )) {
    if (word === 'judge') judge = rest;
    else found.push({ verdict: word, answers: answersIn(rest), judge });
  }
  return found;
}

function answersIn(written: string): Answer[] {
  const value: unknown = /^["'[{]/.test(written) ? parse(written) : written;
  const list = Array.isArray(value) ? value : [value];
  const typed: string[] = [];
  return list.map((one: unknown) => {
    const {
      latency = 5,
      typed: said = ['Hello?'],
      ...answer
    } = typeof one === 'string' ? { text: one } : (one as Partial<Answer> & { latency?: number });
    typed.push(...said);
    return { text: '', ...answer, latencyMs: latency, typed: [...typed] };
  });
}
