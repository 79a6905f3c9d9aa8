import { sql } from 'kysely';
import type { Principal, VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { hashToken, newToken } from './tokens.js';

/** A session ends this long after its sign-in, however much it is used. */
const SESSION_LIFETIME = sql`interval '7 days'`;

/** Begins a session, and gives the value of its cookie, which is kept nowhere. */
export async function createSession(
  database: Database,
  userId: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  await database.deleteFrom('sessions').where('expires_at', '<', sql<Date>`now()`).execute();
  const { expires_at } = await database
    .insertInto('sessions')
    .values({
      sha256: hashToken(token),
      user_id: userId,
      expires_at: sql`now() + ${SESSION_LIFETIME}`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return { token, expiresAt: expires_at };
}

/** Ends a session at once. */
export async function endSession(database: Database, sessionHash: Buffer): Promise<void> {
  await database.deleteFrom('sessions').where('sha256', '=', sessionHash).execute();
}

interface SessionRow {
  expires_at: Date;
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
    select s.expires_at, u.id as user_id, u.email, u.is_admin, u.created_at as user_created_at,
      (
        select coalesce(
          json_agg(json_build_object('id', p.id, 'slug', p.slug, 'role', m.role) order by p.slug),
          '[]')
        from project_members m join projects p on p.id = m.project_id
        where m.user_id = u.id and (${slug}::text is null or p.slug = ${slug})
      ) as projects
    from sessions s join users u on u.id = s.user_id
    where s.sha256 = ${sessionHash} and s.expires_at > now()
  `.execute(database);
  const row = rows[0];
  if (row === undefined) {
    return null;
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
