import type { Scope } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { Principal, VisibleProject } from '../access/principal.js';
import { roleFor } from '../access/scopes.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { hashToken } from '../identity/tokens.js';
import { isToken } from './tokens.js';

/** How exact it is kept when a login was last used; each time costs a write. */
const NOTED_EVERY = sql`interval '1 minute'`;

interface TokenRow {
  scope: Scope;
  expires_at: Date;
  expired: boolean;
  revoked: boolean;
  family_id: string | null;
  unnoted: boolean | null;
  user_id: string | null;
  email: string | null;
  is_admin: boolean | null;
  user_created_at: Date | null;
  trusted_issuer_id: string | null;
  subject: string | null;
  /** The one project of an exchanged token. */
  home: { id: string; slug: string } | null;
  projects: VisibleProject[];
}

/**
 * Decides an access token in one statement, with no cache: its expiry, whether it or its login was
 * ended, and the person's roles as they are now. What ends therefore ends at once, on every
 * replica.
 *
 * @param slug - only this project is looked up; `null` for all that the token can see
 * @throws ProblemError 401 `credential_malformed`, `credential_unknown`, `credential_revoked`,
 *   `credential_expired`
 */
export async function checkAccessToken(
  database: Database,
  token: string,
  slug: string | null,
): Promise<{ principal: Principal; projects: VisibleProject[] }> {
  if (!isToken(token, 'at')) {
    throw invalidToken('credential_malformed', 'The access token is mistyped or cut off.');
  }
  const { rows } = await sql<TokenRow>`
    select t.scope, t.expires_at, t.expires_at <= now() as expired,
      t.revoked_at is not null or f.ended_at is not null or u.deactivated_at is not null as revoked,
      f.id as family_id, f.last_used_at < now() - ${NOTED_EVERY} as unnoted, u.id as user_id, u.email, u.is_admin, u.created_at as user_created_at,
      t.trusted_issuer_id, t.subject,
      case when h.id is not null then json_build_object('id', h.id, 'slug', h.slug) end as home,
      (
        select coalesce(
          json_agg(json_build_object('id', p.id, 'slug', p.slug, 'role', m.role) order by p.slug),
          '[]')
        from project_members m join projects p on p.id = m.project_id
        where m.user_id = u.id and (${slug}::text is null or p.slug = ${slug})
      ) as projects
    from access_tokens t
      left join login_families f on f.id = t.family_id
      left join users u on u.id = f.user_id
      left join trusted_issuers i on i.id = t.trusted_issuer_id
      left join projects h on h.id = i.project_id
    where t.sha256 = ${hashToken(token)}
  `.execute(database);
  const row = rows[0];
  if (row === undefined) {
    throw invalidToken('credential_unknown', 'This platform does not know the access token.');
  }
  if (row.revoked) {
    throw invalidToken('credential_revoked', 'The login of this access token was ended.');
  }
  if (row.expired) {
    throw invalidToken('credential_expired', 'The access token has expired.');
  }
  if (row.unnoted === true) {
    await database
      .updateTable('login_families')
      .set({ last_used_at: sql<Date>`now()` })
      .where('id', '=', row.family_id)
      .where('last_used_at', '<', sql<Date>`now() - ${NOTED_EVERY}`)
      .execute();
  }
  return principalOf(row, slug);
}

function principalOf(
  row: TokenRow,
  slug: string | null,
): { principal: Principal; projects: VisibleProject[] } {
  const { scope, expires_at: expiresAt } = row;
  if (row.home !== null && row.trusted_issuer_id !== null && row.subject !== null) {
    const project = { ...row.home, role: roleFor(scope) };
    return {
      principal: {
        kind: 'service_account',
        account: { id: row.trusted_issuer_id, name: row.subject, project },
        key: null,
        token: { scope, expiresAt },
      },
      projects: slug === null || slug === project.slug ? [project] : [],
    };
  }
  if (
    row.family_id === null ||
    row.user_id === null ||
    row.email === null ||
    row.is_admin === null ||
    row.user_created_at === null
  ) {
    throw new Error('An access token belongs to a login or to a trusted issuer.');
  }
  return {
    principal: {
      kind: 'access_token',
      person: {
        id: row.user_id,
        email: row.email,
        isAdmin: row.is_admin,
        createdAt: row.user_created_at,
      },
      token: { scope, expiresAt, familyId: row.family_id },
    },
    projects: row.projects,
  };
}

/** A 401 with the challenge of RFC 6750, section 3.1. */
function invalidToken(code: string, title: string): ProblemError {
  return new ProblemError({
    status: 401,
    code,
    title,
    hint: 'Renew it with fluxloop auth refresh, or sign in again with fluxloop auth login.',
    headers: { 'www-authenticate': 'Bearer realm="fluxloop", error="invalid_token"' },
  });
}
