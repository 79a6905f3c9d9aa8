import { type Kysely, sql } from 'kysely';

/** Logins of programs: what they ask for, what they were given, and the tokens of each login. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) {
    await sql.raw(statement).execute(database);
  }
}

const SCOPES = "'read', 'write', 'read-write', 'admin'";

const STATEMENTS = [
  `create table login_families (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users on delete cascade,
    client_id text not null,
    grant_type text not null check (grant_type in ('authorization_code', 'device_code')),
    scope text not null check (scope in (${SCOPES})),
    address text not null,
    user_agent text not null,
    created_at timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    end_reason text check (end_reason in ('revoked', 'code_reused', 'token_reused')),
    check ((ended_at is null) = (end_reason is null))
  )`,
  'create index login_families_by_user on login_families (user_id)',
  'create index login_families_by_expiry on login_families (expires_at)',
  `create table refresh_tokens (
    sha256 bytea primary key,
    family_id uuid not null references login_families on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    rotated_at timestamptz,
    successor_salt bytea,
    check ((rotated_at is null) = (successor_salt is null))
  )`,
  'create index refresh_tokens_by_family on refresh_tokens (family_id)',
  'create index refresh_tokens_by_expiry on refresh_tokens (expires_at)',
  `create table trusted_issuers (
    id uuid primary key default gen_random_uuid(),
    project_id uuid not null references projects on delete cascade,
    name text not null,
    issuer text not null,
    audience text not null,
    claims jsonb not null,
    scope text not null check (scope in (${SCOPES})),
    created_at timestamptz not null default now(),
    created_by uuid references users on delete set null,
    last_used_at timestamptz,
    unique (project_id, name)
  )`,
  'create index trusted_issuers_by_issuer on trusted_issuers (issuer)',
  `create table access_tokens (
    sha256 bytea primary key,
    family_id uuid references login_families on delete cascade,
    trusted_issuer_id uuid references trusted_issuers on delete cascade,
    subject text,
    scope text not null check (scope in (${SCOPES})),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    check ((family_id is null) <> (trusted_issuer_id is null)),
    check ((subject is null) = (trusted_issuer_id is null))
  )`,
  'create index access_tokens_by_family on access_tokens (family_id)',
  'create index access_tokens_by_trusted_issuer on access_tokens (trusted_issuer_id)',
  'create index access_tokens_by_expiry on access_tokens (expires_at)',
  `create table authorization_requests (
    id uuid primary key default gen_random_uuid(),
    client_id text not null,
    redirect_uri text not null,
    state text,
    scope text not null check (scope in (${SCOPES})),
    code_challenge text,
    error text,
    error_description text,
    address text not null,
    network text not null,
    user_agent text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    user_id uuid references users on delete cascade,
    decision text check (decision in ('approve', 'deny')),
    code_sha256 bytea unique,
    code_expires_at timestamptz,
    redeemed_at timestamptz,
    family_id uuid references login_families on delete set null,
    check ((error is null) = (code_challenge is not null)),
    check ((error is null) = (error_description is null)),
    check ((decision is null) = (user_id is null)),
    check ((code_sha256 is null) = (code_expires_at is null))
  )`,
  'create index authorization_requests_by_network on authorization_requests (network, expires_at)',
  'create index authorization_requests_by_expiry on authorization_requests (expires_at)',
  'create index authorization_requests_by_family on authorization_requests (family_id)',
  `create table device_authorizations (
    device_code_sha256 bytea primary key,
    user_code text not null unique,
    client_id text not null,
    scope text not null check (scope in (${SCOPES})),
    address text not null,
    network text not null,
    user_agent text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    interval_seconds integer not null,
    last_polled_at timestamptz,
    user_id uuid references users on delete cascade,
    decision text check (decision in ('approve', 'deny')),
    redeemed_at timestamptz,
    family_id uuid references login_families on delete set null,
    check ((decision is null) = (user_id is null))
  )`,
  'create index device_authorizations_by_network on device_authorizations (network, expires_at)',
  'create index device_authorizations_by_expiry on device_authorizations (expires_at)',
  'create index device_authorizations_by_family on device_authorizations (family_id)',
];
