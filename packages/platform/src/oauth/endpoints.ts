import { GRANT_TYPES } from '@fluxloop/core/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.js';
import { describeFailure, toProblem } from '../http/errors.js';
import type { SessionCookie } from '../http/session-cookie.js';
import { checkSession } from '../identity/sessions.js';
import { authorize } from './authorize.js';
import { isKnownClient } from './client.js';
import {
  DEVICE_LIFETIME_SECONDS,
  keepDeviceAuthorization,
  POLL_INTERVAL_SECONDS,
} from './device-authorizations.js';
import { sendErrorPage } from './error-page.js';
import { exchangeToken } from './exchange.js';
import { withoutGuessing } from './guess-throttle.js';
import { describeServer, PATHS } from './metadata.js';
import { OAuthError } from './oauth-error.js';
import { originOf } from './origin.js';
import { Parameters } from './parameters.js';
import { redeemCode } from './redeem-code.js';
import { redeemDeviceCode } from './redeem-device-code.js';
import { refresh } from './refresh.js';
import { revokeToken } from './revoke.js';
import { parseScope } from './scope.js';
import type { TokenAnswer } from './tokens.js';

/** What the endpoints work on. */
export interface OAuthContext {
  database: Database;
  cookie: SessionCookie;
  /** The issuer: the platform's public address, without a slash at the end. */
  publicUrl: () => string;
}

/** A body of these endpoints holds a few parameters; an identity token is the longest. */
const BODY_LIMIT = 32 * 1024;

/**
 * Registers the OAuth endpoints: metadata (RFC 8414), authorization and token (RFC 6749), device
 * authorization (RFC 8628) and revocation (RFC 7009). They stand outside of the contract's table:
 * their forms are the RFCs', and their bodies are form-encoded, which nothing else takes.
 */
export async function registerOAuth(app: FastifyInstance, context: OAuthContext): Promise<void> {
  app.get(PATHS.metadata, { schema: { hide: true } }, async () =>
    describeServer(context.publicUrl()),
  );
  await app.register(async (scope) => registerAuthorization(scope, context));
  await app.register(async (scope) => registerTokenEndpoints(scope, context));
}

function registerAuthorization(scope: FastifyInstance, context: OAuthContext): void {
  scope.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof OAuthError) {
      return sendErrorPage(reply.code(error.status).headers(error.headers), error.message);
    }
    const { status, title } = reportFailure(error, request);
    return sendErrorPage(reply.code(status), title);
  });
  scope.get(
    PATHS.authorize,
    { schema: { hide: true }, exposeHeadRoute: false },
    async (request, reply) => {
      const { database, cookie, publicUrl } = context;
      const query = request.url.split('?').slice(1).join('?');
      const address = await authorize(database, publicUrl(), query, {
        origin: originOf(request.ip, request.headers['user-agent']),
        signedIn: async () => {
          const token = cookie.read(request);
          return token !== null && (await checkSession(database, token, '')) !== null;
        },
      });
      // 303, which never repeats a body (RFC 9700, section 4.12).
      return reply.redirect(address, 303);
    },
  );
}

function registerTokenEndpoints(scope: FastifyInstance, context: OAuthContext): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => new Parameters(body),
  );
  scope.setErrorHandler((error: FastifyError, request, reply) =>
    sendError(reply, toOAuthError(error, request)),
  );
  scope.addHook('onRequest', async (_request, reply) => {
    // RFC 6749, section 5.1, asks for both.
    reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
  });
  const post = (
    path: string,
    answer: (parameters: Parameters, request: FastifyRequest) => unknown,
  ) =>
    scope.post(path, { schema: { hide: true }, bodyLimit: BODY_LIMIT }, (request) =>
      answer(readBody(request), request),
    );

  post(PATHS.token, (parameters, request) => {
    const grant = parameters.required('grant_type');
    return withoutGuessing(context.database, { grant, address: request.ip }, () =>
      giveTokens(context, grant, parameters),
    );
  });
  post(PATHS.deviceAuthorization, (parameters, request) =>
    beginDevice(context, parameters, request),
  );
  post(PATHS.revoke, async (parameters) => {
    await revokeToken(context.database, readClient(parameters), parameters.required('token'));
    // RFC 7009, section 2.2: 200, whatever became of the token.
    return {};
  });
}

async function giveTokens(
  { database, publicUrl }: OAuthContext,
  grant: string,
  parameters: Parameters,
): Promise<TokenAnswer> {
  const clientId = readClient(parameters);
  switch (grant) {
    case GRANT_TYPES.authorizationCode:
      return redeemCode(database, clientId, parameters);
    case GRANT_TYPES.refreshToken:
      return refresh(database, clientId, parameters);
    case GRANT_TYPES.deviceCode:
      return redeemDeviceCode(database, clientId, parameters);
    case GRANT_TYPES.tokenExchange:
      return exchangeToken(database, publicUrl(), parameters);
    default:
      throw new OAuthError('unsupported_grant_type', 'The grant type is not one of this server.');
  }
}

async function beginDevice(
  { database, publicUrl }: OAuthContext,
  parameters: Parameters,
  request: FastifyRequest,
) {
  const clientId = readClient(parameters);
  const scope = parseScope(parameters.optional('scope'));
  const origin = originOf(request.ip, request.headers['user-agent']);
  const made = await keepDeviceAuthorization(database, { clientId, scope }, origin);
  if (made === null) {
    throw new OAuthError(
      'temporarily_unavailable',
      'Too many devices wait for an answer from this address.',
      { status: 429, headers: { 'retry-after': '60' } },
    );
  }
  return {
    device_code: made.deviceCode,
    user_code: made.userCode,
    verification_uri: `${publicUrl()}/device`,
    // In the fragment, which no server and no log sees.
    verification_uri_complete: `${publicUrl()}/device#code=${made.userCode}`,
    expires_in: DEVICE_LIFETIME_SECONDS,
    interval: POLL_INTERVAL_SECONDS,
  };
}

/** The client is public: it names itself, and has nothing to show (RFC 6749, section 3.2.1). */
function readClient(parameters: Parameters): string {
  if (parameters.optional('client_secret') !== null) {
    throw new OAuthError('invalid_client', 'The client is public and has no secret.');
  }
  const clientId = parameters.required('client_id');
  if (!isKnownClient(clientId)) {
    throw new OAuthError('invalid_client', 'The client is not known here.');
  }
  return clientId;
}

function readBody(request: FastifyRequest): Parameters {
  if (request.headers.authorization !== undefined) {
    // RFC 6749, section 5.2, asks for 401 and for the scheme that was tried.
    throw new OAuthError('invalid_client', 'The client is public and does not authenticate.', {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="fluxloop"' },
    });
  }
  if (!(request.body instanceof Parameters)) {
    throw new OAuthError('invalid_request', 'The body is application/x-www-form-urlencoded.');
  }
  request.body.refuseRepeated();
  return request.body;
}

/** Answers with an error of RFC 6749, section 5.2. */
function sendError(reply: FastifyReply, error: OAuthError): FastifyReply {
  return reply
    .code(error.status)
    .headers(error.headers)
    .send({ error: error.code, error_description: error.message });
}

function toOAuthError(error: FastifyError, request: FastifyRequest): OAuthError {
  if (error instanceof OAuthError) {
    return error;
  }
  const { status, title, headers = {} } = reportFailure(error, request);
  if (status < 500) {
    return new OAuthError('invalid_request', title, { status: status === 415 ? 400 : status });
  }
  const code = status === 500 ? 'server_error' : 'temporarily_unavailable';
  return new OAuthError(code, title, { status, headers });
}

function reportFailure(error: FastifyError, request: FastifyRequest) {
  const problem = toProblem(error);
  if (problem.status >= 500) {
    request.log.error({ failure: describeFailure(error) }, 'request failed');
  }
  return problem;
}
