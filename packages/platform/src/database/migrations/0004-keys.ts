import { type Kysely, sql } from 'kysely';

/** Service accounts, and what keys learn: environment, addresses, rotation and use. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) {
    await sql.raw(statement).execute(database);
  }
}

const STATEMENTS = [
  `create table service_accounts (
    id uuid primary key default gen_random_uuid(),
    project_id uuid not null references projects on delete cascade,
    name text not null,
    role text not null check (role in ('viewer', 'editor', 'admin')),
    created_at timestamptz not null default now()
  )`,
  'create index service_accounts_by_project on service_accounts (project_id)',
  `alter table api_keys
    alter column user_id drop not null,
    add column service_account_id uuid references service_accounts on delete cascade,
    add column created_by uuid references users on delete set null,
    add column environment text check (environment in ('dev', 'staging', 'prod')),
    add column allowed_addresses text[] not null default '{}',
    add column replaces uuid unique references api_keys on delete set null,
    add column rotated_at timestamptz,
    add column request_count bigint not null default 0,
    add column failed_attempts bigint not null default 0,
    add check ((user_id is null) <> (service_account_id is null))`,
  'update api_keys set created_by = user_id',
  'create index api_keys_by_service_account on api_keys (service_account_id)',
  'alter table project_members add column joined_at timestamptz not null default now()',
];
