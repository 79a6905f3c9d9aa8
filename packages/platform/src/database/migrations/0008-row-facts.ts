import { type Kysely, sql } from 'kysely';

/** What a row says of its case beside the verdict: persona, weight, cost, whose fault an error was. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table results
         add column persona text,
         add column weight double precision,
         add column cost double precision,
         add column simulated_user_fault boolean`,
    )
    .execute(database);
}
