import { type Kysely, sql } from 'kysely';

/** Runs, the receipts of their chunks, and their rows. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) {
    await sql.raw(statement).execute(database);
  }
}

const STATEMENTS = [
  `create table runs (
    project_id uuid not null references projects on delete cascade,
    run_id text not null,
    status text not null default 'uploading' check (status in ('uploading', 'complete')),
    started_at timestamptz not null,
    created_at timestamptz not null default now(),
    created_by text not null,
    engine_version text not null,
    plan_digest text not null,
    sanitizer_digest text,
    scenarios jsonb not null,
    completed_at timestamptz,
    primary key (project_id, run_id)
  )`,
  'create index runs_by_start on runs (project_id, started_at desc, run_id desc)',
  `create table chunks (
    project_id uuid not null,
    run_id text not null,
    chunk integer not null,
    sha256 text not null,
    rows_sha256 text not null,
    accepted integer not null,
    duplicates integer not null,
    rejected jsonb not null,
    received_at timestamptz not null default now(),
    primary key (project_id, run_id, chunk),
    foreign key (project_id, run_id) references runs on delete cascade
  )`,
  `create table results (
    project_id uuid not null,
    run_id text not null,
    case_id text not null,
    iteration integer not null,
    scenario text not null,
    name text not null,
    verdict text not null
      check (verdict in ('pass', 'fail', 'error', 'unjudged', 'skipped')),
    score double precision not null check (score between 0 and 1),
    started_at timestamptz not null,
    duration_ms double precision not null,
    latency_ms double precision not null,
    attempts integer not null,
    turns integer not null,
    messages jsonb not null,
    criteria jsonb not null,
    error jsonb,
    redactions jsonb not null,
    primary key (project_id, run_id, case_id, iteration),
    foreign key (project_id, run_id) references runs on delete cascade
  )`,
];
