import { type Kysely, sql } from 'kysely';

/** Accounts that are deactivated or have no password, links to reset and to invite, single sign-on. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) {
    await sql.raw(statement).execute(database);
  }
}

const STATEMENTS = [
  `alter table users
    alter column password_hash drop not null,
    add column deactivated_at timestamptz,
    add column may_create_projects boolean not null default false`,
  `create table password_resets (
    sha256 bytea primary key,
    user_id uuid not null references users on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  'create index password_resets_by_user on password_resets (user_id)',
  `create table invitations (
    id uuid primary key default gen_random_uuid(),
    sha256 bytea not null unique,
    project_id uuid not null references projects on delete cascade,
    email text not null check (email = lower(email)),
    role text not null check (role in ('viewer', 'editor', 'admin')),
    invited_by text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    unique (project_id, email)
  )`,
  'create index invitations_by_email on invitations (email)',
  `create table single_sign_on_links (
    issuer text not null,
    subject text not null,
    user_id uuid not null references users on delete cascade,
    email text not null,
    linked_at timestamptz not null default now(),
    primary key (issuer, subject),
    unique (issuer, user_id)
  )`,
  `create table single_sign_on_attempts (
    browser_sha256 bytea primary key,
    network text not null,
    state text not null,
    code_verifier text not null,
    nonce text not null,
    next text,
    linking_user_id uuid references users on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  'create index single_sign_on_attempts_by_network on single_sign_on_attempts (network, expires_at)',
];
