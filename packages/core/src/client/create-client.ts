import { assertEndpoint } from '../credentials/endpoint.js';
import { AuthenticationError, UsageError } from '../errors/index.js';
import { Secret } from '../secret.js';
import type { ClientOptions } from './client-options.js';
import type { RequestFunction } from './request-types.js';
import { createResources, type Resources } from './resources.js';
import type { Transport } from './transport.js';

/** A client of one platform: see {@link Resources}. */
export interface FluxLoopClient extends Resources {
  /** The platform's address, without a slash at the end. */
  readonly endpoint: string;
  /** Sends any request of the contract by its route's name. */
  readonly request: RequestFunction;
}

/**
 * Makes a client of a FluxLoop platform. Nothing is sent, and the HTTP library is not loaded,
 * before the first call.
 *
 * Every method rejects with
 * - NetworkError (exit 4): `connection_refused`, `host_not_found`, `connection_lost`, `timeout`,
 *   `tls_untrusted`, `tls_failed`, `proxy_failed`, `network_failed`, `redirect_refused`,
 *   `response_too_large`, `unexpected_response`
 * - AuthenticationError (401), PermissionError (403), NotFoundError (404), ConflictError (409
 *   `scenario_conflict`), ApiError (any other refusal), with the platform's `code`, `hint` and
 *   `requestId`
 * - UsageError `invalid_parameter` where an argument is not of the contract's form
 * - the signal's reason, when the signal of the call was aborted
 *
 * No error holds the credential, a header, or a body.
 *
 * @throws UsageError `endpoint_invalid`, `endpoint_insecure`, `credential_unsendable` (white space
 *   or other characters that a header cannot hold)
 * @throws AuthenticationError `credential_wrong_origin` when the credential is bound to another
 *   origin than the endpoint's
 */
export function createClient(options: ClientOptions): FluxLoopClient {
  const endpoint = assertEndpoint(options.endpoint);
  assertSendable(options);
  assertBound(options, endpoint);
  let transport: Promise<Transport> | undefined;
  const request: RequestFunction = async (route, input, callOptions = {}) => {
    transport ??= import('./transport.js').then(({ createTransport }) =>
      createTransport(options, endpoint),
    );
    return (await transport)(route, input, callOptions);
  };
  return {
    endpoint: endpoint.pathname === '/' ? endpoint.origin : endpoint.origin + endpoint.pathname,
    request,
    ...createResources(request),
  };
}

function assertSendable({ credential }: ClientOptions): void {
  // What renews itself gives what the platform issued.
  if (!(credential instanceof Secret) || /^[\x21-\x7e]+$/.test(credential.reveal())) return;
  throw new UsageError(
    'credential_unsendable',
    'The credential is empty, or holds a character that cannot be sent.',
    { hint: '`parseCredential` removes white space and says what else is wrong.' },
  );
}

function assertBound({ credential, credentialOrigin }: ClientOptions, endpoint: URL): void {
  if (credential === undefined || credentialOrigin === undefined) return;
  if (URL.canParse(credentialOrigin) && new URL(credentialOrigin).origin === endpoint.origin)
    return;
  throw new AuthenticationError(
    'credential_wrong_origin',
    `The credential belongs to ${credentialOrigin}, so it is not sent to ${endpoint.origin}.`,
    { hint: `Sign in there: fluxloop auth login --endpoint ${endpoint.origin}` },
  );
}
