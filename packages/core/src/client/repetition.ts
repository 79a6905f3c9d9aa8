import type { RetryOptions } from 'got';
import type { ClientOptions } from './client-options.js';

/** Faults that pass: the platform asks to wait, or something between gives up. */
const STATUS_CODES = [408, 425, 429, 500, 502, 503, 504];
const ERROR_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EADDRINUSE',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_HTTP_CONTENT_LENGTH_MISMATCH',
  'ETIMEDOUT',
];
/** Nobody waits longer in front of a terminal; the error tells how long the platform asked for. */
const MAXIMUM_RETRY_AFTER_MS = 60_000;
const FIRST_DELAY_MS = 500;
const MAXIMUM_DELAY_MS = 8_000;

/**
 * When a request is repeated: only one that may be (GET, or with an idempotency key), after a
 * passing fault, as long as `Retry-After` says (RFC 9110, section 10.2.3), else after a delay of
 * full jitter: uniform in [0, 500 ms × 2^attempt).
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function repetition(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  repeatable: boolean,
  {
    retries,
    onRetry,
    random = Math.random,
  }: Pick<ClientOptions, 'onRetry' | 'random'> & {
    retries: number;
  },
): Partial<RetryOptions> {
  return {
    limit: repeatable ? retries : 0,
    methods: [method],
    statusCodes: STATUS_CODES,
    errorCodes: ERROR_CODES,
    maxRetryAfter: MAXIMUM_RETRY_AFTER_MS,
    enforceRetryRules: true,
    calculateDelay: ({ attemptCount, error, retryAfter }) => {
      const ceiling = Math.min(MAXIMUM_DELAY_MS, FIRST_DELAY_MS * 2 ** (attemptCount - 1));
      // A delay of 0 would mean "do not repeat".
      const delayMs = Math.max(1, Math.round(retryAfter || random() * ceiling));
      onRetry?.({
        attempt: attemptCount,
        delayMs,
        reason: String(error.response?.statusCode ?? error.code),
      });
      return delayMs;
    },
  };
}
