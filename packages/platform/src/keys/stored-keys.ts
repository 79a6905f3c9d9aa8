import type { ApiKey } from '@fluxloop/core/contract';
import { type Expression, type SqlBool, sql } from 'kysely';
import { requireScope } from '../access/decide.js';
import {
  keyOf,
  type Principal,
  personOf,
  scopeOf,
  type VisibleProject,
} from '../access/principal.js';
import { covers } from '../access/scopes.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';

/** Who asks about keys, and the projects that they see. */
export interface KeyKeeper {
  principal: Principal;
  projects: readonly VisibleProject[];
}

/**
 * The keys that a principal sees, newest first, with the revoked and expired ones: a person's own,
 * and those of the service accounts in the projects that they manage. A credential that is limited
 * to projects sees only keys that are limited to those; a service account sees its own.
 */
export async function listApiKeys(database: Database, keeper: KeyKeeper): Promise<ApiKey[]> {
  const rows = await selectKeys(database).where(isVisible(keeper)).execute();
  return rows.map(describeKey);
}

/** Whether a key is named by its hash: who does that holds the key, or did. */
export function isHeld(id: string): boolean {
  return !id.includes('-');
}

/**
 * One key that the principal sees; the key that the request came with is always among them, and so
 * is each of the person's own that is named by its hash, whatever the credential is limited to.
 *
 * @param id - its id, or the SHA-256 of the key in hexadecimal
 * @throws ProblemError 404 `api_key_not_found`, also for a key that the principal does not see
 */
export async function findApiKey(
  database: Database,
  keeper: KeyKeeper,
  id: string,
): Promise<ApiKey> {
  const row = await selectKeys(database)
    .where(isVisible(keeper, isHeld(id)))
    .where(
      isHeld(id)
        ? sql<SqlBool>`k.sha256 = ${Buffer.from(id, 'hex')}`
        : sql<SqlBool>`k.id = ${id}::uuid`,
    )
    .executeTakeFirst();
  if (row === undefined) {
    throw new ProblemError({
      status: 404,
      code: 'api_key_not_found',
      title: 'There is no such API key that this credential can see.',
      hint: 'List the keys to see their ids: fluxloop apikeys list',
    });
  }
  return describeKey(row);
}

/**
 * The same for who asks to see it: a key may always see itself, and who holds a key of theirs may see
 * that; others need the scope for it.
 *
 * @throws ProblemError 404 `api_key_not_found`; 403 `scope_insufficient`
 */
export async function showApiKey(
  database: Database,
  keeper: KeyKeeper,
  id: string,
): Promise<ApiKey> {
  const key = await findApiKey(database, keeper, id);
  if (keyOf(keeper.principal)?.id !== key.id && !isHeld(id)) {
    requireScope(keeper.principal, 'read');
  }
  return key;
}

/** A key by its id, whoever asks. */
export async function readApiKey(database: Database, id: string): Promise<ApiKey> {
  return describeKey(await selectKeys(database).where('k.id', '=', id).executeTakeFirstOrThrow());
}

/** Whether a credential may manage the service accounts of a project. */
function managesAccountsOf(principal: Principal, project: VisibleProject): boolean {
  if (project.role !== 'admin') return false;
  // A person who signed in, on the web or in the terminal, is asked only for the role.
  return keyOf(principal) === null
    ? personOf(principal) !== null
    : covers(scopeOf(principal), 'admin');
}

function isVisible({ principal, projects }: KeyKeeper, held = false): Expression<SqlBool> {
  const person = personOf(principal);
  const key = keyOf(principal);
  const managed = projects
    .filter((project) => managesAccountsOf(principal, project))
    .map(({ id }) => id);
  const reach =
    held || key === null || key.allProjects || principal.kind === 'service_account'
      ? sql`true`
      : sql`not k.all_projects and not exists (
          select from api_key_projects kp where kp.api_key_id = k.id
            and kp.project_id <> all(${projects.map(({ id }) => id)}::uuid[]))`;
  return sql<SqlBool>`(
    k.id = ${key?.id ?? null}::uuid
    or (k.user_id = ${person?.id ?? null}::uuid and ${reach})
    or k.service_account_id = ${principal.kind === 'service_account' ? principal.account.id : null}::uuid
    or a.project_id = any(${managed}::uuid[])
  )`;
}

function selectKeys(database: Database) {
  return database
    .selectFrom('api_keys as k')
    .leftJoin('service_accounts as a', 'a.id', 'k.service_account_id')
    .leftJoin('projects as ap', 'ap.id', 'a.project_id')
    .leftJoin('users as maker', 'maker.id', 'k.created_by')
    .leftJoin('api_keys as successor', 'successor.replaces', 'k.id')
    .select((query) => [
      'k.id',
      'k.name',
      'k.preview',
      'k.scope',
      'k.environment',
      'k.allowed_addresses',
      'k.all_projects',
      'k.created_at',
      'k.expires_at',
      'k.revoked_at',
      'k.rotated_at',
      'k.replaces',
      'k.last_used_at',
      'k.request_count',
      'k.failed_attempts',
      'a.id as account_id',
      'a.name as account_name',
      'a.role as account_role',
      'ap.slug as account_project',
      'maker.email as created_by',
      'successor.id as replaced_by',
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

type StoredKey = Awaited<ReturnType<ReturnType<typeof selectKeys>['executeTakeFirstOrThrow']>>;

function describeKey(row: StoredKey): ApiKey {
  const account = accountOf(row);
  return {
    id: row.id,
    name: row.name,
    type: account === null ? 'user' : 'service_account',
    preview: row.preview,
    scope: row.scope,
    environment: row.environment,
    projects: account === null ? (row.all_projects ? null : row.projects) : [account.project],
    allowed_addresses: row.allowed_addresses,
    service_account: account,
    created_at: row.created_at.toISOString(),
    created_by: row.created_by,
    expires_at: row.expires_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
    rotated_at: row.rotated_at?.toISOString() ?? null,
    replaces: row.replaces,
    replaced_by: row.replaced_by,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    request_count: Number(row.request_count),
    failed_attempts: Number(row.failed_attempts),
  };
}

function accountOf(row: StoredKey): ApiKey['service_account'] {
  const { account_id: id, account_name: name, account_role: role, account_project: project } = row;
  if (id === null || name === null || role === null || project === null) return null;
  return { id, name, project, role };
}
