import { type Kysely, sql } from 'kysely';

/** People, their sessions, the first admin's token, projects, members and API keys. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) {
    await sql.raw(statement).execute(database);
  }
}

const STATEMENTS = [
  `create table users (
    id uuid primary key default gen_random_uuid(),
    email text not null unique check (email = lower(email)),
    password_hash text not null,
    is_admin boolean not null,
    created_at timestamptz not null default now()
  )`,
  `create table setup_tokens (
    sha256 bytea primary key,
    expires_at timestamptz not null
  )`,
  `create table sessions (
    sha256 bytea primary key,
    user_id uuid not null references users on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  'create index sessions_by_user on sessions (user_id)',
  'create index sessions_by_expiry on sessions (expires_at)',
  `create table sign_in_failures (
    bucket bytea primary key,
    failures integer not null,
    last_failed_at timestamptz not null
  )`,
  `create table projects (
    id uuid primary key default gen_random_uuid(),
    slug text not null unique,
    name text not null,
    created_at timestamptz not null default now()
  )`,
  `create table project_members (
    project_id uuid not null references projects on delete cascade,
    user_id uuid not null references users on delete cascade,
    role text not null check (role in ('viewer', 'editor', 'admin')),
    primary key (project_id, user_id)
  )`,
  'create index project_members_by_user on project_members (user_id)',
  `create table api_keys (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users on delete cascade,
    name text not null,
    sha256 bytea not null unique,
    preview text not null,
    scope text not null check (scope in ('read', 'write', 'read-write', 'admin')),
    all_projects boolean not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
  )`,
  'create index api_keys_by_user on api_keys (user_id)',
  `create table api_key_projects (
    api_key_id uuid not null references api_keys on delete cascade,
    project_id uuid not null references projects on delete cascade,
    primary key (api_key_id, project_id)
  )`,
];
