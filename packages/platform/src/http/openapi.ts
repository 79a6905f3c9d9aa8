import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { NDJSON_TYPE } from './registrar.js';
import type { SessionCookie } from './session-cookie.js';

const SESSION_SCHEME = { type: 'apiKey', in: 'cookie', name: 'fluxloop' } as const;

/**
 * Describes the API as OpenAPI 3.1, from the schemas that also check every request and answer.
 * Register it before the routes; `GET /openapi.json` answers the document.
 */
export async function registerOpenApi(
  app: FastifyInstance,
  options: { version: string; cookie: SessionCookie; publicUrl: () => string },
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'FluxLoop platform',
        description:
          'Projects, runs and results of AI agent tests. Errors are problems (RFC 9457) with a stable `code` and a `hint`.',
        version: options.version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        contact: { name: 'FluxLoop', url: 'https://fluxloop.ai' },
      },
      tags: [
        { name: 'setup', description: 'The first admin.' },
        { name: 'session', description: 'Signing in to the dashboard.' },
        { name: 'sessions', description: 'Where a person is signed in.' },
        {
          name: 'account',
          description: 'How a person signs in: password, second factor, passkeys.',
        },
        { name: 'sign-in-options', description: 'What the sign-in page offers.' },
        { name: 'single-sign-on', description: 'Signing in by an identity provider.' },
        { name: 'password-resets', description: 'A forgotten password.' },
        { name: 'users', description: 'The people of the platform, for its admins.' },
        { name: 'invitations', description: 'Coming in by an invitation.' },
        { name: 'principal', description: 'Who a credential speaks for.' },
        { name: 'projects', description: 'Projects.' },
        { name: 'api-keys', description: 'API keys of the person who is signed in.' },
        {
          name: 'authorization-requests',
          description: 'Programs that ask to be let in by the browser.',
        },
        {
          name: 'device-authorizations',
          description: 'Programs that ask to be let in by a code.',
        },
        { name: 'scenarios', description: 'Scenarios and their versions.' },
        { name: 'runs', description: 'Runs and their upload.' },
        { name: 'cases', description: "A run's cases and transcripts." },
      ],
      components: {
        securitySchemes: {
          session: SESSION_SCHEME,
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `flx_api_…`.' },
        },
      },
    },
    transform: (document) => {
      const transformed = jsonSchemaTransform(document);
      const schema = transformed.schema as Record<string, unknown>;
      if (document.schema?.consumes?.includes(NDJSON_TYPE)) {
        schema.body = {
          type: 'string',
          format: 'binary',
          description: 'NDJSON of result rows, compressed with gzip (`content-encoding: gzip`).',
        };
      }
      return transformed;
    },
    transformObject: jsonSchemaTransformObject,
  });
  app.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    reply.header('cache-control', 'no-cache');
    // The name holds the port, which is known only now.
    const session = { ...SESSION_SCHEME, name: options.cookie.name() };
    const document = app.swagger();
    const components = 'components' in document ? document.components : {};
    return {
      ...document,
      servers: [{ url: options.publicUrl() }],
      components: {
        ...components,
        securitySchemes: { ...components?.securitySchemes, session },
      },
    };
  });
}
