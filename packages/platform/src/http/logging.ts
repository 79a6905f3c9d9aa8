import { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';

/** How much is logged. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * The logger's settings. Requests are logged by {@link registerRequestLog} only, so that no
 * header, cookie, body or address with a token in it can get into a log.
 */
export function loggerOptions(
  level: LogLevel,
  stream: { write: (line: string) => void },
): Pick<FastifyServerOptions, 'logger' | 'logController'> {
  return {
    logController: new LogController({ disableRequestLogging: true }),
    logger: {
      level,
      stream,
      base: { name: 'fluxloop-platform' },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    },
  };
}

/** Logs each answer: the route as the contract writes it, never the address as it was asked. */
export function registerRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        address: request.ip,
        ...(request.grant?.principal == null ? {} : { principal: request.grant.principal.kind }),
      },
      'answered',
    );
  });
}
