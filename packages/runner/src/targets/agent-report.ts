import { isJson, isObject, type Json } from '../scenario/canonical-json.js';
import type { AgentReply, Metadata, ToolCall, Usage } from './target.js';

/** What an agent reports beside its text. */
export type AgentReport = Omit<AgentReply, 'text'>;

/** A report that cannot be read; the message goes on after "the answer". */
export class AgentReportError extends Error {
  override readonly name = 'AgentReportError';
}

/**
 * Reads what stands beside the text of an answer: `tool_calls`, `metadata`, `usage` and `state`.
 *
 * Tool calls may be in our form, `{name, arguments, result?}`, or in that of the OpenAI API,
 * `{function: {name, arguments: "JSON"}}`; likewise the counts of tokens
 * (https://platform.openai.com/docs/api-reference/chat/object).
 * @param fields - JSON values
 * @throws AgentReportError
 */
export function readReport(fields: Readonly<Record<string, unknown>>): AgentReport {
  const report: AgentReport = {};
  const calls = fields.tool_calls ?? fields.toolCalls;
  if (calls !== undefined && calls !== null) report.toolCalls = readToolCalls(calls);
  if (isObject(fields.metadata)) report.metadata = fields.metadata as Metadata;
  if (fields.usage !== undefined && fields.usage !== null) report.usage = readUsage(fields.usage);
  if (fields.state !== undefined && isJson(fields.state)) report.state = fields.state;
  return report;
}

/** @throws AgentReportError */
export function readToolCalls(value: unknown): ToolCall[] {
  if (!Array.isArray(value)) throw new AgentReportError('has "tool_calls" that are not a list');
  return value.map(readToolCall);
}

/** @throws AgentReportError */
export function readUsage(value: unknown): Usage {
  if (!isObject(value)) throw new AgentReportError('has a "usage" that is not an object');
  const usage: Usage = {};
  const input = count(value, ['input_tokens', 'inputTokens', 'prompt_tokens']);
  const output = count(value, ['output_tokens', 'outputTokens', 'completion_tokens']);
  const cost = count(value, ['cost_usd', 'costUsd']);
  if (input !== undefined) usage.inputTokens = Math.round(input);
  if (output !== undefined) usage.outputTokens = Math.round(output);
  if (cost !== undefined) usage.costUsd = cost;
  return usage;
}

/** Arguments as the OpenAI API gives them: a JSON text, which a model may have spoiled. */
export function parseArguments(text: string): Json {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function readToolCall(value: unknown): ToolCall {
  const fields = isObject(value) && isObject(value.function) ? value.function : value;
  if (!isObject(fields) || typeof fields.name !== 'string' || fields.name === '') {
    throw new AgentReportError('has a tool call without a "name"');
  }
  const { arguments: given = {}, result } = fields;
  const call: ToolCall = {
    name: fields.name,
    arguments: typeof given === 'string' ? parseArguments(given) : (given as Json),
  };
  if (result !== undefined) call.result = result as Json;
  return call;
}

function count(
  fields: Readonly<Record<string, unknown>>,
  names: readonly string[],
): number | undefined {
  for (const name of names) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    throw new AgentReportError(`has a "usage" in which "${name}" is no count`);
  }
  return undefined;
}
