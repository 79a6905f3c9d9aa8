import type {
  CaseSummary,
  ChunkReceipt,
  KeyEnvironment,
  ResultRow,
  Role,
  Scope,
} from '@fluxloop/core/contract';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { FactorTables } from './factor-tables.js';
import type { OAuthTables } from './oauth-tables.js';
import type { PeopleTables } from './people-tables.js';
import type { ScenarioTables } from './scenario-tables.js';

/** A moment that the database sets when it is not given. */
type Moment = ColumnType<Date, Date | string | undefined, Date | string>;
type Json<T> = JSONColumnType<T & object>;

/** A person. */
interface UsersTable {
  id: Generated<string>;
  /** Lower case. */
  email: string;
  /** Argon2id in PHC string form, salt and parameters included; `null` without a password. */
  password_hash: string | null;
  /** Whether this person manages the platform itself. */
  is_admin: boolean;
  /** Whether this person may create projects; an admin of the platform always may. */
  may_create_projects: Generated<boolean>;
  /** Since when nothing of this person is let through; `null` for an active account. */
  deactivated_at: ColumnType<Date | null, never, Date | null>;
  created_at: Moment;
}

interface SetupTokensTable {
  sha256: Buffer;
  expires_at: Moment;
}

interface SignInFailuresTable {
  /** SHA-256 of what is counted, so that no address is kept in clear. */
  bucket: Buffer;
  failures: number;
  last_failed_at: Moment;
}

interface ProjectsTable {
  id: Generated<string>;
  slug: string;
  name: string;
  created_at: Moment;
}

interface ProjectMembersTable {
  project_id: string;
  user_id: string;
  role: Role;
  joined_at: Moment;
}

interface ServiceAccountsTable {
  id: Generated<string>;
  project_id: string;
  name: string;
  role: Role;
  created_at: Moment;
}

interface ApiKeysTable {
  id: Generated<string>;
  /** Whose key it is; `null` for a service account's. */
  user_id: string | null;
  service_account_id: ColumnType<string | null, string | null | undefined, never>;
  created_by: ColumnType<string | null, string | null, never>;
  name: string;
  /** SHA-256 of the key, which is kept nowhere. */
  sha256: Buffer;
  preview: string;
  scope: Scope;
  /** True: all of its owner's projects. False: those in `api_key_projects`, even if none is left. */
  all_projects: boolean;
  created_at: Moment;
  expires_at: ColumnType<Date | null, Date | string | null, Date | string | null>;
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  environment: ColumnType<KeyEnvironment | null, KeyEnvironment | null | undefined, never>;
  /** Blocks in CIDR notation; empty for anywhere. */
  allowed_addresses: ColumnType<string[], readonly string[] | undefined, never>;
  /** The key that this one succeeded. */
  replaces: ColumnType<string | null, string | null | undefined, never>;
  rotated_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  /** A bigint, which the driver gives as text. */
  request_count: ColumnType<string, number | undefined, number>;
  failed_attempts: ColumnType<string, number | undefined, number>;
}

interface ApiKeyProjectsTable {
  api_key_id: string;
  project_id: string;
}

export interface RunsTable {
  project_id: string;
  run_id: string;
  status: 'uploading' | 'complete';
  started_at: Moment;
  created_at: Moment;
  created_by: string;
  engine_version: string;
  plan_digest: string;
  sanitizer_digest: string | null;
  scenarios: Json<{ name: string; digest: string }[]>;
  completed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

interface ChunksTable {
  project_id: string;
  run_id: string;
  chunk: number;
  /** Of the chunk as it was sent. */
  sha256: string;
  /** Of its unpacked bytes. */
  rows_sha256: string;
  accepted: number;
  duplicates: number;
  rejected: Json<ChunkReceipt['rejected']>;
  received_at: Moment;
}

interface ResultsTable {
  project_id: string;
  run_id: string;
  case_id: string;
  iteration: number;
  scenario: string;
  name: string;
  verdict: CaseSummary['verdict'];
  score: number;
  started_at: Moment;
  duration_ms: number;
  latency_ms: number;
  attempts: number;
  /** How many inputs the case had. */
  turns: number;
  messages: Json<ResultRow['messages']>;
  criteria: Json<ResultRow['criteria']>;
  error: Json<NonNullable<ResultRow['error']>> | null;
  redactions: Json<ResultRow['redactions']>;
  persona: string | null;
  weight: number | null;
  /** In US dollars. */
  cost: number | null;
}

/** Every table, for kysely's types. */
export interface Tables extends OAuthTables, FactorTables, PeopleTables, ScenarioTables {
  users: UsersTable;
  setup_tokens: SetupTokensTable;
  sign_in_failures: SignInFailuresTable;
  projects: ProjectsTable;
  project_members: ProjectMembersTable;
  service_accounts: ServiceAccountsTable;
  api_keys: ApiKeysTable;
  api_key_projects: ApiKeyProjectsTable;
  runs: RunsTable;
  chunks: ChunksTable;
  results: ResultsTable;
}
