import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { sql } from 'kysely';
import type { TrustedProxies } from '../config/settings.js';
import type { OpenDatabase } from '../database/database.js';
import { registerSingleSignOn } from '../identity/single-sign-on/single-sign-on.js';
import type { KeyUsage } from '../keys/key-usage.js';
import { registerOAuth } from '../oauth/endpoints.js';
import { registerBodyDeadline } from './body-deadline.js';
import { registerDashboard } from './dashboard.js';
import { registerErrors, sendProblem, toProblem } from './errors.js';
import { createHandlers } from './handlers.js';
import { registerHostCheck } from './host-check.js';
import { type LogLevel, loggerOptions, registerRequestLog } from './logging.js';
import { registerOpenApi } from './openapi.js';
import type { AccountServices } from './people-handlers.js';
import { registerRoutes } from './registrar.js';
import { registerSecurityHeaders, securityHeaders } from './security-headers.js';
import { sessionCookie } from './session-cookie.js';

/** What {@link createServer} builds upon. */
export interface ServerOptions {
  store: OpenDatabase;
  usage: KeyUsage;
  accounts: AccountServices;
  /** The platform's public address, without a slash at the end; known once it listens. */
  publicUrl: () => string;
  /** Whether browsers reach the platform over https. */
  https: boolean;
  /** The platform's own certificate and key in PEM; `null` for plain http. */
  tls: { cert: Buffer; key: Buffer } | null;
  trustedProxies: TrustedProxies;
  /** Where the build put the dashboard. */
  webFolder: string;
  version: string;
  /** Names this start of the platform, for who asks whether it is still the same. */
  instance: string;
  log: { level: LogLevel; stream: { write: (line: string) => void } };
}

/** A whole request must be here after this: 16 MiB at 0.25 Mbit/s, as long as our client tries. */
const REQUEST_TIMEOUT_MS = 600_000;
const BODY_LIMIT = 1024 * 1024;

/** Builds the HTTP server, ready to listen. It holds no state of its own. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { store, publicUrl, accounts } = options;
  // The types tell a server of https from one of http; nothing here depends on which it is.
  const app = fastify({
    ...loggerOptions(options.log.level, options.log.stream),
    ...(options.tls === null ? {} : { https: { ...options.tls, ...CONNECTION_LIMITS } }),
    http: CONNECTION_LIMITS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    bodyLimit: BODY_LIMIT,
    trustProxy: trustProxy(options.trustedProxies),
    genReqId: () => randomUUID(),
    // An address that cannot be read is found before any hook or handler of ours.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      reply.headers({ ...securityHeaders(options), 'x-request-id': request.id });
      sendProblem(request, reply, toProblem(error));
    },
    routerOptions: { maxParamLength: 200 },
  } as const) as unknown as FastifyInstance;
  // A wrong content type is 415, not a text that no schema expects.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  registerSecurityHeaders(app, { https: options.https });
  registerRequestLog(app);
  registerErrors(app);
  registerBodyDeadline(app);
  registerHostCheck(app, publicUrl);
  await app.register(fastifyCookie);

  const cookie = sessionCookie(options.https, publicUrl);
  await registerOpenApi(app, { version: options.version, cookie, publicUrl });
  await registerRoutes(app, createHandlers({ store, cookie, publicUrl, accounts }), {
    store,
    cookie,
    usage: options.usage,
    publicUrl,
  });
  await registerOAuth(app, { database: store.database, cookie, publicUrl });
  const { provider } = accounts;
  registerSingleSignOn(app, { database: store.database, cookie, provider, publicUrl });
  app.get('/healthz', { schema: { hide: true }, logLevel: 'warn' }, async () => {
    await sql`select 1`.execute(store.database);
    return { status: 'ok', version: options.version, instance: options.instance };
  });
  await registerDashboard(app, options.webFolder);
  return app;
}

/** Half-open connections are closed only when they are looked for, and headers must come at once. */
const CONNECTION_LIMITS = { connectionsCheckingInterval: 5_000, headersTimeout: 15_000 };

/** A count of proxies, or their addresses; never everybody, or any client could name its own. */
function trustProxy(
  proxies: TrustedProxies,
): string[] | ((address: string, hop: number) => boolean) {
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : [...proxies];
}
