import { sql } from 'kysely';
import type { Principal, VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import type { RequestOrigin } from '../oauth/origin.js';
import { signInFailed } from './sign-in-failed.js';
import { hashToken, newToken } from './tokens.js';

/** A session ends this long after its sign-in, however much it is used. */
const SESSION_LIFETIME = sql`interval '7 days'`;

/** How exact it is kept when a session was last used; each time costs a write. */
const NOTED_EVERY = sql`interval '1 minute'`;

/** What {@link createSession} may be told. */
export interface SessionOptions {
  /** Where the sign-in comes from, for the list of sessions. */
  origin?: Pick<RequestOrigin, 'address' | 'userAgent'>;
  /** The hash that the given password was checked against: no session if it was changed since. */
  passwordHash?: string;
}

/**
 * Begins a session, and gives the value of its cookie, which is kept nowhere. It waits for a change
 * of the account that is under way, such as a new password that ends all sessions.
 *
 * @throws ProblemError 401 `sign_in_failed` when the account is gone or deactivated, or has another
 *   password now
 */
export async function createSession(
  database: Database,
  userId: string,
  { origin, passwordHash }: SessionOptions = {},
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const { rows } = await sql<{ expires_at: Date }>`
    insert into sessions (sha256, user_id, address, user_agent, expires_at)
    select ${hashToken(token)}, id, ${origin?.address ?? ''}, ${origin?.userAgent ?? ''},
      now() + ${SESSION_LIFETIME}
    from users
    where id = ${userId} and deactivated_at is null
      and (${passwordHash ?? null}::text is null or password_hash = ${passwordHash ?? null})
    for share
    returning expires_at
  `.execute(database);
  if (rows[0] === undefined) throw signInFailed();
  return { token, expiresAt: rows[0].expires_at };
}

/** Ends a session at once. */
export async function endSession(database: Database, sessionHash: Buffer): Promise<void> {
  await database.deleteFrom('sessions').where('sha256', '=', sessionHash).execute();
}

interface SessionRow {
  expires_at: Date;
  unnoted: boolean;
  user_id: string;
  email: string;
  is_admin: boolean;
  user_created_at: Date;
  projects: VisibleProject[];
}

/**
 * Decides a session's cookie in one statement: whether it lives, whose it is, and the person's
 * roles now.
 *
 * @param slug - only this project is looked up; `null` for all that the person can see
 * @returns `null` for a session that is not known or over
 */
export async function checkSession(
  database: Database,
  token: string,
  slug: string | null,
): Promise<{ principal: Principal; projects: VisibleProject[] } | null> {
  const sessionHash = hashToken(token);
  const { rows } = await sql<SessionRow>`
    select s.expires_at, s.last_used_at < now() - ${NOTED_EVERY} as unnoted,
      u.id as user_id, u.email, u.is_admin, u.created_at as user_created_at,
      (
        select coalesce(
          json_agg(json_build_object('id', p.id, 'slug', p.slug, 'role', m.role) order by p.slug),
          '[]')
        from project_members m join projects p on p.id = m.project_id
        where m.user_id = u.id and (${slug}::text is null or p.slug = ${slug})
      ) as projects
    from sessions s join users u on u.id = s.user_id
    where s.sha256 = ${sessionHash} and s.expires_at > now() and u.deactivated_at is null
  `.execute(database);
  const row = rows[0];
  if (row === undefined) {
    return null;
  }
  if (row.unnoted) {
    await database
      .updateTable('sessions')
      .set({ last_used_at: sql<Date>`now()` })
      .where('sha256', '=', sessionHash)
      .where('last_used_at', '<', sql<Date>`now() - ${NOTED_EVERY}`)
      .execute();
  }
  return {
    principal: {
      kind: 'session',
      sessionHash,
      expiresAt: row.expires_at,
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
