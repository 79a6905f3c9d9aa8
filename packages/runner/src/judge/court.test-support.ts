import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectConfiguration } from '@fluxloop/core/configuration/schema';
import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { afterEach, beforeEach } from 'vitest';
import { CriteriaReader } from '../criteria/criteria-reader.js';
import type { Answer } from '../criteria/criterion.js';
import { type CaseJudgement, judgeCase } from '../criteria/judge-case.js';
import { type OpenJudgingTools, openJudgingTools } from '../criteria/judging-tools.js';
import { RegexTester } from '../criteria/regex-tester.js';
import { type ChatServer, startChatServer } from './chat-server.test-support.js';

/** A rubric, where it does not matter which. */
export const RUBRIC = { llm_judge: 'The agent is friendly.' };

/** What a judge is made ready with. */
interface Situation {
  /** Of `judge:`, besides the address and the model. */
  settings?: object;
  env?: Record<string, string>;
  sanitized?: boolean;
  now?: () => number;
}

/** A judge on loopback and a project's folder, fresh for each test. */
export interface Court {
  readonly server: ChatServer;
  readonly root: string;
  openTools(situation?: Situation | 'nobody'): OpenJudgingTools;
  /** Judges answers by one criterion. */
  judge(
    criterion: unknown,
    answers?: Answer[],
    tools?: OpenJudgingTools,
  ): Promise<CaseJudgement & { result: CaseJudgement['criteria'][number] }>;
}

/** Holds court for each test of a file. */
export function holdCourt(): Court {
  const sanitizer = createProjectSanitizer({ env: {} });
  const closing: (() => Promise<void>)[] = [];
  let server: ChatServer;
  let root: string;

  beforeEach(async () => {
    server = await startChatServer();
    root = await mkdtemp(join(tmpdir(), 'fluxloop-judge-'));
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await server.close();
    await rm(root, { recursive: true, force: true });
  });

  const openTools = (situation: Situation | 'nobody' = {}) => {
    const common = { root, sanitizer, regex: new RegexTester() };
    if (situation === 'nobody') return keep(openJudgingTools({ ...common, env: {} }));
    const { settings: written = {}, env = {}, sanitized = true, now = Date.now } = situation;
    const { judge: settings } = projectConfiguration.parse({
      judge: { base_url: server.baseUrl, model: 'judge-1', ...written },
    });
    if (settings === undefined) throw new Error('no judge');
    const judge = { settings, sanitized, now, random: () => 0 };
    return keep(openJudgingTools({ ...common, env, judge }));
  };
  const keep = (tools: OpenJudgingTools) => {
    closing.push(() => tools.close());
    return tools;
  };

  return {
    get server() {
      return server;
    },
    get root() {
      return root;
    },
    openTools,
    judge: async (criterion, answers = [said('It is on its way.')], tools = openTools()) => {
      const criteria = new CriteriaReader({ root }).read([criterion]);
      const judged = { turns: answers.map(() => ({ criteria: [] })), criteria, minScore: 1 };
      const judgement = await judgeCase(judged, answers, tools);
      const [result] = judgement.criteria;
      if (result === undefined) throw new Error('nothing was judged');
      return { ...judgement, result };
    },
  };
}

/** An answer, and what the user had typed until then. */
export function said(text: string, typed: string[] = ['Where is my order?']): Answer {
  return { text, typed, latencyMs: 5 };
}
