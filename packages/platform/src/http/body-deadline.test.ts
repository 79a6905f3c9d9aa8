import net from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { registerBodyDeadline } from './body-deadline.js';

let app: FastifyInstance;
afterEach(() => app?.close());

/** A server with a route for strangers and one for a sender who is known. */
async function listen(): Promise<number> {
  app = fastify();
  app.decorateRequest('grant', null);
  registerBodyDeadline(app, 100);
  app.post('/open', async () => 'done');
  app.post('/refused', {
    onRequest: async (_request, reply) => reply.code(401).send('no'),
    handler: async () => 'done',
  });
  app.post('/known', {
    onRequest: async (request) => {
      request.grant = {
        principal: {
          kind: 'session',
          person: { id: '', email: '', isAdmin: false, createdAt: new Date() },
          sessionHash: Buffer.alloc(0),
          expiresAt: new Date(),
        },
        projects: [],
        project: null,
      };
    },
    handler: async () => 'done',
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Begins a request of two bytes, and sends the second only when told to. */
async function begin(path: string) {
  const socket = net.connect(await listen(), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    answer += part;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
  const answered = new Promise<void>((resolve) => socket.once('data', () => resolve()));
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{`,
  );
  return { socket, closed, answered };
}

it('a stranger whose body does not come loses the connection', async () => {
  const { closed } = await begin('/open');
  expect(await closed).toBe('');
});

it('a stranger who was refused loses it too, and has the answer', async () => {
  const { closed } = await begin('/refused');
  expect(await closed).toMatch(/^HTTP\/1\.1 401 /);
});

it('a sender who is known may take longer', async () => {
  const { socket, answered, closed } = await begin('/known');
  await new Promise((resolve) => setTimeout(resolve, 300));
  socket.write('}');
  await answered;
  socket.end();
  expect(await closed).toMatch(/^HTTP\/1\.1 200 /);
});
