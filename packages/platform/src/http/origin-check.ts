import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../config/exposure.js';
import { ProblemError } from './problem.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a request that a browser makes for another site. Every browser marks requests that
 * change something with `Origin`, and current ones with `Sec-Fetch-Site`; each that is there must
 * name ourselves. A request with neither is from a program, which no site can misuse.
 * (https://www.w3.org/TR/fetch-metadata/, and the OWASP sheet on cross-site request forgery.)
 *
 * @param publicUrl - the platform's public address; on loopback its other names count as well
 * @throws ProblemError 403 `cross_site`
 */
export function refuseCrossSite(request: FastifyRequest, publicUrl: string): void {
  if (SAFE_METHODS.has(request.method)) {
    return;
  }
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  if (
    (site !== undefined && site !== 'same-origin') ||
    (origin !== undefined && !isOwnOrigin(origin, new URL(publicUrl)))
  ) {
    throw new ProblemError({
      status: 403,
      code: 'cross_site',
      title: 'The request comes from another site.',
      hint: `Use the dashboard at ${publicUrl}; behind a proxy, start the platform with --public-url.`,
    });
  }
}

function isOwnOrigin(origin: string, own: URL): boolean {
  if (origin === own.origin) {
    return true;
  }
  if (!URL.canParse(origin)) {
    return false;
  }
  const other = new URL(origin);
  return (
    isLoopback(own.hostname) &&
    isLoopback(other.hostname) &&
    other.protocol === own.protocol &&
    other.port === own.port
  );
}
