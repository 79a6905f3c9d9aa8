import { loginCommand } from '../credentials/resolve-credential.js';
import { AuthenticationError, FluxLoopError, NetworkError, UsageError } from '../errors/index.js';

/** What a person can look at when a sign-in did not come to its end. */
export const SIGN_IN_CHECKS =
  'Check:\n1. Browser opened?\n2. Network connection?\n3. Ad blockers disabled?\nWithout a browser on this machine: fluxloop auth login --device';

/** How an error answer of the platform is told; the names are of RFC 6749 (5.2, 4.1.2.1), RFC 8628 (3.5) and RFC 8693. */
const REFUSALS: Readonly<Record<string, string>> = {
  access_denied: 'it was denied in the browser',
  expired_token: 'the code was not confirmed in time',
  invalid_grant: 'the platform does not accept what was presented; it may have ended or been used',
  invalid_request: 'the platform did not take what was sent',
  invalid_scope: 'the platform does not grant that scope',
  invalid_client: 'the platform does not know this client',
  unauthorized_client: 'the platform does not allow this client to sign in so',
  unsupported_grant_type: 'the platform does not offer this way of signing in',
  invalid_target: 'the platform does not issue tokens for that',
  temporarily_unavailable: 'the platform is overloaded at the moment',
  server_error: 'the platform failed',
};

/** What the platform says while it cannot answer; it tells nothing of what was presented. */
const PASSING: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error']);

/** The network's own faults, which come and go; anything else will not get better by waiting. */
export const NETWORK_FAULTS: ReadonlySet<string> = new Set([
  'connection_refused',
  'host_not_found',
  'timeout',
  'connection_lost',
  'network_failed',
  'proxy_failed',
]);

/**
 * Tells a fault of the network as the failed sign-in that it is to the person who waits for it, with what
 * they can look at.
 *
 * @returns NetworkError of the same code; any other error as it is
 */
export function signInProblem(error: unknown): unknown {
  if (!(error instanceof NetworkError) || !NETWORK_FAULTS.has(error.code)) return error;
  return new NetworkError(error.code, `Authentication failed: ${error.message}`, {
    hint: `${SIGN_IN_CHECKS}\nWhere it fails: fluxloop doctor`,
  });
}

/** Where an error came from, for its message. */
export interface OAuthStep {
  /** The platform's origin. */
  origin: string;
  /** What the person can do about it. Default: {@link SIGN_IN_CHECKS}. */
  hint?: string;
}

/**
 * Turns what oauth4webapi throws into an error of ours. It is not kept as the cause: it holds
 * parameters of the request and the answer.
 *
 * @returns FluxLoopError as it is; AuthenticationError `oauth_NAME` for an error answer, with its
 *   description; NetworkError `unexpected_response` for an answer that breaks the protocol; anything else as it is
 */
export function oauthProblem(error: unknown, step: OAuthStep): unknown {
  if (error instanceof FluxLoopError || !(error instanceof Error)) return error;
  const name = oauthErrorName(error);
  if (name !== null) {
    const said = description(error);
    const why = REFUSALS[name] ?? `the platform answered "${name}"`;
    const Refusal = PASSING.has(name) ? NetworkError : AuthenticationError;
    return new Refusal(
      `oauth_${name}`,
      `Authentication failed: ${why}${said === null ? '' : ` (${said})`}.`,
      { hint: step.hint ?? SIGN_IN_CHECKS },
    );
  }
  if (!('code' in error) || !String(error.code).startsWith('OAUTH_')) return error;
  return new NetworkError(
    'unexpected_response',
    `Authentication failed: ${step.origin} did not answer as a FluxLoop platform does (${error.message}).`,
    {
      hint: 'It may not be a FluxLoop platform, or one of another version. Check the endpoint: fluxloop doctor',
    },
  );
}

/** The `error` of an error answer, or `null` for any other error. */
export function oauthErrorName(error: unknown): string | null {
  if (!(error instanceof Error) || !('error' in error) || typeof error.error !== 'string') {
    return null;
  }
  return /^[a-z][a-z0-9_]{0,63}$/.test(error.error) ? error.error : 'unknown_error';
}

/** RFC 6749 allows printable ASCII without quotation marks and backslashes; a server may say more. */
function description(error: Error): string | null {
  if (!('error_description' in error) || typeof error.error_description !== 'string') return null;
  const text = error.error_description
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .replace(/\.$/, '');
  return text === '' ? null : text.slice(0, 300);
}

/** For an endpoint that only a repository's `fluxloop.yaml` names. */
export function signInNotTrusted(endpoint: string, profile: string | null): AuthenticationError {
  return new AuthenticationError(
    'endpoint_not_trusted',
    `fluxloop.yaml names ${endpoint} as the platform, and you have not signed in there before. Nothing was sent: a repository must not choose where you sign in.`,
    { hint: `If you trust it, say so: ${loginCommand(profile)} --endpoint ${endpoint}` },
  );
}

/** For a scope that is none of the four. */
export function assertScope(scope: string): string {
  if (['read', 'write', 'read-write', 'admin'].includes(scope)) return scope;
  throw new UsageError('scope_unknown', 'There is no such scope.', {
    hint: 'The scopes are: read, write, read-write, admin.',
  });
}
