import type { Member, Role } from '@fluxloop/core/contract';
import { sql } from 'kysely';
import type { VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';

/** The people of a project, by e-mail address. */
export async function listMembers(database: Database, project: VisibleProject): Promise<Member[]> {
  const rows = await selectMembers(database, project).orderBy('u.email').execute();
  return rows.map(describeMember);
}

/**
 * Adds a person who has an account.
 *
 * @throws ProblemError 404 `account_not_found`; 409 `already_a_member`
 */
export async function addMember(
  database: Database,
  project: VisibleProject,
  request: { email: string; role: Role },
): Promise<Member> {
  const person = await database
    .selectFrom('users')
    .select('id')
    .where('email', '=', request.email)
    .executeTakeFirst();
  if (person === undefined) {
    throw new ProblemError({
      status: 404,
      code: 'account_not_found',
      title: `Nobody has an account with the address ${request.email}.`,
      hint: 'Invite them to the platform first.',
    });
  }
  const added = await database
    .insertInto('project_members')
    .values({ project_id: project.id, user_id: person.id, role: request.role })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst();
  if (added === undefined) {
    throw new ProblemError({
      status: 409,
      code: 'already_a_member',
      title: `${request.email} is in the project already.`,
      hint: 'Change their role instead.',
    });
  }
  return findMember(database, project, person.id);
}

/**
 * Changes a person's role, from their next request on.
 *
 * @throws ProblemError 404 `member_not_found`; 409 `last_admin`
 */
export async function changeMember(
  database: Database,
  project: VisibleProject,
  userId: string,
  role: Role,
): Promise<Member> {
  return changing(database, project, userId, role !== 'admin', async (transaction) => {
    await transaction
      .updateTable('project_members')
      .set({ role })
      .where('project_id', '=', project.id)
      .where('user_id', '=', userId)
      .execute();
    return findMember(transaction, project, userId);
  });
}

/**
 * Removes a person. Their own keys reach the project no more; its service accounts stay.
 *
 * @throws ProblemError 404 `member_not_found`; 409 `last_admin`
 */
export async function removeMember(
  database: Database,
  project: VisibleProject,
  userId: string,
): Promise<void> {
  await changing(database, project, userId, true, async (transaction) => {
    await transaction
      .deleteFrom('project_members')
      .where('project_id', '=', project.id)
      .where('user_id', '=', userId)
      .execute();
  });
}

/** Changes one member at a time, so that two admins who remove each other do not both succeed. */
async function changing<T>(
  database: Database,
  project: VisibleProject,
  userId: string,
  leavesAdmins: boolean,
  change: (transaction: Database) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    await sql`select from projects where id = ${project.id} for no key update`.execute(transaction);
    const { role } = await findMember(transaction, project, userId);
    if (role === 'admin' && leavesAdmins) await refuseLastAdmin(transaction, project, userId);
    return change(transaction);
  });
}

async function refuseLastAdmin(
  database: Database,
  project: VisibleProject,
  userId: string,
): Promise<void> {
  const other = await database
    .selectFrom('project_members')
    .select('user_id')
    .where('project_id', '=', project.id)
    .where('role', '=', 'admin')
    .where('user_id', '<>', userId)
    .executeTakeFirst();
  if (other !== undefined) return;
  throw new ProblemError({
    status: 409,
    code: 'last_admin',
    title: 'A project keeps at least one admin, and this is its last.',
    hint: 'Make another person an admin first.',
  });
}

async function findMember(
  database: Database,
  project: VisibleProject,
  userId: string,
): Promise<Member> {
  const row = await selectMembers(database, project)
    .where('m.user_id', '=', userId)
    .executeTakeFirst();
  if (row === undefined) {
    throw new ProblemError({
      status: 404,
      code: 'member_not_found',
      title: 'There is no such person in the project.',
      hint: 'List the members to see their ids.',
    });
  }
  return describeMember(row);
}

function selectMembers(database: Database, project: VisibleProject) {
  return database
    .selectFrom('project_members as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['m.user_id', 'u.email', 'm.role', 'm.joined_at'])
    .where('m.project_id', '=', project.id);
}

function describeMember(row: {
  user_id: string;
  email: string;
  role: Role;
  joined_at: Date;
}): Member {
  return { ...row, joined_at: row.joined_at.toISOString() };
}
