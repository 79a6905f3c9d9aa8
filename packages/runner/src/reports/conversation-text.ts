import type { ResultRow } from '@fluxloop/core/contract';
import { excerpt } from './excerpt.js';

/** Characters of one message that a report repeats; the ledger has all of it. */
const MAX_MESSAGE = 10_000;

/** A conversation as plain text: who said what, and what the criteria made of it. */
export function conversationText({ messages, criteria, error }: ResultRow): string {
  const lines = messages.map(
    ({ role, text }) => `${role === 'user' ? 'User' : 'Agent'}: ${excerpt(text, MAX_MESSAGE)}`,
  );
  for (const { type, expected, verdict, reason, turn } of criteria) {
    const where = turn === undefined ? '' : ` (turn ${turn + 1})`;
    const wanted = expected === '' ? '' : ` ${excerpt(expected, MAX_MESSAGE)}`;
    lines.push(`[${verdict}] ${type}${where}${wanted}: ${excerpt(reason, MAX_MESSAGE)}`);
  }
  if (error !== undefined)
    lines.push(`[error] ${error.code}: ${excerpt(error.message, MAX_MESSAGE)}`);
  return lines.join('\n');
}
