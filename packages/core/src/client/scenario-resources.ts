import { createHash } from 'node:crypto';
import type {
  PutScenarioRequest,
  ScenarioList,
  ScenarioQuery,
  ScenarioSummary,
  ScenarioVersionList,
  StoredScenario,
} from '../contract/index.js';
import type { CallOptions } from './client-options.js';
import type { RequestFunction } from './request-types.js';

/** A project's scenarios on the platform, with their versions. */
export interface ScenarioResources {
  /** One page, by name; each scenario by its latest version. */
  list(project: string, query?: ScenarioQuery, options?: CallOptions): Promise<ScenarioList>;
  /** The latest version, with its text. */
  get(project: string, name: string, options?: CallOptions): Promise<StoredScenario>;
  /**
   * Stores a new version. Repeating it changes nothing, so it is repeated after a passing fault.
   *
   * Rejects with ConflictError `scenario_conflict` when `base` is not the latest version any more.
   */
  put(
    project: string,
    name: string,
    body: PutScenarioRequest,
    options?: CallOptions,
  ): Promise<ScenarioSummary>;
  /**
   * Deletes a scenario with all of its versions, for good.
   *
   * Rejects with ConflictError `scenario_conflict` when `base` is given and is not the digest of
   * the latest version.
   */
  delete(
    project: string,
    name: string,
    query?: { base?: string },
    options?: CallOptions,
  ): Promise<void>;
  /** One page, newest first. */
  versions(
    project: string,
    name: string,
    query?: ScenarioQuery,
    options?: CallOptions,
  ): Promise<ScenarioVersionList>;
  /** One version, with its text. */
  version(
    project: string,
    name: string,
    version: number,
    options?: CallOptions,
  ): Promise<StoredScenario>;
}

/** Builds the resource over the one function that sends requests. */
export function createScenarioResources(request: RequestFunction): ScenarioResources {
  return {
    list: (project, query = {}, options) =>
      request('listScenarios', { params: { project }, query }, options),
    get: (project, name, options) => request('getScenario', { params: { project, name } }, options),
    put: (project, name, body, options) =>
      request(
        'putScenario',
        { params: { project, name }, body },
        { idempotencyKey: repetitionKey(name, body), ...options },
      ),
    delete: async (project, name, query = {}, options) => {
      await request('deleteScenario', { params: { project, name }, query }, options);
    },
    versions: (project, name, query = {}, options) =>
      request('listScenarioVersions', { params: { project, name }, query }, options),
    version: (project, name, version, options) =>
      request('getScenarioVersion', { params: { project, name, version } }, options),
  };
}

/** The same text on top of the same version is the same request, whenever it is sent. */
function repetitionKey(name: string, { text, base }: PutScenarioRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([name, base, text]))
    .digest('hex');
}
