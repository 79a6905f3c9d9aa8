import { randomBytes } from 'node:crypto';
import type {
  ApiKey,
  CreateApiKeyRequest,
  CreatedApiKey,
  createApiKeyRequest,
} from '@fluxloop/core/contract';
import { formatCredential } from '@fluxloop/core/credentials';
import { sql } from 'kysely';
import type * as z from 'zod';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { hashKey } from './check-api-key.js';

/** Bytes of randomness in a key: 192 bits, over the 160 that the form asks for. */
const KEY_BYTES = 24;

interface StoredKey {
  id: string;
  name: string;
  preview: string;
  scope: ApiKey['scope'];
  all_projects: boolean;
  projects: string[];
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

/** A person's keys, newest first, with the revoked and expired ones. */
export async function listApiKeys(database: Database, userId: string): Promise<ApiKey[]> {
  const rows = await selectKeys(database).where('k.user_id', '=', userId).execute();
  return rows.map(describeKey);
}

/**
 * Mints a key for a person. Only its hash is kept.
 *
 * @throws ProblemError 404 `project_not_found` when the person cannot see one of the projects
 */
export async function createApiKey(
  database: Database,
  userId: string,
  request: z.output<typeof createApiKeyRequest> & CreateApiKeyRequest,
): Promise<CreatedApiKey> {
  const key = formatCredential('api', randomBytes(KEY_BYTES));
  const stored = await database.transaction().execute(async (transaction) => {
    const slugs = [...new Set(request.projects ?? [])];
    const projects =
      slugs.length === 0
        ? []
        : await transaction
            .selectFrom('projects as p')
            .innerJoin('project_members as m', 'm.project_id', 'p.id')
            .select(['p.id', 'p.slug'])
            .where('m.user_id', '=', userId)
            .where('p.slug', 'in', slugs)
            .execute();
    const missing = slugs.find((slug) => !projects.some((project) => project.slug === slug));
    if (missing !== undefined) {
      throw projectNotFound(missing);
    }
    const { id } = await transaction
      .insertInto('api_keys')
      .values({
        user_id: userId,
        name: request.name,
        sha256: hashKey(key),
        preview: `${key.slice(0, 13)}…${key.slice(-4)}`,
        scope: request.scope,
        all_projects: request.projects === undefined,
        expires_at:
          request.expires_in_days === null
            ? null
            : sql`now() + make_interval(days => ${request.expires_in_days})`,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (projects.length > 0) {
      await transaction
        .insertInto('api_key_projects')
        .values(projects.map((project) => ({ api_key_id: id, project_id: project.id })))
        .execute();
    }
    return selectKeys(transaction).where('k.id', '=', id).executeTakeFirstOrThrow();
  });
  return { ...describeKey(stored), key };
}

/**
 * Revokes a person's key; one that is revoked already stays as it is.
 *
 * @throws ProblemError 404 `api_key_not_found`, also for a key of another person
 */
export async function revokeApiKey(
  database: Database,
  userId: string,
  id: string,
): Promise<ApiKey> {
  await database
    .updateTable('api_keys')
    .set({ revoked_at: sql`coalesce(revoked_at, now())` })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .execute();
  const row = await selectKeys(database)
    .where('k.id', '=', id)
    .where('k.user_id', '=', userId)
    .executeTakeFirst();
  if (row === undefined) {
    throw new ProblemError({
      status: 404,
      code: 'api_key_not_found',
      title: 'You have no API key of that id.',
      hint: 'List your keys to see their ids.',
    });
  }
  return describeKey(row);
}

/** The one answer for a project that does not exist and for one of somebody else. */
export function projectNotFound(slug: string): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'project_not_found',
    title: `There is no project ${slug} that this credential can see.`,
    hint: 'List the projects, or ask an admin of the project to add you.',
  });
}

function selectKeys(database: Database) {
  return database
    .selectFrom('api_keys as k')
    .select((query) => [
      'k.id',
      'k.name',
      'k.preview',
      'k.scope',
      'k.all_projects',
      'k.created_at',
      'k.expires_at',
      'k.revoked_at',
      'k.last_used_at',
      query
        .selectFrom('api_key_projects as kp')
        .innerJoin('projects as p', 'p.id', 'kp.project_id')
        .select(sql<string[]>`coalesce(json_agg(p.slug order by p.slug), '[]')`.as('slugs'))
        .whereRef('kp.api_key_id', '=', 'k.id')
        .$asScalar()
        .$notNull()
        .as('projects'),
    ])
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id');
}

function describeKey(row: StoredKey): ApiKey {
  return {
    id: row.id,
    name: row.name,
    preview: row.preview,
    scope: row.scope,
    projects: row.all_projects ? null : row.projects,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
  };
}
