import type { ResultRow } from '@fluxloop/core/contract';
import type { JudgingTools } from '../criteria/criterion.js';
import { type CaseJudgement, judgeCase } from '../criteria/judge-case.js';
import type { CaseEvent } from '../ledger/run-event-log.js';
import type { CaseTurn, TestCase } from '../scenario/test-case.js';
import type { Cancellation } from '../targets/cancellation.js';
import { type Session, type Target, TargetFault } from '../targets/target.js';
import { backoff, pause } from './backoff.js';
import { CaseDeadline, type CaseDeadlines } from './case-deadline.js';
import { Conversation, milliseconds } from './conversation.js';
import { sendTurn } from './send-turn.js';
import type { Throttle } from './throttle.js';
import { timestamp } from './timestamp.js';

/** One iteration of one case. */
export interface CaseJob {
  id: string;
  name: string;
  iteration: number;
  testCase: TestCase;
  /** The longest that it may take, in milliseconds. Default: the engine's bound. */
  timeoutMs: number | undefined;
  /** Texts of the case in which there is nothing to sanitize. */
  harmless: readonly string[];
}

/** What it takes to run cases. */
export interface CaseEngine {
  target: Target;
  throttle: Throttle;
  tools: JudgingTools;
  /** How often a case is tried again after an infrastructure fault. */
  retries: number;
  /** Milliseconds for a case, all attempts together. */
  caseMs: number;
  deadlines: CaseDeadlines;
  /** Milliseconds since 1970. */
  now: () => number;
  random: () => number;
}

/** What became of a case, with raw text. */
export interface CaseOutcome {
  row: ResultRow;
  events: CaseEvent[];
}

/** In billionths of a dollar, so that a sum of prices of tokens shows no rounding error. */
const COST_UNITS = 1e9;

let sessions = 0;

/**
 * Has the conversation of a case, again after an infrastructure fault, and judges it. A verdict is
 * never tried again.
 *
 * Every case comes through here and through what is called here: the compiler's time for this code is a
 * good part of what ten thousand quick cases cost, so that what most cases do not need stands apart.
 * @param stop - ends it early; the promise is then rejected with its reason
 */
export async function runCase(
  job: CaseJob,
  engine: CaseEngine,
  stop: Cancellation,
): Promise<CaseOutcome> {
  if (job.testCase.skip !== null) return { row: skippedRow(job, engine.now()), events: [] };
  const deadline = new CaseDeadline(job.timeoutMs ?? engine.caseMs, engine.deadlines, stop);
  const events: CaseEvent[] = [];
  let alone = false;
  try {
    for (let attempt = 1; ; attempt += 1) {
      const talk = await converse(job, engine, deadline, events, alone);
      stop.throwIfCancelled();
      const { fault } = talk;
      const again =
        fault?.retryable === true && attempt <= engine.retries && !deadline.cancellation.cancelled;
      if (!again) {
        const judging = judge(job, engine, talk);
        const judged = judging instanceof Promise ? await judging : judging;
        if (judged.usage !== undefined) {
          events.push({ type: 'judge', at: timestamp(engine.now()), ...judged.usage });
        }
        return { row: judgedRow(job, talk, judged, attempt), events };
      }
      alone = fault.shared;
      await pauseAfter(fault, attempt, engine, deadline.cancellation, events);
    }
  } finally {
    deadline.end();
  }
}

/** A deadline that ends the pause is met again by the next attempt, which reports it. */
function pauseAfter(
  { code }: TargetFault,
  attempt: number,
  { now, random }: CaseEngine,
  cancellation: Cancellation,
  events: CaseEvent[],
): Promise<void> {
  const wait = backoff(attempt, random);
  events.push({ type: 'retry', attempt, at: timestamp(now()), code, wait_ms: wait });
  return pause(wait, cancellation);
}

async function converse(
  { id: caseId, iteration, testCase: { turns } }: CaseJob,
  engine: CaseEngine,
  deadline: CaseDeadline,
  events: CaseEvent[],
  alone: boolean,
): Promise<Conversation> {
  const talk = new Conversation(engine.now);
  let session: Session | null = null;
  try {
    deadline.cancellation.throwIfCancelled();
    sessions += 1;
    const request = { id: `s${sessions}`, caseId, iteration, alone };
    const opening = engine.target.open(request, deadline.cancellation);
    session = opening instanceof Promise ? await talk.beginsWith(opening) : opening;
    for (let turn = 0; turn < turns.length; turn += 1) {
      const input = turns[turn] as CaseTurn;
      talk.asked(input.text);
      const reply = await sendTurn(session, input, engine, deadline, events);
      const { latency_ms } = talk.answered(reply);
      const at = timestamp(engine.now());
      events.push({ type: 'turn', turn, at, latency_ms, characters: reply.text.length });
    }
  } catch (error) {
    if (!(error instanceof TargetFault)) throw error;
    talk.fault = error;
  } finally {
    session?.close();
  }
  talk.ends();
  return talk;
}

/** @returns at once, unless a criterion must ask somebody */
function judge(
  { testCase }: CaseJob,
  { tools }: CaseEngine,
  { answers, fault }: Conversation,
): CaseJudgement | Promise<CaseJudgement> {
  return fault === null ? judgeCase(testCase, answers, tools) : faultJudgement(fault);
}

function judgedRow(
  job: CaseJob,
  { messages, answers, startedAt, durationMs }: Conversation,
  judged: CaseJudgement,
  attempts: number,
): ResultRow {
  const { testCase } = job;
  let latency = 0;
  let cost: number | undefined;
  for (const { latencyMs, usage } of answers) {
    latency += latencyMs;
    if (usage?.costUsd !== undefined) cost = (cost ?? 0) + usage.costUsd;
  }
  const row: ResultRow = {
    case_id: job.id,
    iteration: job.iteration,
    scenario: testCase.scenario,
    name: job.name,
    verdict: judged.verdict,
    score: judged.score,
    started_at: timestamp(startedAt),
    duration_ms: durationMs,
    latency_ms: milliseconds(latency),
    attempts,
    messages,
    criteria: judged.criteria,
    redactions: {},
  };
  // Few rows have them, and every row is made here.
  if (testCase.persona !== undefined) row.persona = testCase.persona;
  if (testCase.weight !== undefined) row.weight = testCase.weight;
  if (cost !== undefined) row.cost = Math.round(cost * COST_UNITS) / COST_UNITS;
  if (judged.error !== undefined) row.error = judged.error;
  return row;
}

function faultJudgement({ code, message }: TargetFault): CaseJudgement {
  return { verdict: 'error', score: 0, criteria: [], error: { code, message } };
}

type Identity = Pick<
  ResultRow,
  'case_id' | 'iteration' | 'scenario' | 'name' | 'persona' | 'weight'
>;

/** What a row says of its case before anything was said. */
function identityOf({ id, iteration, name, testCase }: CaseJob): Identity {
  const { scenario, persona, weight } = testCase;
  const identity: Identity = { case_id: id, iteration, scenario, name };
  if (persona !== undefined) identity.persona = persona;
  if (weight !== undefined) identity.weight = weight;
  return identity;
}

function skippedRow(job: CaseJob, now: number): ResultRow {
  return {
    ...identityOf(job),
    verdict: 'skipped',
    score: 0,
    started_at: timestamp(now),
    duration_ms: 0,
    latency_ms: 0,
    attempts: 1,
    messages: [],
    criteria: [],
    redactions: {},
  };
}
