import * as z from 'zod';
import { caseId, timestamp } from './identifiers.js';

/**
 * What a case came to. An infrastructure fault is an `error`, never a `fail`; a prose
 * expectation with no judge configured is `unjudged` and does not pass.
 */
export const verdict = z
  .enum(['pass', 'fail', 'error', 'unjudged', 'skipped'])
  .meta({ id: 'Verdict' });
export type Verdict = z.infer<typeof verdict>;

/** How many values of each sanitizer type were replaced: `{ "email": 2 }`. */
export const redactionCounts = z
  .record(z.string().max(64), z.int().nonnegative())
  .meta({ id: 'RedactionCounts' });
export type RedactionCounts = z.infer<typeof redactionCounts>;

/** Any JSON value. It refers to itself, and `meta` would copy it: so its name is registered. */
const jsonValue = z.json();
z.globalRegistry.add(jsonValue, { id: 'JsonValue' });

/** One call of a tool that the agent made on its way to an answer. */
export const toolCall = z
  .object({
    name: z.string().min(1),
    /** As the agent reported them; `{}` for a call without any. */
    arguments: jsonValue,
    /** What the tool gave back, when the agent reported it. */
    result: jsonValue.optional(),
  })
  .meta({ id: 'ToolCall' });
export type ToolCall = z.infer<typeof toolCall>;

/** What an answer took, as the agent or its model's provider reported it. */
export const usage = z
  .object({
    input_tokens: z.int().nonnegative().optional(),
    output_tokens: z.int().nonnegative().optional(),
    /** In US dollars. */
    cost_usd: z.number().nonnegative().optional(),
  })
  .meta({ id: 'Usage' });
export type Usage = z.infer<typeof usage>;

/** One thing that was said. */
export const message = z
  .object({
    role: z.enum(['user', 'agent']),
    text: z.string(),
    /** For the agent: milliseconds from the input's last byte to the final answer. */
    latency_ms: z.number().nonnegative().optional(),
    /** For the agent: what it reported beside the text, such as its intent. */
    metadata: z.record(z.string(), jsonValue).optional(),
    /** For the agent: the tools that it called for this answer, in order. */
    tool_calls: z.array(toolCall).optional(),
    /** For the agent: the tokens and the money that this answer took. */
    usage: usage.optional(),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof message>;

/** One criterion's verdict on a turn or on the whole case. */
export const criterionResult = z
  .object({
    /** The criterion's name as it was written: `contains`, `not-regex`. */
    type: z.string().max(64),
    /** What was expected, in one line. */
    expected: z.string(),
    verdict,
    /** In [0, 1]. */
    score: z.number().min(0).max(1),
    /** Why, in one sentence. */
    reason: z.string(),
    /** What it judged: one turn's answer, or all that was said in the case. */
    scope: z.enum(['turn', 'case']).optional(),
    /** Zero-based turn; absent when the criterion judged the whole case. */
    turn: z.int().nonnegative().optional(),
    weight: z.number().nonnegative().default(1),
    required: z.boolean().default(false),
  })
  .meta({ id: 'CriterionResult' });
export type CriterionResult = z.infer<typeof criterionResult>;

/** Why a case could not be judged. */
export const caseError = z
  .object({
    /** Stable: `target_timeout`, `target_crashed`, `target_protocol`, `output_too_large`. */
    code: z.string().max(64),
    message: z.string(),
  })
  .meta({ id: 'CaseError' });

/**
 * One finished (case, iteration): a line of the ledger, a line of an upload, a row on the
 * platform. Totals and statistics are folds over these and over nothing else.
 */
export const resultRow = z
  .object({
    case_id: caseId,
    /** Zero-based. */
    iteration: z.int().nonnegative(),
    scenario: z.string().min(1).max(200),
    /** The case's own title, or the start of its first input. */
    name: z.string().max(400),
    /** Who asked. Another persona makes another case, with an id of its own. */
    persona: z.string().min(1).max(200).optional(),
    /** How much the case counts in the run's weighted score; 1 where it is left out. */
    weight: z.number().nonnegative().max(1e6).optional(),
    verdict,
    /** The weighted mean of the criteria's scores, in [0, 1]. */
    score: z.number().min(0).max(1),
    started_at: timestamp,
    /** From the first input to the last answer, in milliseconds. */
    duration_ms: z.number().nonnegative(),
    /** The agent's share of it: the sum over turns. */
    latency_ms: z.number().nonnegative(),
    /** What its answers cost in US dollars, where the agent reports that: the sum over turns. */
    cost: z.number().nonnegative().optional(),
    /** How often the case was tried; more than 1 after an infrastructure fault. */
    attempts: z.int().positive().default(1),
    messages: z.array(message),
    criteria: z.array(criterionResult),
    error: caseError.optional(),
    redactions: redactionCounts,
  })
  .meta({ id: 'ResultRow' });
export type ResultRow = z.infer<typeof resultRow>;
/** A row before defaults are filled in. */
export type ResultRowInput = z.input<typeof resultRow>;
