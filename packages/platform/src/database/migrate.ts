import { ExitCode, FluxLoopError } from '@fluxloop/core/errors';
import { type Kysely, Migrator } from 'kysely';
import { migrations } from './migrations/index.js';
import type { Tables } from './tables.js';

/**
 * Brings the schema up to this release. Any number of replicas may call it at once: kysely's
 * migrator holds a PostgreSQL advisory lock, and each migration runs once.
 *
 * @returns the names of the migrations that ran
 * @throws FluxLoopError `migration_failed`; a migration that failed changed nothing
 */
export async function migrate(database: Kysely<Tables>): Promise<string[]> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results.find((result) => result.status === 'Error')?.migrationName;
    throw new FluxLoopError(
      'migration_failed',
      ExitCode.unexpected,
      `The database could not be brought up to date${failed === undefined ? '' : ` (${failed})`}: ${
        error instanceof Error ? error.message : String(error)
      }`,
      {
        hint: 'The role of DATABASE_URL must be allowed to create tables; a newer release may have run on this database.',
        cause: error,
      },
    );
  }
  return results.map((result) => result.migrationName);
}
