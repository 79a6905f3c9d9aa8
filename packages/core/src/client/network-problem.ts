import { NetworkError } from '../errors/index.js';

/** What is known of a request that got no answer. None of it is secret. */
export interface FailedRequest {
  /** The error's code, of the system, of TLS or of the HTTP library. */
  code: string;
  /** The platform's origin. */
  origin: string;
  /** The proxy's host; `null` for a direct connection. */
  proxyHost: string | null;
  timeoutMs: number;
}

const DOCTOR = 'Check the endpoint and the network: fluxloop doctor';

/**
 * Says why there was no answer. The error of the HTTP library is not its cause: it holds the
 * request's headers.
 */
export function networkProblem(failed: FailedRequest): NetworkError {
  const { code, origin, proxyHost } = failed;
  if (proxyHost !== null && code !== 'ETIMEDOUT' && !isCertificateProblem(code)) {
    return proxyProblem(origin, proxyHost, code);
  }
  if (isCertificateProblem(code)) {
    return new NetworkError(
      'tls_untrusted',
      `The certificate of ${origin} is not trusted (${code}).`,
      {
        hint: 'If your company signs its own certificates, name theirs: NODE_EXTRA_CA_CERTS=/path/to/ca.pem',
      },
    );
  }
  switch (code) {
    case 'ECONNREFUSED':
    case 'ERR_SOCKET_CLOSED_BEFORE_CONNECTION':
      return new NetworkError('connection_refused', `Nothing answers at ${origin}.`, {
        hint: `Is the platform running there? Start it, or correct the endpoint ${origin}; \`fluxloop doctor\` shows where it comes from.`,
      });
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new NetworkError('host_not_found', `The name of ${origin} is not known (${code}).`, {
        hint: DOCTOR,
      });
    case 'ETIMEDOUT':
      return new NetworkError(
        'timeout',
        `${origin} did not answer within ${failed.timeoutMs / 1_000} seconds.`,
        { hint: DOCTOR },
      );
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
    case 'ERR_HTTP_CONTENT_LENGTH_MISMATCH':
      return new NetworkError(
        'connection_lost',
        `The connection to ${origin} broke before the answer was complete.`,
        { hint: 'Try again; if it stays so, check with `fluxloop doctor`.' },
      );
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return new NetworkError(
        'tls_failed',
        `${origin} does not speak TLS as it should (${code}).`,
        {
          hint: 'Does the platform answer with https on this port?',
        },
      );
    default:
      return new NetworkError(
        'network_failed',
        `The request to ${origin} failed (${/^[A-Z][A-Z0-9_]*$/.test(code) ? code : 'unknown error'}).`,
        { hint: DOCTOR },
      );
  }
}

/**
 * @param proxyHost - without a password
 * @param reason - in a few words; `''` for unknown
 */
export function proxyProblem(origin: string, proxyHost: string, reason: string): NetworkError {
  return new NetworkError(
    'proxy_failed',
    `${origin} could not be reached through the proxy ${proxyHost}${reason === '' ? '' : ` (${reason})`}.`,
    { hint: 'Check HTTPS_PROXY; NO_PROXY lists the hosts that need no proxy.' },
  );
}

/** The codes of X.509 verification (Node's `tls`, from OpenSSL's `X509_V_ERR_…`). */
function isCertificateProblem(code: string): boolean {
  return (
    /^(?:CERT|CRL|UNABLE)_/.test(code) ||
    code === 'DEPTH_ZERO_SELF_SIGNED_CERT' ||
    code === 'SELF_SIGNED_CERT_IN_CHAIN' ||
    code === 'INVALID_CA' ||
    code === 'HOSTNAME_MISMATCH' ||
    code === 'ERR_TLS_CERT_ALTNAME_INVALID'
  );
}
