import { type Problem, problem as problemSchema } from '../contract/problem.js';
import type { Route } from '../contract/route.js';
import { type RouteName, routes } from '../contract/routes.js';
import {
  ApiError,
  AuthenticationError,
  ConflictError,
  type FluxLoopError,
  NetworkError,
  NotFoundError,
  PermissionError,
} from '../errors/index.js';

/** An answer as it came, with nothing of the request in it. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Uint8Array;
}

/** What an answer belongs to. */
export interface AnswerContext {
  route: RouteName;
  /** The platform's origin, for messages. */
  origin: string;
  /** What was sent to prove who asks; `null` for nothing, or a cookie. */
  credential: 'api_key' | 'token' | null;
  /** Takes secrets, control characters and excess length out of a text of the platform's. */
  clean: (text: string) => string;
}

/**
 * Checks an answer by the contract.
 *
 * @returns the body as the route promises it; `undefined` where it promises none
 * @throws AuthenticationError, PermissionError, NotFoundError, ConflictError or ApiError for a refusal;
 *   NetworkError `unexpected_response` for anything that a FluxLoop platform would not say
 */
export function readAnswer(answer: Answer, context: AnswerContext): unknown {
  if (answer.status >= 400) throw refusal(answer, context);
  const route: Route = routes[context.route];
  if (answer.status < 200 || answer.status >= 300) {
    throw unexpected(answer, context, `status ${answer.status}`);
  }
  if (route.success.body === null) return undefined;
  const json = parseJson(answer);
  if (json === undefined) {
    throw unexpected(
      answer,
      context,
      `${contentType(answer) || 'no content type'} instead of JSON`,
    );
  }
  const result = route.success.body.safeParse(json);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.map(String).join('.') ?? '';
  throw unexpected(answer, context, path === '' ? 'another shape' : `"${path}" is not as expected`);
}

function refusal(answer: Answer, context: AnswerContext): FluxLoopError {
  const parsed = problemSchema.safeParse(parseJson(answer));
  if (!parsed.success) return bareRefusal(answer, context);
  const { clean } = context;
  const told = parsed.data;
  const code = /^[a-z][a-z0-9_]{0,63}$/.test(told.code) ? told.code : 'request_refused';
  const message = underHeadline(
    headline(answer.status, code, context),
    clean(told.detail ?? told.title),
  );
  const hint = told.hint === undefined ? defaultHint(answer, context) : clean(told.hint);
  const options = { ...optional('hint', hint), ...optional('requestId', requestId(answer, told)) };
  switch (answer.status) {
    case 401:
      return new AuthenticationError(code, message, options);
    case 403:
      return new PermissionError(code, message, {
        ...options,
        ...optional('neededScope', told.needed_scope),
        ...optional('grantedScope', told.granted_scope),
        ...optional('command', told.command === undefined ? undefined : clean(told.command)),
      });
    case 404:
      return new NotFoundError(code, message, options);
    case 409:
      if (code === 'scenario_conflict') return new ConflictError(code, message, options);
  }
  return new ApiError(code, message, {
    ...options,
    status: answer.status,
    fields: (told.errors ?? []).map((field) => ({
      pointer: clean(field.pointer),
      message: clean(field.message),
    })),
  });
}

/** A refusal that is no problem document: of a proxy or a gateway, or not from FluxLoop at all. */
function bareRefusal(answer: Answer, context: AnswerContext): FluxLoopError {
  const { status } = answer;
  const said = underHeadline(
    headline(status, '', context),
    `${context.origin} answered ${describeRoute(context.route)} with status ${status}`,
  );
  const options = {
    ...optional('hint', defaultHint(answer, context)),
    ...optional('requestId', requestId(answer)),
  };
  if (status === 401) return new AuthenticationError('credential_rejected', `${said}.`, options);
  if (status === 403) return new PermissionError('permission_denied', `${said}.`, options);
  if (status === 429) return new ApiError('rate_limited', `${said}.`, { ...options, status });
  if (status >= 500) return new ApiError('platform_failed', `${said}.`, { ...options, status });
  return unexpected(answer, context, `status ${status} without an explanation`);
}

/** What people look for in the documentation, before what the platform says. */
function headline(status: number, code: string, { credential }: AnswerContext): string | null {
  if (credential === null) return null;
  if (status === 403) return 'Permission denied';
  if (status !== 401) return null;
  if (credential === 'api_key') return 'Invalid API key';
  return code.includes('expired') ? 'Token expired' : 'Invalid token';
}

function underHeadline(title: string | null, text: string): string {
  if (title === null || text.toLowerCase().startsWith(title.toLowerCase())) return text;
  return `${title}: ${text}`;
}

function defaultHint(answer: Answer, { credential }: AnswerContext): string | undefined {
  const wait = header(answer, 'retry-after');
  if (wait !== undefined && /^\d{1,6}$/.test(wait)) return `Try again in ${wait} seconds.`;
  if (answer.status === 401 && credential === 'api_key') {
    return 'A key begins with flx_api_; it may have been revoked, or have ended. See which one is used, and make another:\nfluxloop auth status\nfluxloop apikeys create --name NAME';
  }
  if (answer.status === 401) return 'Check which credential is used: fluxloop auth status';
  if (answer.status === 403 && credential === 'api_key') {
    return 'Check the scope of the key, or create one with the right scope:\nfluxloop apikeys info $FLUXLOOP_API_KEY\nfluxloop apikeys create --name NAME --scope read-write';
  }
  if (answer.status === 403) return 'Check what the credential may do: fluxloop auth status';
  if (answer.status >= 500) return 'Try again; if it stays so, check with `fluxloop doctor`.';
  return undefined;
}

function unexpected(answer: Answer, { route, origin }: AnswerContext, what: string): NetworkError {
  return new NetworkError(
    'unexpected_response',
    `${origin} did not answer ${describeRoute(route)} as a FluxLoop platform does (${what}).`,
    {
      hint: 'It may not be a FluxLoop platform, or one of another version. Check the endpoint: fluxloop doctor',
      ...optional('requestId', requestId(answer)),
    },
  );
}

function describeRoute(name: RouteName): string {
  return `${routes[name].method} ${routes[name].path}`;
}

function parseJson(answer: Answer): unknown {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType(answer))) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.body));
  } catch {
    return undefined;
  }
}

/** Its name only: `text/html`. */
function contentType(answer: Answer): string {
  return /^[\w.+-]+\/[\w.+-]+/.exec(header(answer, 'content-type') ?? '')?.[0] ?? '';
}

function requestId(answer: Answer, told?: Problem): string | undefined {
  const id = told?.request_id ?? header(answer, 'x-request-id');
  return id !== undefined && /^[\w.:-]{1,128}$/.test(id) ? id : undefined;
}

function header(answer: Answer, name: string): string | undefined {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  // A computed key widens to an index signature; the shape is what was asked for.
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
