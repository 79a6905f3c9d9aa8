import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server got it. */
interface SeenRequest {
  path: string;
  authorization: string | undefined;
  body: {
    model: string;
    temperature?: number;
    messages: { role: string; content: string }[];
    response_format?: { type: string; json_schema?: { strict: boolean; schema: object } };
  };
}

/** What the server does with a request. */
export type Reply =
  | { content: string | null; refusal?: string; finish?: string; tokens?: [number, number] }
  | { status: number; headers?: Record<string, string>; error?: string }
  | { raw: string }
  | 'hang'
  | 'cut';

/** A server that speaks the form of OpenAI's chat completions, on loopback. */
export interface ChatServer {
  /** For `judge.base_url`. */
  baseUrl: string;
  requests: SeenRequest[];
  /** The most requests that were under way together. */
  readonly busiest: number;
  /** What it answers from now on. */
  answer(reply: (request: SeenRequest, index: number) => Reply | Promise<Reply>): void;
  close(): Promise<void>;
}

/** Starts a server that gives every conversation the best score. */
export async function startChatServer(): Promise<ChatServer> {
  let reply: (request: SeenRequest, index: number) => Reply | Promise<Reply> = () => verdict(1);
  let busy = 0;
  let busiest = 0;
  const requests: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    busy += 1;
    busiest = Math.max(busiest, busy);
    response.on('close', () => {
      busy -= 1;
    });
    const seen = await readRequest(request);
    requests.push(seen);
    send(response, await reply(seen, requests.length - 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    get busiest() {
      return busiest;
    },
    answer: (next) => {
      reply = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A judge's answer with a score. */
export function verdict(score: number, reason = 'The judge says so.'): Reply {
  return { content: JSON.stringify({ reason, score }) };
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return {
    path: request.url ?? '',
    authorization: request.headers.authorization,
    body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'cut') {
    response.destroy();
    return;
  }
  if ('raw' in reply) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(reply.raw);
    return;
  }
  if ('status' in reply) {
    const { status, headers = {}, error } = reply;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(error === undefined ? '' : JSON.stringify({ error: { message: error } }));
    return;
  }
  const { content, refusal, finish = 'stop', tokens = [100, 10] } = reply;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content, refusal: refusal ?? null },
          finish_reason: finish,
        },
      ],
      usage: { prompt_tokens: tokens[0], completion_tokens: tokens[1] },
    }),
  );
}
