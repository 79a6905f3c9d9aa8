import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A form or a small JSON body comes at once; nobody needs longer for one. */
const DEADLINE_MS = 15_000;

/**
 * Closes a connection whose body does not come, unless its sender is known. An upload may take its
 * ten minutes; a stranger who sends a byte a second must not hold a socket for as long, also after
 * the answer, for the rest of the body would still be waited for.
 *
 * @param milliseconds - how long a stranger's body may take
 */
export function registerBodyDeadline(app: FastifyInstance, milliseconds = DEADLINE_MS): void {
  app.addHook('onRequest', async (request) => {
    if (!hasBody(request)) return;
    const { raw } = request;
    const timer = setTimeout(() => {
      if (!raw.complete && request.grant?.principal == null) raw.socket.destroy();
    }, milliseconds);
    timer.unref();
    raw.once('close', () => clearTimeout(timer));
  });
}

/** RFC 9112, section 6.3. */
function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
