import { type AuthorizationRequest, CLI_CLIENT, type Scope } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { hashToken, newToken } from '../identity/tokens.js';
import { networkOf } from '../throttle/network.js';
import type { OAuthError } from './oauth-error.js';
import type { RequestOrigin } from './origin.js';

/** A person has this long to sign in and to decide. */
const REQUEST_LIFETIME = sql`interval '10 minutes'`;
/** RFC 6749, section 4.1.2, recommends ten minutes at the most; a loopback needs far less. */
const CODE_LIFETIME = sql`interval '60 seconds'`;
/** More requests that wait from one network are taken for somebody who fills the table. */
const MOST_WAITING = 200;

/** What a client asks for at the authorization endpoint; its client and redirect URI are good. */
export interface AskedAuthorization {
  clientId: string;
  redirectUri: string;
  state: string | null;
  /** What is asked; or what is wrong with it, which the client is told by the redirect. */
  asked: { scope: Scope; codeChallenge: string } | OAuthError;
}

/**
 * Keeps a request until a person decides.
 *
 * @returns the id that names it to the consent page, or `null` when too many wait already
 */
export async function keepAuthorizationRequest(
  database: Database,
  request: AskedAuthorization,
  origin: RequestOrigin,
): Promise<string | null> {
  const { asked } = request;
  const error = asked instanceof Error ? asked : null;
  const { rows } = await sql<{ id: string }>`
    insert into authorization_requests
      (client_id, redirect_uri, state, scope, code_challenge, error, error_description,
       address, network, user_agent, expires_at)
    select ${request.clientId}, ${request.redirectUri}, ${request.state},
      ${asked instanceof Error ? 'read' : asked.scope},
      ${asked instanceof Error ? null : asked.codeChallenge},
      ${error?.code ?? null}, ${error?.message ?? null},
      ${origin.address}, ${origin.network}, ${origin.userAgent}, now() + ${REQUEST_LIFETIME}
    where (
      select count(*) from authorization_requests
      where network = ${origin.network} and expires_at > now() and decision is null
    ) < ${MOST_WAITING}
    returning id
  `.execute(database);
  return rows[0]?.id ?? null;
}

/**
 * Shows a request to the person who is to decide.
 *
 * @param viewer - the person's own address
 * @throws ProblemError 404 `authorization_request_unknown`; 409 `authorization_request_decided`
 */
export async function readAuthorizationRequest(
  database: Database,
  id: string,
  issuer: string,
  viewer: string,
): Promise<AuthorizationRequest> {
  const row = await database
    .selectFrom('authorization_requests')
    .selectAll()
    .where('id', '=', id)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (row === undefined) throw unknown();
  if (row.decision !== null) throw decided();
  return {
    id: row.id,
    client: CLI_CLIENT,
    scope: row.scope,
    redirect_host: new URL(row.redirect_uri).host,
    address: row.address,
    same_address: row.network === networkOf(viewer),
    user_agent: row.user_agent,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    failure:
      row.error === null
        ? null
        : {
            error: row.error,
            error_description: row.error_description ?? '',
            redirect_to: answerUrl(row, issuer, {
              error: row.error,
              error_description: row.error_description ?? '',
            }),
          },
  };
}

/**
 * Decides a request, once.
 *
 * @returns where the browser takes the code, or the refusal
 * @throws ProblemError 404 `authorization_request_unknown`; 409 `authorization_request_decided`
 */
export async function decideAuthorizationRequest(
  database: Database,
  id: string,
  issuer: string,
  { userId, decision }: { userId: string; decision: 'approve' | 'deny' },
): Promise<{ redirect_to: string }> {
  const code = decision === 'approve' ? newToken() : null;
  const row = await database
    .updateTable('authorization_requests')
    .set({
      user_id: userId,
      decision,
      code_sha256: code === null ? null : hashToken(code),
      code_expires_at: code === null ? null : sql<Date>`now() + ${CODE_LIFETIME}`,
    })
    .where('id', '=', id)
    .where('expires_at', '>', sql<Date>`now()`)
    .where('error', 'is', null)
    .where('decision', 'is', null)
    .returning(['redirect_uri', 'state'])
    .executeTakeFirst();
  if (row === undefined) {
    await readAuthorizationRequest(database, id, issuer, '');
    throw unknown();
  }
  return {
    redirect_to: answerUrl(
      row,
      issuer,
      code === null
        ? { error: 'access_denied', error_description: 'The person said no.' }
        : { code },
    ),
  };
}

/**
 * An authorization answer: the redirect URI with what is answered, the state as it came (RFC 6749,
 * section 4.1.2) and the issuer (RFC 9207, section 2).
 */
export function answerUrl(
  to: { redirect_uri: string; state: string | null },
  issuer: string,
  answer: Record<string, string>,
): string {
  const url = new URL(to.redirect_uri);
  for (const [name, value] of Object.entries(answer)) {
    url.searchParams.set(name, value);
  }
  if (to.state !== null) {
    url.searchParams.set('state', to.state);
  }
  url.searchParams.set('iss', issuer);
  return url.href;
}

function unknown(): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'authorization_request_unknown',
    title: 'This request for access is not known, or it has expired.',
    hint: 'Begin again in the terminal: fluxloop auth login.',
  });
}

function decided(): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'authorization_request_decided',
    title: 'This request for access was answered already.',
    hint: 'Look into the terminal; to begin again: fluxloop auth login.',
  });
}
