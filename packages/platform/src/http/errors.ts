import type { Problem } from '@fluxloop/core/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { DatabaseError } from 'pg';
import { isDatabaseUnavailable } from '../database/unavailable.js';
import { PROBLEM_TYPE, ProblemError, type ProblemOptions, problemBody } from './problem.js';

/** `disk_full` in PostgreSQL's table of error codes. */
const DISK_FULL = '53100';

/** Fields that are named in one answer. */
const MOST_FIELDS = 50;

/** Makes a problem (RFC 9457) of every error, and logs those that are our own fault. */
export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500) {
      request.log.error({ failure: describeFailure(error) }, 'request failed');
    }
    return sendProblem(request, reply, problem);
  });
}

/** Answers with a problem. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemOptions,
): FastifyReply {
  return reply
    .code(problem.status)
    .headers({ ...problem.headers, 'cache-control': 'no-store' })
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemBody(problem, request.id)));
}

/** The problem of an address where nothing is. */
export function notFound(): ProblemOptions {
  return {
    status: 404,
    code: 'route_not_found',
    title: 'There is nothing at this address.',
    hint: 'The API is described at /openapi.json.',
  };
}

/** The problem that says what went wrong, in words for who asked. */
export function toProblem(error: FastifyError): ProblemOptions {
  if (error instanceof ProblemError) {
    return error.options;
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    return {
      status: 400,
      code: 'request_invalid',
      title: `The request does not have the form that the API describes (${error.validationContext}).`,
      hint: 'See the fields below, and /openapi.json.',
      errors: error.validation.slice(0, MOST_FIELDS).map(
        ({ instancePath, message }): FieldError => ({
          pointer: instancePath,
          message: message ?? 'not valid',
        }),
      ),
    };
  }
  // Class 22, data exceptions: a text or a number that PostgreSQL cannot hold, a NUL above all.
  if (error instanceof DatabaseError && error.code?.startsWith('22') === true) {
    return {
      status: 400,
      code: 'request_invalid',
      title: 'The request holds a text or a number that cannot be stored, such as a NUL character.',
      hint: 'Remove it and try again.',
    };
  }
  if (error instanceof DatabaseError && error.code === DISK_FULL) {
    return {
      status: 507,
      code: 'storage_full',
      title: 'The disk of the database is full; nothing of this was stored.',
      hint: 'An admin must make room on it or move the data folder; then try again.',
    };
  }
  if (isDatabaseUnavailable(error)) {
    return {
      status: 503,
      code: 'database_unavailable',
      title: 'The database of the platform does not answer at the moment.',
      hint: 'Try again in a few seconds; nothing was changed.',
      headers: { 'retry-after': '2' },
    };
  }
  return (
    fromFastify(error) ?? {
      status: 500,
      code: 'internal_error',
      title: 'The platform failed to answer.',
      hint: 'Try again; the log of the platform has more under the request_id.',
    }
  );
}

type FieldError = NonNullable<Problem['errors']>[number];

/** Fastify's own refusals by their codes (https://fastify.dev/docs/latest/Reference/Errors/). */
function fromFastify(error: FastifyError): ProblemOptions | null {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return {
        status: 415,
        code: 'content_type_unsupported',
        title: 'The API does not take this content type here.',
        hint: 'Send application/json; a chunk is application/x-ndjson compressed with gzip.',
      };
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return {
        status: 413,
        code: 'body_too_large',
        title: 'The body of the request is too large.',
        hint: 'A chunk has at most 16 MiB, any other body 1 MiB.',
      };
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? {
            status: error.statusCode,
            code: 'request_invalid',
            title: 'The request cannot be read.',
            hint: 'The body must be whole and valid JSON.',
          }
        : null;
  }
}

/** What the log says of an error: never a message of the database, which may quote a row. */
export function describeFailure(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) {
    return { name: typeof error };
  }
  const code = 'code' in error ? String(error.code) : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    ...(error instanceof DatabaseError ? {} : { message: error.message }),
    stack: frames.join('\n'),
  };
}
