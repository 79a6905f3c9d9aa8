import { createHash } from 'node:crypto';
import {
  foldScenarioName,
  type PutScenarioRequest,
  type ScenarioSummary,
} from '@fluxloop/core/contract';
import type { Database } from '../database/database.js';
import { ProblemError } from '../http/problem.js';
import {
  describeScenario,
  findScenario,
  type ScenarioPlace,
  scenarioConflict,
  VERSION_COLUMNS,
} from './stored-scenarios.js';

/** What {@link putScenario} stores. */
interface NewVersion extends PutScenarioRequest {
  name: string;
  createdBy: string;
}

/**
 * Stores a new version of a scenario, all or nothing. A text that is the latest version already
 * changes nothing and answers the same, so a request that may have been lost can be repeated.
 *
 * @throws ProblemError 409 `scenario_conflict`, with the latest version, when the text was made
 *   from another one; 409 `scenario_name_taken` when a name differs only by the case of its letters
 */
export async function putScenario(
  database: Database,
  place: ScenarioPlace,
  request: NewVersion,
): Promise<ScenarioSummary> {
  for (;;) {
    const stored = await tryPut(database, place, request);
    if (stored !== null) return stored;
    // Deleted between two statements of ours: begin again, as if it had been so before.
  }
}

async function tryPut(
  database: Database,
  place: ScenarioPlace,
  request: NewVersion,
): Promise<ScenarioSummary | null> {
  const { name, base } = request;
  return database.transaction().execute(async (transaction) => {
    // Two who create the same name at once: the second waits here, and then finds the first.
    const created = await transaction
      .insertInto('scenarios')
      .values({
        project_id: place.project.id,
        name,
        name_key: foldScenarioName(name),
        version: 1,
      })
      .onConflict((conflict) => conflict.columns(['project_id', 'name_key']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (created !== undefined) {
      // Thrown, so that the transaction leaves no trace of it.
      if (base !== null) throw scenarioConflict(name, null);
      return addVersion(transaction, place, { ...request, scenarioId: created.id, version: 1 });
    }
    const stored = await findScenario(transaction, place.project, name, 'for update');
    if (stored === undefined) return null;
    if (stored.name !== name) throw nameTaken(name, stored.name);
    const latest = await transaction
      .selectFrom('scenario_versions')
      .select(VERSION_COLUMNS)
      .where('scenario_id', '=', stored.id)
      .where('version', '=', stored.version)
      .executeTakeFirstOrThrow();
    if (latest.digest === digestOf(request.text)) return describeScenario(place, name, latest);
    if (latest.digest !== base) throw scenarioConflict(name, latest.version);
    const version = stored.version + 1;
    await transaction
      .updateTable('scenarios')
      .set({ version })
      .where('id', '=', stored.id)
      .execute();
    return addVersion(transaction, place, { ...request, scenarioId: stored.id, version });
  });
}

async function addVersion(
  database: Database,
  place: ScenarioPlace,
  added: NewVersion & { scenarioId: string; version: number },
): Promise<ScenarioSummary> {
  const row = await database
    .insertInto('scenario_versions')
    .values({
      scenario_id: added.scenarioId,
      version: added.version,
      digest: digestOf(added.text),
      text: added.text,
      bytes: Buffer.byteLength(added.text),
      sanitizer_digest: added.sanitizer_digest,
      created_by: added.createdBy,
    })
    .returning(VERSION_COLUMNS)
    .executeTakeFirstOrThrow();
  return describeScenario(place, added.name, row);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function nameTaken(name: string, taken: string): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'scenario_name_taken',
    title: `There is a scenario "${taken}", from which "${name}" differs only by the case of its letters.`,
    hint: 'Name both the same, or give one of them another name: many disks would take them for one file.',
  });
}
