import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound, sendProblem } from './errors.js';
import { pagePolicy } from './security-headers.js';

/** Stands in the built page where each answer gets a nonce of its own. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * Serves the dashboard that the build put into `folder`: its files, and its page for every
 * address that is a page of it. Where it is not built, a text says so.
 */
export async function registerDashboard(app: FastifyInstance, folder: string): Promise<void> {
  const page = await readFile(path.join(folder, 'index.html'), 'utf8').catch(() => null);
  if (page !== null) {
    await app.register(serveFiles, { folder });
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) {
      return sendProblem(request, reply, notFound());
    }
    return page === null ? sendNotBuilt(reply) : sendPage(reply, page);
  });
}

async function serveFiles(scope: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  scope.addHook('onSend', async (request, reply) => {
    // The build puts a hash of the content into the names of these.
    const hashed = request.routeOptions.url?.startsWith('/assets/') === true;
    reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  });
  await scope.register(fastifyStatic, {
    root: folder,
    index: false,
    // The files' names are known now, so nothing else of the disk can be asked for.
    wildcard: false,
    globIgnore: ['index.html'],
    cacheControl: false,
  });
}

/** A page's address has no extension and is not of the API; whether it exists the page decides. */
function isPage(request: FastifyRequest): boolean {
  const pathname = request.url.split('?', 1)[0] ?? '';
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    !/^\/(?:v\d+|oauth|\.well-known)(?:\/|$)/.test(pathname) &&
    !(pathname.split('/').at(-1) ?? '').includes('.')
  );
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .code(200)
    .header('content-security-policy', pagePolicy(nonce))
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(NONCE_PLACEHOLDER, nonce));
}

function sendNotBuilt(reply: FastifyReply): FastifyReply {
  return reply
    .code(503)
    .type('text/plain; charset=utf-8')
    .send(
      'The API is running, but the dashboard is not built.\n' +
        'Build it with: pnpm --filter @fluxloop/platform build\n',
    );
}
