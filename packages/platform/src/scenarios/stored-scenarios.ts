import {
  foldScenarioName,
  type ScenarioSummary,
  type ScenarioVersion,
} from '@fluxloop/core/contract';
import type { Selectable } from 'kysely';
import type { VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import type { ScenarioTables } from '../database/scenario-tables.js';
import { ProblemError } from '../http/problem.js';

/** Where scenarios' pages are. */
export interface ScenarioPlace {
  project: VisibleProject;
  /** The platform's public address, without a slash at the end. */
  publicUrl: string;
}

/** A version without its text. */
type StoredVersion = Omit<Selectable<ScenarioTables['scenario_versions']>, 'scenario_id' | 'text'>;

/** The columns of a version that lists show. */
export const VERSION_COLUMNS = [
  'scenario_versions.version',
  'digest',
  'bytes',
  'sanitizer_digest',
  'created_at',
  'created_by',
] as const;

/**
 * Reads a scenario's own row.
 *
 * @param lock - keeps others from changing or deleting it until the transaction ends
 */
export async function findScenario(
  database: Database,
  project: VisibleProject,
  name: string,
  lock?: 'for update',
): Promise<Selectable<ScenarioTables['scenarios']> | undefined> {
  const query = database
    .selectFrom('scenarios')
    .selectAll()
    .where('project_id', '=', project.id)
    .where('name_key', '=', foldScenarioName(name));
  return (lock === undefined ? query : query.forUpdate()).executeTakeFirst();
}

/** A version as answers show it. */
export function describeVersion(stored: StoredVersion): ScenarioVersion {
  return {
    version: stored.version,
    digest: stored.digest,
    bytes: stored.bytes,
    sanitized: stored.sanitizer_digest !== null,
    created_at: stored.created_at.toISOString(),
    created_by: stored.created_by,
  };
}

/** A scenario as answers show it. */
export function describeScenario(
  { project, publicUrl }: ScenarioPlace,
  name: string,
  version: StoredVersion,
): ScenarioSummary {
  return {
    name,
    project: project.slug,
    ...describeVersion(version),
    // In the query, where a dot in a name does not make a file of the page.
    url: `${publicUrl}/projects/${project.slug}/scenarios?${new URLSearchParams({ name })}`,
  };
}

/** The answer for a scenario or a version that does not exist. */
export function scenarioNotFound(
  project: VisibleProject,
  name: string,
  version?: number,
): ProblemError {
  const which = version === undefined ? '' : ` in version ${version}`;
  return new ProblemError({
    status: 404,
    code: 'scenario_not_found',
    title: `The project ${project.slug} has no scenario "${name}"${which}.`,
    hint: 'List what there is: fluxloop scenarios list',
  });
}

/**
 * The refusal of a change that was made from another version than the latest.
 *
 * @param current - the latest version; `null` where the scenario does not exist
 */
export function scenarioConflict(name: string, current: number | null): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'scenario_conflict',
    title:
      current === null
        ? `The scenario "${name}" has been deleted meanwhile.`
        : `The scenario "${name}" is at version ${current}, which is not the one that was changed.`,
    hint: 'See what differs: fluxloop sync status',
    ...(current === null ? {} : { currentVersion: current }),
  });
}
