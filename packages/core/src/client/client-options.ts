import type { Secret } from '../secret.js';
import type { Environment } from '../storage/home.js';

/** What {@link createClient} takes. */
export interface ClientOptions {
  /** The platform's address: https, or http on loopback. */
  endpoint: string | URL;
  /**
   * An API key or an access token, sent as `Authorization: Bearer` (RFC 6750, section 2.1); or what
   * renews itself, such as a stored session.
   */
  credential?: Secret | RenewableCredential;
  /** The origin that the credential may be sent to. Default: the endpoint's. */
  credentialOrigin?: string;
  /** Keeps the session cookie that `setup.createFirstAdmin` or `session.create` brings. Default: false. */
  session?: boolean;
  /** Who calls, before the SDK's own name in `User-Agent`: `fluxloop-cli/1.0.0`. */
  userAgent?: string;
  /** The longest that one attempt may take, in milliseconds. Default: {@link DEFAULT_TIMEOUT_MS}. */
  timeoutMs?: number;
  /** How often a request is repeated after a passing fault. Default: {@link DEFAULT_RETRIES}. */
  retries?: number;
  /** Read for HTTPS_PROXY, ALL_PROXY and NO_PROXY. Default: `process.env`. */
  env?: Environment;
  /** Told before every repetition. */
  onRetry?: (retry: RetryNotice) => void;
  /** In [0, 1), for the jitter between attempts. Default: `Math.random`. */
  random?: () => number;
}

/** A credential that is renewed while a client lives. */
export interface RenewableCredential {
  /** What to send now; what ends soon is renewed first. */
  current(): Promise<Secret>;
  /**
   * Something fresher than what the platform has just refused with 401.
   *
   * @returns `null` where there is none
   */
  renew(refused: Secret): Promise<Secret | null>;
}

/** A request that is about to be repeated. */
export interface RetryNotice {
  /** The repetition, from 1. */
  attempt: number;
  delayMs: number;
  /** Why, in a few words: `503`, `ECONNRESET`. */
  reason: string;
}

/** The last argument of every method. */
export interface CallOptions {
  /** Ends the request; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /**
   * Makes a POST or PUT safe to repeat: the platform does it once for one key
   * (draft-ietf-httpapi-idempotency-key-header).
   */
  idempotencyKey?: string;
  /** The longest that one attempt of this call may take, in milliseconds. */
  timeoutMs?: number;
}

/** One attempt may take a minute: the platform's slowest answer takes seconds. */
export const DEFAULT_TIMEOUT_MS = 60_000;
/** One attempt of a chunk's upload may take ten minutes: 16 MB over 0.25 Mbit/s. */
export const DEFAULT_UPLOAD_TIMEOUT_MS = 600_000;
/** Two repetitions outlast a platform's restart or a lost packet. */
export const DEFAULT_RETRIES = 2;
