import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem.js';

/**
 * Refuses requests for a host that is not this platform. A page of another site can have its own
 * name resolve to the platform's address, and would then be of the same origin as the platform
 * (DNS rebinding); but it cannot make its browser send another name than its own. An address in
 * numbers, or `localhost`, is no such name.
 *
 * @param publicUrl - the platform's public address; empty until it is known
 * @throws ProblemError 421 `host_unknown`, of the hook
 */
export function registerHostCheck(app: FastifyInstance, publicUrl: () => string): void {
  app.addHook('onRequest', async (request) => {
    // A probe asks by whatever name it has; there is nothing to learn.
    if (request.routeOptions.url === '/healthz') return;
    const own = publicUrl();
    if (!isOwnHost(request.host, own)) {
      throw new ProblemError({
        status: 421,
        code: 'host_unknown',
        title: 'The request is for a host that this platform is not.',
        hint: `Use ${own}. To use another address, start the platform with --public-url; a proxy passes on the Host header, or sets X-Forwarded-Host.`,
      });
    }
  });
}

function isOwnHost(host: string, publicUrl: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return (
    isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0 ||
    hostname === 'localhost' ||
    (URL.canParse(publicUrl) && hostname === new URL(publicUrl).hostname)
  );
}
