import type { Standing } from './decide.js';
import { type SurveyOptions, survey } from './survey.js';
import type { ConflictKind } from './sync-error.js';

/** How a scenario here stands to the one on the platform. */
export interface ScenarioStanding {
  name: string;
  standing: Standing;
  /** Why a person must choose; `null` where nobody must. */
  conflict: ConflictKind | null;
  /** Relative to the project's folder; `null` where there is none. */
  file: string | null;
  /** The latest on the platform; `null` where there is none. */
  version: number | null;
}

/**
 * How the scenarios of a project here and on the platform differ, by name. It changes nothing.
 *
 * @throws as `syncScenarios` does for what it reads
 */
export async function scenarioStandings(options: SurveyOptions): Promise<ScenarioStanding[]> {
  const { items } = await survey(options);
  return items
    .filter(({ standing }) => standing !== 'gone')
    .map(({ name, standing, conflict, local, remote }) => ({
      name,
      standing,
      conflict,
      file: local?.file ?? null,
      version: remote?.version ?? null,
    }));
}
