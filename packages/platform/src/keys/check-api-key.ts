import { isIP } from 'node:net';
import type { KeyEnvironment, Role, Scope } from '@fluxloop/core/contract';
import type { Pool } from 'pg';
import type { PresentedKey, Principal, VisibleProject } from '../access/principal.js';
import { ProblemError } from '../http/problem.js';
import { blocksInclude } from './address-blocks.js';
import { hashKey } from './hash-key.js';
import { unauthorized } from './unauthorized.js';

interface KeyRow {
  key_id: string;
  key_name: string;
  scope: Scope;
  environment: KeyEnvironment | null;
  allowed_addresses: string[];
  all_projects: boolean;
  created_at: Date;
  expires_at: Date | null;
  revoked: boolean;
  rotated: boolean;
  expired: boolean;
  user_id: string;
  email: string;
  is_admin: boolean;
  user_created_at: Date;
  account_id: string | null;
  account_name: string;
  account_role: Role;
  account_project_id: string;
  account_project_slug: string;
  projects: VisibleProject[];
}

/**
 * The statement that decides a key, for all of its projects or for one. Every column is named, so that
 * one which a later release adds does not change what a prepared statement answers.
 */
const decide = (whichProject: string) => `
  select k.id as key_id, k.name as key_name, k.scope, k.environment, k.allowed_addresses,
    k.all_projects, k.created_at, k.expires_at,
    k.revoked_at is not null or u.deactivated_at is not null as revoked, k.rotated_at is not null as rotated,
    coalesce(k.expires_at <= now(), false) as expired,
    u.id as user_id, u.email, u.is_admin, u.created_at as user_created_at,
    a.id as account_id, a.name as account_name, a.role as account_role,
    ap.id as account_project_id, ap.slug as account_project_slug,
    (
      select coalesce(
        json_agg(json_build_object('id', p.id, 'slug', p.slug, 'role', m.role) order by p.slug),
        '[]')
      from project_members m join projects p on p.id = m.project_id
      where m.user_id = k.user_id ${whichProject}
        and (k.all_projects or exists (
          select from api_key_projects kp
          where kp.api_key_id = k.id and kp.project_id = p.id))
    ) as projects
  from api_keys k
    left join users u on u.id = k.user_id
    left join service_accounts a on a.id = k.service_account_id
    left join projects ap on ap.id = a.project_id
  where k.sha256 = $1`;

/**
 * Each is prepared once per connection, since planning takes longer than running it. They are two,
 * because a condition that is sometimes there has PostgreSQL plan anew for every value.
 */
const IN_ALL_PROJECTS = { name: 'check-api-key', text: decide('') };
const IN_ONE_PROJECT = { name: 'check-api-key-in-project', text: decide('and p.slug = $2') };

/** What {@link checkApiKey} asks. */
export interface PresentedKeyRequest {
  /** Well-formed, as `parseCredential` gives it. */
  key: string;
  /** Only this project is looked up; `null` for all that the key can see. */
  slug: string | null;
  /** The client's. */
  address: string;
  /** Told the key's id as soon as the key is known, also when it is then refused. */
  onKnown: (keyId: string) => void;
}

/**
 * Decides an API key in one statement, with no cache: expiry, revocation, the key's projects and
 * the owner's roles as they are now. A revocation therefore holds at once, on every replica.
 *
 * @throws ProblemError 401 `credential_unknown`, `credential_revoked`, `credential_expired`;
 *   403 `address_not_allowed`
 */
export async function checkApiKey(
  pool: Pool,
  request: PresentedKeyRequest,
): Promise<{ principal: Principal; projects: VisibleProject[] }> {
  const { key, slug, address } = request;
  const hash = hashKey(key);
  const { rows } = await pool.query<KeyRow>(
    slug === null
      ? { ...IN_ALL_PROJECTS, values: [hash] }
      : { ...IN_ONE_PROJECT, values: [hash, slug] },
  );
  const row = rows[0];
  if (row === undefined) {
    throw unauthorized('credential_unknown', 'This platform does not know the API key.', {
      hint: 'Check that the key was made on this platform: fluxloop auth status names the endpoint.',
    });
  }
  request.onKnown(row.key_id);
  refuseEnded(row);
  if (row.allowed_addresses.length > 0 && !blocksInclude(row.allowed_addresses, address)) {
    throw new ProblemError({
      status: 403,
      code: 'address_not_allowed',
      title: `The API key may not be used from ${isIP(address) === 0 ? 'here' : address}.`,
      hint: 'Its allow-list names other addresses (fluxloop apikeys info, with the key). Behind a proxy the platform must know of it: --trusted-proxies.',
    });
  }
  return principalOf(row, slug);
}

function refuseEnded({ revoked, rotated, expired }: KeyRow): void {
  if (revoked) {
    throw unauthorized('credential_revoked', 'The API key was revoked.');
  }
  if (expired && rotated) {
    throw unauthorized('credential_expired', 'The API key was rotated, and its grace is over.', {
      hint: 'Use the key that succeeded it; fluxloop apikeys list shows the chain.',
    });
  }
  if (expired) {
    throw unauthorized('credential_expired', 'The API key has expired.');
  }
}

function principalOf(row: KeyRow, slug: string | null) {
  const key: PresentedKey = {
    id: row.key_id,
    name: row.key_name,
    scope: row.scope,
    environment: row.environment,
    allowedAddresses: row.allowed_addresses,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    allProjects: row.all_projects,
  };
  if (row.account_id !== null) {
    const project: VisibleProject = {
      id: row.account_project_id,
      slug: row.account_project_slug,
      role: row.account_role,
    };
    const account = { id: row.account_id, name: row.account_name, project };
    const principal: Principal = { kind: 'service_account', account, key };
    return { principal, projects: slug === null || slug === project.slug ? [project] : [] };
  }
  const person = {
    id: row.user_id,
    email: row.email,
    isAdmin: row.is_admin,
    createdAt: row.user_created_at,
  };
  const principal: Principal = { kind: 'api_key', person, key };
  return { principal, projects: row.projects };
}
