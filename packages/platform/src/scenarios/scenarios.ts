import type { ScenarioList, ScenarioVersionList, StoredScenario } from '@fluxloop/core/contract';
import * as z from 'zod';
import type { VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import {
  describeScenario,
  describeVersion,
  findScenario,
  type ScenarioPlace,
  scenarioConflict,
  scenarioNotFound,
  VERSION_COLUMNS,
} from './stored-scenarios.js';

interface Page {
  cursor?: string | undefined;
  limit: number;
}

/** A page of a project's scenarios, by name. */
export async function listScenarios(
  database: Database,
  place: ScenarioPlace,
  { cursor, limit }: Page,
): Promise<ScenarioList> {
  let select = database
    .selectFrom('scenarios')
    .innerJoin('scenario_versions', (join) =>
      join
        .onRef('scenario_versions.scenario_id', '=', 'scenarios.id')
        .onRef('scenario_versions.version', '=', 'scenarios.version'),
    )
    .select(['name', 'name_key', ...VERSION_COLUMNS])
    .where('project_id', '=', place.project.id)
    .orderBy('name_key')
    .limit(limit + 1);
  if (cursor !== undefined) {
    const [after] = decodeCursor(cursor, z.tuple([z.string()]));
    select = select.where('name_key', '>', after);
  }
  const found = await select.execute();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    scenarios: page.map((row) => describeScenario(place, row.name, row)),
    next_cursor: found.length > limit && last !== undefined ? encodeCursor([last.name_key]) : null,
  };
}

/**
 * A scenario with the text of a version.
 *
 * @param version - default: the latest
 * @throws ProblemError 404 `scenario_not_found`
 */
export async function getScenario(
  database: Database,
  place: ScenarioPlace,
  name: string,
  version?: number,
): Promise<StoredScenario> {
  const stored = await findScenario(database, place.project, name);
  if (stored === undefined) throw scenarioNotFound(place.project, name);
  const found = await database
    .selectFrom('scenario_versions')
    .select([...VERSION_COLUMNS, 'text'])
    .where('scenario_id', '=', stored.id)
    .where('version', '=', version ?? stored.version)
    .executeTakeFirst();
  if (found === undefined) throw scenarioNotFound(place.project, name, version);
  return { ...describeScenario(place, stored.name, found), text: found.text };
}

/**
 * A page of a scenario's versions, newest first.
 *
 * @throws ProblemError 404 `scenario_not_found`
 */
export async function listScenarioVersions(
  database: Database,
  project: VisibleProject,
  name: string,
  { cursor, limit }: Page,
): Promise<ScenarioVersionList> {
  const stored = await findScenario(database, project, name);
  if (stored === undefined) throw scenarioNotFound(project, name);
  let select = database
    .selectFrom('scenario_versions')
    .select(VERSION_COLUMNS)
    .where('scenario_id', '=', stored.id)
    .orderBy('version', 'desc')
    .limit(limit + 1);
  if (cursor !== undefined) {
    const [before] = decodeCursor(cursor, z.tuple([z.int()]));
    select = select.where('version', '<', before);
  }
  const found = await select.execute();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    versions: page.map(describeVersion),
    next_cursor: found.length > limit && last !== undefined ? encodeCursor([last.version]) : null,
  };
}

/**
 * Deletes a scenario and its versions.
 *
 * @param base - digest of the version that is meant to be the latest; absent: whichever is
 * @throws ProblemError 404 `scenario_not_found`; 409 `scenario_conflict` when another version has
 *   become the latest
 */
export async function deleteScenario(
  database: Database,
  project: VisibleProject,
  name: string,
  base: string | undefined,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const stored = await findScenario(transaction, project, name, 'for update');
    if (stored === undefined) throw scenarioNotFound(project, name);
    if (base !== undefined) {
      const { digest } = await transaction
        .selectFrom('scenario_versions')
        .select('digest')
        .where('scenario_id', '=', stored.id)
        .where('version', '=', stored.version)
        .executeTakeFirstOrThrow();
      if (digest !== base) throw scenarioConflict(stored.name, stored.version);
    }
    await transaction.deleteFrom('scenarios').where('id', '=', stored.id).execute();
  });
}
