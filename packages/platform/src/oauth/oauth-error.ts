/** The error codes that the endpoints answer with: RFC 6749 (4.1.2.1, 5.2), 7009, 8628 and 8693. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'invalid_target'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'unsupported_token_type'
  | 'authorization_pending'
  | 'slow_down'
  | 'access_denied'
  | 'expired_token'
  | 'temporarily_unavailable'
  | 'server_error';

/** A request that an OAuth endpoint refuses. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;
  /** The HTTP status of a token answer; 400 unless the RFC says otherwise. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether a secret was shown that is not known here: many of those are somebody who guesses. */
  readonly isGuess: boolean;

  /** @param description - for a person: printable ASCII without `"` and `\` (RFC 6749, 5.2) */
  constructor(
    code: OAuthErrorCode,
    description: string,
    options: { status?: number; headers?: Record<string, string>; isGuess?: boolean } = {},
  ) {
    super(description);
    this.code = code;
    this.status = options.status ?? 400;
    this.headers = options.headers ?? {};
    this.isGuess = options.isGuess ?? false;
  }
}
