import { Conversation } from './conversation.mjs';

/** What a program may tell from an error, beside its sentence. */
const BAD_LINE = 'bad_line';

/**
 * Speaks FluxLoop's JSONL protocol: one JSON object a line, many sessions over one process.
 * `input` asks, `end` closes a session; `delta`, `final` and `error` answer.
 *
 * @param {object} options
 * @param {AsyncIterable<string>} options.lines what comes in; its end ends the function
 * @param {(message: object) => void | Promise<void>} options.send takes one message; a promise
 *   holds the next answer back
 * @param {import('./classifier.mjs').Classify} options.classify
 * @param {import('./shop.mjs').Shop} options.shop
 */
export async function serve({ lines, send, classify, shop }) {
  /** @type {Map<string, Conversation>} */
  const conversations = new Map();
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const message = parse(line);
    if (typeof message === 'string') {
      await send({ type: 'error', code: BAD_LINE, message });
      continue;
    }
    const { session } = message;
    if (message.type === 'end') {
      conversations.delete(session);
      continue;
    }
    const address = { session, ...(message.turn === undefined ? {} : { turn: message.turn }) };
    const conversation = conversations.get(session) ?? new Conversation({ classify, shop });
    conversations.set(session, conversation);
    try {
      const { text, metadata } = await conversation.reply(message.text);
      for (const sentence of text.split(/(?<=[.!?] )/)) {
        await send({ type: 'delta', ...address, text: sentence });
      }
      await send({ type: 'final', ...address, text, metadata });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await send({ type: 'error', ...address, code: 'reply_failed', message: reason });
    }
  }
}

/**
 * Reads a line. The sentence of a refusal never repeats the line, which may hold anything.
 * @param {string} line
 * @returns {{ type: 'input'; session: string; turn?: number; text: string } | { type: 'end'; session: string } | string}
 */
function parse(line) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    return 'The line is not JSON.';
  }
  if (typeof value !== 'object' || value === null) return 'The line is not a JSON object.';
  if (!('session' in value) || typeof value.session !== 'string') {
    return 'The message has no session.';
  }
  const type = 'type' in value ? value.type : undefined;
  if (type === 'end') return { type, session: value.session };
  if (type !== 'input') return 'The type of the message is neither input nor end.';
  if (!('text' in value) || typeof value.text !== 'string') return 'The input has no text.';
  const { session, text } = value;
  return 'turn' in value && typeof value.turn === 'number'
    ? { type, session, turn: value.turn, text }
    : { type, session, text };
}
