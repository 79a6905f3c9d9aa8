import { isObject } from '../scenario/canonical-json.js';
import { type AgentReport, AgentReportError, readReport } from './agent-report.js';

/** What an agent may say, see docs/agent-protocol.md. */
export type AgentMessage =
  | { type: 'ready' }
  | { type: 'delta'; session: string; turn: number | undefined; text: string }
  | {
      type: 'final';
      session: string;
      turn: number | undefined;
      text: string | undefined;
      report: AgentReport | undefined;
      /** How long the answer took, where that was measured beside the agent. */
      tookMs?: number;
    }
  | {
      type: 'error';
      session: string;
      turn: number | undefined;
      message: string;
      code: string | undefined;
      /** Milliseconds after which the same input may be sent again. */
      retryAfterMs: number | undefined;
    }
  | { type: 'unknown'; name: string };

/** A line that is not of the protocol; the message says why in a few words. */
export class AgentMessageError extends Error {
  override readonly name = 'AgentMessageError';
}

/**
 * Reads one line from an agent. A type that we do not know is `unknown`: a newer agent may say more
 * than an older engine understands.
 * @throws AgentMessageError
 */
export function parseAgentMessage(line: string): AgentMessage {
  const fields = parseObject(line);
  const type = fields.type;
  if (typeof type !== 'string') throw new AgentMessageError('has no "type"');
  if (type === 'ready') return { type };
  if (type !== 'delta' && type !== 'final' && type !== 'error')
    return { type: 'unknown', name: type };
  const session = fields.session;
  if (typeof session !== 'string')
    throw new AgentMessageError(`is of type "${type}" and has no "session"`);
  const turn = typeof fields.turn === 'number' ? fields.turn : undefined;
  if (type === 'error') {
    const message = optionalText(fields, 'message', type) ?? 'no message';
    const code = optionalText(fields, 'code', type);
    return { type, session, turn, message, code, retryAfterMs: retryAfter(fields.retry_after) };
  }
  const text = optionalText(fields, 'text', type);
  if (type === 'delta') {
    if (text === undefined) throw new AgentMessageError('is of type "delta" and has no "text"');
    return { type, session, turn, text };
  }
  return { type, session, turn, text, report: reportOf(fields) };
}

/** Most answers report nothing, and need no object for it. */
function reportOf(fields: Readonly<Record<string, unknown>>): AgentReport | undefined {
  const { metadata, tool_calls, usage, state } = fields;
  if (
    metadata === undefined &&
    tool_calls === undefined &&
    usage === undefined &&
    state === undefined
  ) {
    return undefined;
  }
  try {
    return readReport(fields);
  } catch (error) {
    if (!(error instanceof AgentReportError)) throw error;
    throw new AgentMessageError(`is of type "final" and ${error.message}`);
  }
}

function retryAfter(seconds: unknown): number | undefined {
  const valid = typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0;
  return valid ? seconds * 1000 : undefined;
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new AgentMessageError('is not JSON');
  }
  if (!isObject(value)) throw new AgentMessageError('is not a JSON object');
  return value;
}

function optionalText(
  fields: Readonly<Record<string, unknown>>,
  key: string,
  type: string,
): string | undefined {
  const value = fields[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new AgentMessageError(`is of type "${type}" and has a "${key}" that is not a text`);
}
