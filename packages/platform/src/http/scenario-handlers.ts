import type { ScenarioRouteName } from '@fluxloop/core/contract';
import { displayName } from '../access/principal.js';
import { putScenario } from '../scenarios/put-scenario.js';
import {
  deleteScenario,
  getScenario,
  listScenarios,
  listScenarioVersions,
} from '../scenarios/scenarios.js';
import type { HandlerContext } from './handlers.js';
import type { Handlers } from './route-types.js';

/** The handlers of a project's scenarios. */
export function scenarioHandlers({
  store,
  publicUrl,
}: HandlerContext): Pick<Handlers, ScenarioRouteName> {
  const { database } = store;
  return {
    listScenarios: ({ project, query }) =>
      listScenarios(database, { project, publicUrl: publicUrl() }, query),
    getScenario: ({ project, params }) =>
      getScenario(database, { project, publicUrl: publicUrl() }, params.name),
    putScenario: ({ project, principal, params, body }) =>
      putScenario(
        database,
        { project, publicUrl: publicUrl() },
        { name: params.name, createdBy: displayName(principal), ...body },
      ),
    deleteScenario: ({ project, params, query }) =>
      deleteScenario(database, project, params.name, query.base),
    listScenarioVersions: ({ project, params, query }) =>
      listScenarioVersions(database, project, params.name, query),
    getScenarioVersion: ({ project, params }) =>
      getScenario(database, { project, publicUrl: publicUrl() }, params.name, params.version),
  };
}
