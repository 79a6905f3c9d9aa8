import type { ColumnType, Generated } from 'kysely';

/** A moment that the database sets when it is not given. */
type Moment = ColumnType<Date, Date | string | undefined, Date | string>;

interface ScenariosTable {
  id: Generated<string>;
  project_id: string;
  name: string;
  /** The name without the case of its letters: unique in the project. */
  name_key: string;
  /** The latest. */
  version: number;
}

interface ScenarioVersionsTable {
  scenario_id: string;
  version: number;
  /** SHA-256 of the text in UTF-8. */
  digest: string;
  text: string;
  /** Of the text in UTF-8. */
  bytes: number;
  sanitizer_digest: string | null;
  created_at: Moment;
  created_by: string;
}

/** The tables of scenarios, for kysely's types. */
export interface ScenarioTables {
  scenarios: ScenariosTable;
  scenario_versions: ScenarioVersionsTable;
}
