import { DatabaseError } from 'pg';

/**
 * PostgreSQL's codes for a server that is going, coming or full, and for a statement that lost to
 * others or took too long (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const SQL_STATES = /^(?:08...|53[234]00|57P0[123]|57014|25P03|55P03|40001|40P01)$/;

/** The system's codes for a server that cannot be reached. */
const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
const SYSTEM_CALLS = new Set(['connect', 'getaddrinfo', 'read', 'write']);

/** The driver has no codes of its own for a connection that it lost or could not get. */
const DRIVER_WORDS =
  /^(?:Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|Cannot use a pool after calling end)/;

/** Whether the same request may well succeed in a moment, because only the database was away. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseError) {
    return SQL_STATES.test(error.code ?? '');
  }
  if (!(error instanceof Error)) {
    return false;
  }
  // Of a host with several addresses each may have failed.
  if (error instanceof AggregateError) {
    return error.errors.some(isDatabaseUnavailable);
  }
  const { code, syscall } = error as NodeJS.ErrnoException;
  return (
    (SYSTEM_CALLS.has(syscall ?? '') && SYSTEM_CODES.has(code ?? '')) ||
    DRIVER_WORDS.test(error.message)
  );
}
