import { createHash } from 'node:crypto';
import type { Scope } from '@fluxloop/core/contract';
import { parseCredential } from '@fluxloop/core/credentials';
import { AuthenticationError } from '@fluxloop/core/errors';
import { sql } from 'kysely';
import type { Principal, VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';

/** Of a header's many kilobytes no check sum is worked out. */
const LONGEST_KEY = 200;

interface KeyRow {
  key_id: string;
  key_name: string;
  scope: Scope;
  all_projects: boolean;
  expires_at: Date | null;
  revoked: boolean;
  expired: boolean;
  user_id: string;
  email: string;
  is_admin: boolean;
  user_created_at: Date;
  projects: VisibleProject[];
}

/** What is kept of a key: it holds at least 160 random bits, so a plain SHA-256 cannot be guessed back. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/**
 * Decides an API key in one statement, with no cache: expiry, revocation, the key's projects and
 * the owner's roles as they are now. A revocation therefore holds at once, on every replica.
 *
 * @param slug - only this project is looked up; `null` for all that the key can see
 * @throws ProblemError 401 `credential_malformed`, `credential_unknown`, `credential_revoked`,
 *   `credential_expired`
 */
export async function checkApiKey(
  database: Database,
  key: string,
  slug: string | null,
): Promise<{ principal: Principal; projects: VisibleProject[] }> {
  refuseMalformed(key);
  const { rows } = await sql<KeyRow>`
    select k.id as key_id, k.name as key_name, k.scope, k.all_projects, k.expires_at,
      k.revoked_at is not null as revoked,
      coalesce(k.expires_at <= now(), false) as expired,
      u.id as user_id, u.email, u.is_admin, u.created_at as user_created_at,
      (
        select coalesce(
          json_agg(json_build_object('id', p.id, 'slug', p.slug, 'role', m.role) order by p.slug),
          '[]')
        from project_members m join projects p on p.id = m.project_id
        where m.user_id = k.user_id
          and (${slug}::text is null or p.slug = ${slug})
          and (k.all_projects or exists (
            select from api_key_projects kp
            where kp.api_key_id = k.id and kp.project_id = p.id))
      ) as projects
    from api_keys k join users u on u.id = k.user_id
    where k.sha256 = ${hashKey(key)}
  `.execute(database);
  const row = rows[0];
  if (row === undefined) {
    throw unauthorized('credential_unknown', 'This platform does not know the API key.', {
      hint: 'Check that the key was made on this platform: fluxloop auth status names the endpoint.',
    });
  }
  if (row.revoked) {
    throw unauthorized('credential_revoked', 'The API key was revoked.');
  }
  if (row.expired) {
    throw unauthorized('credential_expired', 'The API key has expired.');
  }
  return {
    principal: {
      kind: 'api_key',
      key: {
        id: row.key_id,
        name: row.key_name,
        scope: row.scope,
        expiresAt: row.expires_at,
        allProjects: row.all_projects,
      },
      person: {
        id: row.user_id,
        email: row.email,
        isAdmin: row.is_admin,
        createdAt: row.user_created_at,
      },
    },
    projects: row.projects,
  };
}

/** A typo or a truncated paste is told by its check sum, without a look at the database. */
function refuseMalformed(key: string): void {
  if (key.length > LONGEST_KEY) {
    throw unauthorized('credential_malformed', 'The credential is longer than any API key.');
  }
  try {
    parseCredential(key);
  } catch (error) {
    if (!(error instanceof AuthenticationError)) {
      throw error;
    }
    throw unauthorized('credential_malformed', error.message, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}

/** A 401 with the challenge that RFC 9110, section 11.6.1, demands. */
export function unauthorized(
  code: string,
  title: string,
  options: { hint?: string } = {},
): ProblemError {
  return new ProblemError({
    status: 401,
    code,
    title,
    hint:
      options.hint ??
      'Create another API key in the dashboard, and store it with fluxloop auth login --with-token.',
    headers: { 'www-authenticate': 'Bearer realm="fluxloop"' },
  });
}
