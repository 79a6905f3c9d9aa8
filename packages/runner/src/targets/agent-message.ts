import type { Metadata } from './target.js';

/** What an agent may say, see docs/agent-protocol.md. */
export type AgentMessage =
  | { type: 'ready' }
  | { type: 'delta'; session: string; turn?: number; text: string }
  | { type: 'final'; session: string; turn?: number; text?: string; metadata?: Metadata }
  | { type: 'error'; session: string; turn?: number; message: string; code?: string }
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
  const address = {
    session,
    ...(typeof fields.turn === 'number' ? { turn: fields.turn } : {}),
  };
  if (type === 'error') {
    const message = optionalText(fields, 'message', type) ?? 'no message';
    const code = optionalText(fields, 'code', type);
    return { type, ...address, message, ...(code === undefined ? {} : { code }) };
  }
  const text = optionalText(fields, 'text', type);
  if (type === 'delta') {
    if (text === undefined) throw new AgentMessageError('is of type "delta" and has no "text"');
    return { type, ...address, text };
  }
  const metadata = fields.metadata;
  return {
    type,
    ...address,
    ...(text === undefined ? {} : { text }),
    ...(isMetadata(metadata) ? { metadata } : {}),
  };
}

/** True for an object; out of JSON.parse its values can be nothing but JSON. */
export function isMetadata(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new AgentMessageError('is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AgentMessageError('is not a JSON object');
  }
  return value as Readonly<Record<string, unknown>>;
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
