import { CONTENT_DIGEST, formatContentDigest } from '../contract/content-digest.js';
import type { Route } from '../contract/route.js';
import { type RouteName, routes } from '../contract/routes.js';
import { UsageError } from '../errors/index.js';
import { revealJson } from '../reveal-json.js';

/** A request as it goes to the socket. */
export interface OutgoingRequest {
  method: Route['method'];
  url: URL;
  headers: Record<string, string>;
  body: Uint8Array | string | undefined;
}

/** What a caller hands over beside the route's name, before it is checked. */
export interface LooseInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/**
 * Builds the request of a route. Path parameters are checked by the contract first, so that none
 * can lead to another route (`..` survives percent-encoding).
 *
 * @param endpoint - the platform's address; its path comes before the route's
 * @throws UsageError `invalid_parameter`
 */
export function outgoingRequest(
  name: RouteName,
  input: LooseInput,
  endpoint: URL,
): OutgoingRequest {
  const route: Route = routes[name];
  const params = check(name, route.params, input.params);
  const path = route.path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(String(params[key])),
  );
  const url = new URL(endpoint.origin + endpoint.pathname.replace(/\/$/, '') + path);
  appendQuery(url, check(name, route.query, input.query));
  return { method: route.method, url, ...bodyOf(name, route, input.body) };
}

function check(name: RouteName, schema: Route['params'], value: unknown): Record<string, unknown> {
  if (schema === undefined) return {};
  const result = schema.safeParse(value ?? {});
  if (result.success) return { ...(result.data as object) };
  const [issue] = result.error.issues;
  throw new UsageError(
    'invalid_parameter',
    `${name}: ${issue?.path.join('.') ?? 'a parameter'} is not of the right form: ${issue?.message ?? 'unknown'}.`,
  );
}

function appendQuery(url: URL, query: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) url.searchParams.append(key, String(one));
    }
  }
}

function bodyOf(
  name: RouteName,
  route: Route,
  body: unknown,
): Pick<OutgoingRequest, 'headers' | 'body'> {
  if (route.body === undefined) return { headers: {}, body: undefined };
  if (route.body !== 'ndjson') {
    return { headers: { 'content-type': 'application/json' }, body: revealJson(body) };
  }
  if (!isChunk(body)) {
    throw new UsageError('invalid_parameter', `${name}: expected gzip bytes and their SHA-256.`);
  }
  return {
    headers: {
      'content-type': 'application/x-ndjson',
      'content-encoding': 'gzip',
      [CONTENT_DIGEST]: formatContentDigest(body.sha256),
    },
    body: body.gzip,
  };
}

function isChunk(body: unknown): body is { gzip: Uint8Array; sha256: string } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'gzip' in body &&
    body.gzip instanceof Uint8Array &&
    'sha256' in body &&
    typeof body.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(body.sha256)
  );
}
