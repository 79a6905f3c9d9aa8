import { CHUNK_LIMITS, problem, type Route, type RouteName, routes } from '@fluxloop/core/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import * as z from 'zod';
import type { KeyUsage } from '../keys/key-usage.js';
import { authenticate, type Gate, type Grant } from './authenticate.js';
import { PROBLEM_TYPE, ProblemError } from './problem.js';
import type { Handlers } from './route-types.js';

declare module 'fastify' {
  interface FastifySchema {
    /** Who may call the route, as the contract says it; part of the OpenAPI document. */
    'x-access'?: Route['access'];
  }
  interface FastifyRequest {
    /** Set before the body is read; `null` only outside the contract's routes. */
    grant: Grant | null;
    /** The id of the API key that the request came with, once it is known. */
    keyId: string | null;
  }
}

/** The media type of a chunk. */
export const NDJSON_TYPE = 'application/x-ndjson';

/**
 * Registers every route of the contract's table: its access is decided before the body is read,
 * what comes in and what goes out is checked by its schemas.
 */
export async function registerRoutes(
  app: FastifyInstance,
  handlers: Handlers,
  gate: Gate & { usage: KeyUsage },
): Promise<void> {
  app.decorateRequest('grant', null);
  app.decorateRequest('keyId', null);
  app.addHook('onResponse', async ({ keyId }, { statusCode }) => {
    if (keyId === null) return;
    if (statusCode === 401 || statusCode === 403) gate.usage.refused(keyId);
    else gate.usage.used(keyId);
  });
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name];
    const options = describeRoute(name, route, handlers, gate);
    if (route.body === 'ndjson') {
      await app.register(async (scope) => {
        takeGzipOnly(scope);
        scope.route({ ...options, bodyLimit: CHUNK_LIMITS.compressedBytes });
      });
    } else {
      app.route(options);
    }
  }
}

function describeRoute(
  name: RouteName,
  route: Route,
  handlers: Handlers,
  gate: Gate,
): RouteOptions {
  const handler = handlers[name];
  return {
    method: route.method,
    url: route.path,
    schema: {
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { querystring: route.query }),
      ...(route.body === undefined || route.body === 'ndjson' ? {} : { body: route.body }),
      response: {
        [route.success.status]: route.success.body ?? z.null(),
        default: {
          description: 'A problem (RFC 9457).',
          content: { [PROBLEM_TYPE]: { schema: problem } },
        },
      },
      operationId: name,
      summary: route.summary,
      tags: [tagOf(route.path)],
      security: route.access === 'none' ? [] : [{ session: [] }, ...keySecurity(route)],
      'x-access': route.access,
      ...(route.body === 'ndjson' ? { consumes: [NDJSON_TYPE] } : {}),
    },
    onRequest: async (request) => {
      request.grant = await authenticate(gate, route, request);
    },
    handler: async (request, reply) => {
      // The table gives each handler the types of its own route; a loop over the table cannot.
      const answer: unknown = await handler(handlerInput(request, reply) as never);
      reply.code(route.success.status);
      return route.success.body === null ? reply.send() : answer;
    },
  };
}

function handlerInput(request: FastifyRequest, reply: FastifyReply) {
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    address: request.ip,
    userAgent: request.headers['user-agent'],
    reply,
    ...request.grant,
  };
}

/** Leaves the scope with one body: gzip NDJSON, kept compressed. */
function takeGzipOnly(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    NDJSON_TYPE,
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (request.headers['content-encoding']?.toLowerCase() !== 'gzip') {
        throw new ProblemError({
          status: 415,
          code: 'content_encoding_unsupported',
          title: 'A chunk is sent compressed with gzip.',
          hint: 'Compress the NDJSON and send content-encoding: gzip.',
        });
      }
      return body;
    },
  );
}

function keySecurity(route: Route): Record<string, string[]>[] {
  return route.access === 'session' ? [] : [{ apiKey: [] }];
}

function tagOf(path: string): string {
  if (path.includes('/cases')) {
    return 'cases';
  }
  if (path.includes('/scenarios')) {
    return 'scenarios';
  }
  if (path.includes('/runs')) {
    return 'runs';
  }
  return path.split('/')[2] ?? 'platform';
}
