import { randomBytes } from 'node:crypto';
import {
  type CreatedApiKey,
  type createApiKeyRequest,
  DEFAULT_KEY_LIFETIME_DAYS,
} from '@fluxloop/core/contract';
import { formatCredential } from '@fluxloop/core/credentials';
import { type RawBuilder, sql } from 'kysely';
import type * as z from 'zod';
import { keyOf, personOf, type VisibleProject } from '../access/principal.js';
import { roleFor } from '../access/scopes.js';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import { projectNotFound } from '../projects/projects.js';
import { normalizeBlock } from './address-blocks.js';
import { hashKey } from './hash-key.js';
import {
  type KeyPower,
  lifetimeOf,
  refuseBroader,
  requireAccountMastery,
} from './key-authority.js';
import { type KeyKeeper, readApiKey } from './stored-keys.js';

/** Bytes of randomness in a key: 192 bits, over the 160 that the form asks for. */
const KEY_BYTES = 24;
const DAY_MS = 86_400_000;
/** Characters of a key that lists show: enough to tell keys apart, and useless to guess the rest. */
const SHOWN = { first: 5, last: 4 };

type Request = z.output<typeof createApiKeyRequest>;

/** What is stored of a new key beside what makes it a key. */
interface NewKey extends KeyPower {
  name: string;
  owner: { userId: string } | { serviceAccountId: string };
  createdBy: string | null;
  /** The projects of `KeyPower` by their ids. */
  projectIds: readonly string[] | null;
  replaces: string | null;
  expiresAt: RawBuilder<Date> | null;
}

/**
 * Mints a key, for the person who asks or for a new service account. Only its hash is kept.
 *
 * @throws ProblemError 404 `project_not_found`; 400 `project_needed`, `address_block_invalid`;
 *   403 `person_required` and what `refuseBroader` and `requireAccountMastery` throw
 */
export async function createApiKey(
  database: Database,
  keeper: KeyKeeper,
  request: Request,
): Promise<CreatedApiKey> {
  const maker = keyOf(keeper.principal);
  const projects = chosenProjects(keeper, request);
  const power: KeyPower = {
    scope: request.scope,
    projects: projects?.map(({ slug }) => slug) ?? null,
    environment: request.environment ?? maker?.environment ?? null,
    addresses: chosenAddresses(request, maker?.allowedAddresses ?? []),
    lifetimeMs: chosenLifetime(request, maker === null ? null : lifetimeOf(maker)),
  };
  const account = request.type === 'service_account' ? accountProject(projects) : null;
  if (account !== null) requireAccountMastery(keeper, account);
  refuseBroader(keeper, power);
  const person = personOf(keeper.principal);
  if (account === null && person === null) throw personRequired();
  return database.transaction().execute(async (transaction) => {
    const owner =
      account === null
        ? { userId: person?.id ?? '' }
        : { serviceAccountId: await createAccount(transaction, account, request) };
    return storeKey(transaction, {
      ...power,
      name: request.name,
      owner,
      createdBy: person?.id ?? null,
      projectIds: account === null ? (projects?.map(({ id }) => id) ?? null) : [],
      replaces: null,
      expiresAt:
        power.lifetimeMs === null
          ? null
          : sql<Date>`now() + make_interval(secs => ${power.lifetimeMs / 1_000})`,
    });
  });
}

/** Stores a new key inside a transaction, and gives the only answer that holds it. */
export async function storeKey(database: Database, key: NewKey): Promise<CreatedApiKey> {
  const kind = key.environment ?? ('userId' in key.owner ? 'api' : 'sa');
  const secret = formatCredential(kind, randomBytes(KEY_BYTES));
  const prefix = `flx_${kind}_`.length;
  const { id } = await database
    .insertInto('api_keys')
    .values({
      user_id: 'userId' in key.owner ? key.owner.userId : null,
      service_account_id: 'userId' in key.owner ? null : key.owner.serviceAccountId,
      created_by: key.createdBy,
      name: key.name,
      sha256: hashKey(secret),
      preview: `${secret.slice(0, prefix + SHOWN.first)}…${secret.slice(-SHOWN.last)}`,
      scope: key.scope,
      environment: key.environment,
      allowed_addresses: [...key.addresses],
      all_projects: key.projectIds === null,
      replaces: key.replaces,
      expires_at: key.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (key.projectIds !== null && key.projectIds.length > 0) {
    await database
      .insertInto('api_key_projects')
      .values(key.projectIds.map((project) => ({ api_key_id: id, project_id: project })))
      .execute();
  }
  return { ...(await readApiKey(database, id)), key: secret };
}

/** The projects that were asked for; those of the key that asks when it is limited; else `null`. */
function chosenProjects(
  { principal, projects }: KeyKeeper,
  request: Request,
): VisibleProject[] | null {
  if (request.projects !== undefined) {
    return [...new Set(request.projects)].map((slug) => {
      const project = projects.find((one) => one.slug === slug);
      if (project === undefined) throw projectNotFound(slug);
      return project;
    });
  }
  const maker = keyOf(principal);
  const limited = principal.kind === 'service_account' || maker?.allProjects === false;
  return limited ? [...projects] : null;
}

function chosenAddresses(request: Request, inherited: readonly string[]): string[] {
  const asked = request.allowed_addresses ?? [];
  return asked.length === 0 ? [...inherited] : [...new Set(asked.map(normalizeBlock))];
}

/** What was asked for, else the usual, which a key of a shorter life does not exceed. */
function chosenLifetime({ expires_in_days: days }: Request, most: number | null): number | null {
  if (days !== undefined) return days === null ? null : days * DAY_MS;
  return Math.min(DEFAULT_KEY_LIFETIME_DAYS * DAY_MS, most ?? Number.POSITIVE_INFINITY);
}

function accountProject(projects: readonly VisibleProject[] | null): VisibleProject {
  const [project, ...others] = projects ?? [];
  if (project !== undefined && others.length === 0) return project;
  throw new ProblemError({
    status: 400,
    code: 'project_needed',
    title: 'A service account belongs to one project, and it is not said to which.',
    hint: 'Name it: fluxloop apikeys create --type service-account --project NAME',
  });
}

async function createAccount(
  database: Database,
  project: VisibleProject,
  { name, scope }: Request,
): Promise<string> {
  const { id } = await database
    .insertInto('service_accounts')
    .values({ project_id: project.id, name, role: roleFor(scope) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function personRequired(): ProblemError {
  return new ProblemError({
    status: 403,
    code: 'person_required',
    title: 'A service account has no keys of a person; it can make keys of service accounts only.',
    hint: 'Add --type service-account, or sign in as a person: fluxloop auth login',
  });
}
