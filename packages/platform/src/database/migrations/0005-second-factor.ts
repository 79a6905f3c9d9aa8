import { type Kysely, sql } from 'kysely';

/** What sessions tell of themselves; the second factor, recovery codes and passkeys. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) {
    await sql.raw(statement).execute(database);
  }
}

const STATEMENTS = [
  `alter table sessions
    add column id uuid not null unique default gen_random_uuid(),
    add column address text not null default '',
    add column user_agent text not null default '',
    add column last_used_at timestamptz not null default now(),
    add column confirmed_at timestamptz not null default now()`,
  'update sessions set last_used_at = created_at, confirmed_at = created_at',
  `create table totp_factors (
    user_id uuid primary key references users on delete cascade,
    secret bytea not null,
    created_at timestamptz not null default now(),
    confirmed_at timestamptz,
    last_step bigint
  )`,
  `create table recovery_codes (
    sha256 bytea primary key,
    user_id uuid not null references users on delete cascade
  )`,
  'create index recovery_codes_by_user on recovery_codes (user_id)',
  `create table sign_in_tickets (
    sha256 bytea primary key,
    user_id uuid not null references users on delete cascade,
    tries integer not null default 0,
    expires_at timestamptz not null
  )`,
  'create index sign_in_tickets_by_user on sign_in_tickets (user_id)',
  'create index sign_in_tickets_by_expiry on sign_in_tickets (expires_at)',
  `create table passkeys (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users on delete cascade,
    name text not null,
    credential_id text not null unique,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    synced boolean not null,
    created_at timestamptz not null default now(),
    last_used_at timestamptz
  )`,
  'create index passkeys_by_user on passkeys (user_id)',
  `create table passkey_challenges (
    sha256 bytea primary key,
    user_id uuid references users on delete cascade,
    network text not null,
    expires_at timestamptz not null
  )`,
  'create index passkey_challenges_by_network on passkey_challenges (network, expires_at)',
  'create index passkey_challenges_by_user on passkey_challenges (user_id)',
  'create index passkey_challenges_by_expiry on passkey_challenges (expires_at)',
];
