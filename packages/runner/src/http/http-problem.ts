/** What came between us and an answer. */
export type HttpProblemKind = 'unreachable' | 'redirected' | 'too_slow' | 'too_large';

/** Why there is no answer, or not all of one; the message is a sentence that names the host. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly kind: HttpProblemKind;

  constructor(kind: HttpProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A connection that takes longer is none. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** Why no answer came, as the system, TLS or undici names it. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing answers there'],
  ['ENOTFOUND', 'its name is not known'],
  ['EAI_AGAIN', 'its name could not be looked up'],
  ['ECONNRESET', 'the connection broke'],
  ['UND_ERR_SOCKET', 'the connection broke'],
  ['UND_ERR_CONNECT_TIMEOUT', `no connection within ${CONNECT_TIMEOUT_MS / 1000} s`],
]);

/**
 * Says why a request got no answer, or not all of it. The error of the library is not kept: it holds the
 * request's headers.
 */
export function unreachable(url: URL, error: unknown): HttpProblem {
  const code = errorCode(error);
  const reason = REASONS.get(code);
  const why = reason === undefined ? code || 'the request failed' : `${reason} (${code})`;
  return new HttpProblem('unreachable', `${url.host} could not be reached: ${why}.`);
}

function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // Two addresses of one host that both failed come as an AggregateError with the code of the first.
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code)) return code;
  return error.cause === undefined ? '' : errorCode(error.cause);
}
