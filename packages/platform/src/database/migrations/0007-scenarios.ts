import { type Kysely, sql } from 'kysely';

/** Scenarios and their versions. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) {
    await sql.raw(statement).execute(database);
  }
}

const STATEMENTS = [
  // In the order of code points, so that pages of a list follow each other on every system.
  `create table scenarios (
    id uuid primary key default gen_random_uuid(),
    project_id uuid not null references projects on delete cascade,
    name text not null,
    name_key text collate "C" not null,
    version integer not null check (version > 0),
    unique (project_id, name_key)
  )`,
  `create table scenario_versions (
    scenario_id uuid not null references scenarios on delete cascade,
    version integer not null check (version > 0),
    digest text not null,
    text text not null,
    bytes integer not null,
    sanitizer_digest text,
    created_at timestamptz not null default now(),
    created_by text not null,
    primary key (scenario_id, version)
  )`,
];
