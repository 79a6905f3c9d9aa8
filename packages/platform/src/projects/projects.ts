import type { Project } from '@fluxloop/core/contract';
import {
  keyOf,
  type Person,
  type Principal,
  personOf,
  type VisibleProject,
} from '../access/principal.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';

/** The projects that a principal sees, by name. */
export async function listProjects(
  database: Database,
  visible: readonly VisibleProject[],
): Promise<Project[]> {
  if (visible.length === 0) {
    return [];
  }
  const roles = new Map(visible.map(({ id, role }) => [id, role]));
  const rows = await database
    .selectFrom('projects')
    .selectAll()
    .where('id', 'in', [...roles.keys()])
    .orderBy('slug')
    .execute();
  return rows.flatMap((row) => {
    const role = roles.get(row.id);
    return role === undefined
      ? []
      : [{ ...row, role, created_at: row.created_at.toISOString() } satisfies Project];
  });
}

/**
 * Creates a project with the principal's person as its admin.
 *
 * @throws ProblemError 409 `project_exists`; 403 `platform_admin_required` and
 *   `key_limited_to_projects`
 */
export async function createProject(
  database: Database,
  principal: Principal,
  request: { slug: string; name?: string | undefined },
): Promise<Project> {
  const person = await requireCreator(database, principal);
  return database.transaction().execute(async (transaction) => {
    const created = await transaction
      .insertInto('projects')
      .values({ slug: request.slug, name: request.name ?? request.slug })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (created === undefined) {
      throw new ProblemError({
        status: 409,
        code: 'project_exists',
        title: `The name ${request.slug} is taken.`,
        hint: 'Choose another name, or use the project that has it.',
      });
    }
    await transaction
      .insertInto('project_members')
      .values({ project_id: created.id, user_id: person.id, role: 'admin' })
      .execute();
    return { ...created, role: 'admin', created_at: created.created_at.toISOString() };
  });
}

/** The one answer for a project that does not exist and for one of somebody else. */
export function projectNotFound(slug: string): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'project_not_found',
    title: `There is no project ${slug} that this credential can see.`,
    hint: 'See which there are (fluxloop projects list), create it (fluxloop projects create), or ask an admin of the project to add you.',
  });
}

async function requireCreator(database: Database, principal: Principal): Promise<Person> {
  const person = personOf(principal);
  if (person === null || !(await mayCreateProjects(database, person))) {
    throw new ProblemError({
      status: 403,
      code: 'platform_admin_required',
      title: 'Only an admin of the platform creates projects, and whom an admin lets.',
      hint: 'Ask an admin to create it and to add you, or to let you create projects.',
    });
  }
  if (keyOf(principal)?.allProjects === false) {
    throw new ProblemError({
      status: 403,
      code: 'key_limited_to_projects',
      title: 'This API key is limited to some projects, so it cannot create another.',
      hint: 'Use a key of all projects, or the dashboard.',
    });
  }
  return person;
}

async function mayCreateProjects(database: Database, person: Person): Promise<boolean> {
  if (person.isAdmin) return true;
  const { may_create_projects } = await database
    .selectFrom('users')
    .select('may_create_projects')
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow();
  return may_create_projects;
}
