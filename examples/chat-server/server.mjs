// A library's information desk as a chat server:
//   POST /chat                  JSON, or a stream of events for "accept: text/event-stream"
//   POST /v1/chat/completions   as OpenAI's API has it
// Where CHAT_SERVER_KEY is set, requests need it as their bearer token. PORT is 8787 by default.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { Desk } from './desk.mjs';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 */

const desk = await Desk.open();
const key = process.env.CHAT_SERVER_KEY;
/** The last question of each conversation. @type {Map<string, string>} */
const conversations = new Map();
const MOST_CONVERSATIONS = 10_000;

/** @param {Request} request */
async function readJson(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return JSON.parse(body);
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {object} value
 * @param {Record<string, string>} headers
 */
function json(response, status, value, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

/** @param {string} text */
const count = (text) => text.split(/\s+/).length;

/**
 * @param {Request} request
 * @param {Response} response
 */
async function chat(request, response) {
  const { message, conversation = randomUUID() } = await readJson(request);
  const reply = desk.answer(message, conversations.get(conversation) ?? '');
  if (conversations.size >= MOST_CONVERSATIONS) conversations.clear();
  conversations.set(conversation, message);
  const beside = {
    conversation,
    tool_calls: [{ name: 'search', arguments: { query: reply.query }, result: reply.article }],
    usage: { input_tokens: count(message), output_tokens: count(reply.text) },
    state: { article: reply.article },
  };
  if (!request.headers.accept?.startsWith('text/event-stream')) {
    json(response, 200, { reply: { text: reply.text }, ...beside });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const word of reply.text.split(/(?<= )/)) {
    response.write(`event: token\ndata: ${JSON.stringify({ piece: word })}\n\n`);
  }
  response.end(`event: end\ndata: ${JSON.stringify(beside)}\n\n`);
}

/**
 * @param {Request} request
 * @param {Response} response
 */
async function completions(request, response) {
  const { messages, model, stream } = await readJson(request);
  const asked = messages.filter((/** @type {{ role: string }} */ { role }) => role === 'user');
  const { text } = desk.answer(asked.at(-1)?.content ?? '', asked.at(-2)?.content ?? '');
  const usage = { prompt_tokens: count(JSON.stringify(messages)), completion_tokens: count(text) };
  const head = { id: randomUUID(), model };
  if (!stream) {
    const choice = {
      index: 0,
      message: { role: 'assistant', content: text },
      finish_reason: 'stop',
    };
    json(response, 200, { ...head, object: 'chat.completion', choices: [choice], usage });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  /** @param {object} value */
  const send = (value) =>
    response.write(
      `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...value })}\n\n`,
    );
  for (const word of text.split(/(?<= )/)) {
    send({ choices: [{ index: 0, delta: { content: word }, finish_reason: null }] });
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  send({ choices: [], usage });
  response.end('data: [DONE]\n\n');
}

const server = createServer((request, response) => {
  const { method, url } = request;
  const handle = url === '/chat' ? chat : url === '/v1/chat/completions' ? completions : null;
  if (handle === null || method !== 'POST')
    return json(response, 404, { error: 'There is no such page.' });
  if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) {
    return json(response, 401, { error: 'The key is wrong.' });
  }
  handle(request, response).catch(() => json(response, 400, { error: 'That is no question.' }));
});
server.listen(Number(process.env.PORT ?? 8787), '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object')
    console.log(`The desk listens at http://127.0.0.1:${address?.port}`);
});
