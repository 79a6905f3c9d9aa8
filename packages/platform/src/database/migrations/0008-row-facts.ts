import { type Kysely, sql } from 'kysely';

/** What a row says of its case beside the verdict: persona, weight, cost. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table results
         add column persona text,
         add column weight double precision,
         add column cost double precision`,
    )
    .execute(database);
}
