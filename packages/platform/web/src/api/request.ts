import { problem, type RouteName, routes } from '@fluxloop/core/contract';
import type * as z from 'zod';
import { ConnectionError, ProblemError, UnexpectedAnswerError } from './errors.js';
import { type AddressParts, requestAddress } from './request-address.js';

/** The body that a route answers with: `null` for the routes that answer with none. */
export type Answer<Name extends RouteName> =
  (typeof routes)[Name]['success']['body'] extends infer Body
    ? Body extends z.ZodType
      ? z.output<Body>
      : null
    : never;

export interface RequestOptions extends AddressParts {
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
  /** For tests; the browser's own otherwise. */
  fetch?: typeof globalThis.fetch;
}

/**
 * Calls a route of the contract with the session's cookie, and parses the answer by the
 * contract's schema.
 *
 * @throws {ProblemError} when the server refuses.
 * @throws {ConnectionError} when no answer comes.
 * @throws {UnexpectedAnswerError} when the answer does not have the contract's shape.
 */
export async function request<Name extends RouteName>(
  name: Name,
  { body, signal, fetch = globalThis.fetch, ...address }: RequestOptions = {},
): Promise<Answer<Name>> {
  const route = routes[name];
  const response = await fetch(requestAddress(name, address), {
    method: route.method,
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    headers: {
      accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ConnectionError({ cause });
  });
  if (!response.ok) throw await refusal(response);

  const schema: z.ZodType | null = route.success.body;
  if (schema === null) return null as Answer<Name>;
  const parsed = schema.safeParse(await json(response));
  if (!parsed.success) throw new UnexpectedAnswerError(response.status, { cause: parsed.error });
  return parsed.data as Answer<Name>;
}

async function refusal(response: Response): Promise<Error> {
  const parsed = problem.safeParse(await json(response));
  return parsed.success
    ? new ProblemError(parsed.data)
    : new UnexpectedAnswerError(response.status, { cause: parsed.error });
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
