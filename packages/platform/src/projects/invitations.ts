import type { CreatedInvitation, Invitation, Role } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { hashToken, newToken } from '../identity/tokens.js';
import { invitationLetter } from '../mail/letters.js';
import type { Mailer } from '../mail/mailer.js';
import { bucketOf, countFailure, tooManyAttempts } from '../throttle/count-failure.js';

/** An invitation works this long. */
const LIFETIME = sql`interval '7 days'`;
/** Letters of one project that cost nothing; a team of a hundred is invited in one go. */
const FREE_LETTERS = 100;

/** The invitations of a project that nobody has answered, the newest first. */
export async function listInvitations(
  database: Database,
  project: VisibleProject,
): Promise<Invitation[]> {
  const rows = await database
    .selectFrom('invitations')
    .selectAll()
    .where('project_id', '=', project.id)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(describeInvitation);
}

/**
 * Invites an address into a project. Another invitation of the same address takes the place of the
 * one before, whose link is good no more.
 *
 * @returns the invitation, with its link where it could not be mailed
 * @throws ProblemError 409 `already_a_member`; 429 `too_many_attempts`
 */
export async function createInvitation(
  { database, mailer, publicUrl }: { database: Database; mailer: Mailer; publicUrl: string },
  { project, invitedBy }: { project: VisibleProject; invitedBy: string },
  request: { email: string; role: Role },
): Promise<CreatedInvitation> {
  await refuseMember(database, project, request.email);
  if (mailer.enabled) {
    const { wait } = await countFailure(
      database,
      bucketOf('invitations', project.id),
      FREE_LETTERS,
    );
    if (wait > 0) throw tooManyAttempts('Too many invitations were sent.', wait);
  }
  const token = newToken();
  const made = {
    sha256: hashToken(token),
    role: request.role,
    invited_by: invitedBy,
    created_at: sql<Date>`now()`,
    expires_at: sql<Date>`now() + ${LIFETIME}`,
  };
  const row = await database
    .insertInto('invitations')
    .values({ ...made, project_id: project.id, email: request.email })
    .onConflict((conflict) => conflict.columns(['project_id', 'email']).doUpdateSet(made))
    .returningAll()
    .executeTakeFirstOrThrow();
  const { name } = await database
    .selectFrom('projects')
    .select('name')
    .where('id', '=', project.id)
    .executeTakeFirstOrThrow();
  // In the fragment, which no server and no log sees.
  const url = `${publicUrl}/invitation#token=${token}`;
  const mailed = await mailer.deliver(
    invitationLetter(request.email, {
      project: name,
      role: request.role,
      invitedBy,
      url,
      publicUrl,
    }),
  );
  return { ...describeInvitation(row), url: mailed ? null : url };
}

/**
 * Takes an invitation back; its link is good no more.
 *
 * @throws ProblemError 404 `invitation_not_found`
 */
export async function revokeInvitation(
  database: Database,
  project: VisibleProject,
  id: string,
): Promise<void> {
  const { numDeletedRows } = await database
    .deleteFrom('invitations')
    .where('id', '=', id)
    .where('project_id', '=', project.id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) {
    throw new ProblemError({
      status: 404,
      code: 'invitation_not_found',
      title: 'The project has no such invitation.',
      hint: 'It may have been accepted meanwhile: list the members.',
    });
  }
}

async function refuseMember(
  database: Database,
  project: VisibleProject,
  email: string,
): Promise<void> {
  const member = await database
    .selectFrom('project_members as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select('u.id')
    .where('m.project_id', '=', project.id)
    .where('u.email', '=', email)
    .executeTakeFirst();
  if (member === undefined) return;
  throw new ProblemError({
    status: 409,
    code: 'already_a_member',
    title: `${email} is in the project already.`,
    hint: 'Change their role instead.',
  });
}

function describeInvitation(row: {
  id: string;
  email: string;
  role: Role;
  invited_by: string;
  created_at: Date;
  expires_at: Date;
}): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    invited_by: row.invited_by,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  };
}
