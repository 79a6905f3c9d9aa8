import type { Route } from './route.js';
import { projectParams } from './runs.js';
import * as scenarios from './scenarios.js';

/** The routes of a project's scenarios and their versions. */
export const scenarioRoutes = {
  listScenarios: {
    method: 'GET',
    path: '/v1/projects/:project/scenarios',
    summary: 'List the scenarios of a project by name, each by its latest version.',
    access: 'read',
    params: projectParams,
    query: scenarios.scenarioQuery,
    success: { status: 200, body: scenarios.scenarioList },
  },
  getScenario: {
    method: 'GET',
    path: '/v1/projects/:project/scenarios/:name',
    summary: 'Show a scenario with the text of its latest version.',
    access: 'read',
    params: scenarios.scenarioParams,
    success: { status: 200, body: scenarios.scenario },
  },
  putScenario: {
    method: 'PUT',
    path: '/v1/projects/:project/scenarios/:name',
    summary:
      'Store a new version of a scenario, unless somebody else did so first; repeating it changes nothing.',
    access: 'write',
    params: scenarios.scenarioParams,
    body: scenarios.putScenarioRequest,
    success: { status: 200, body: scenarios.scenarioSummary },
  },
  deleteScenario: {
    method: 'DELETE',
    path: '/v1/projects/:project/scenarios/:name',
    summary: 'Delete a scenario with all of its versions, for good.',
    access: 'admin',
    params: scenarios.scenarioParams,
    query: scenarios.deleteScenarioQuery,
    success: { status: 204, body: null },
  },
  listScenarioVersions: {
    method: 'GET',
    path: '/v1/projects/:project/scenarios/:name/versions',
    summary: 'List the versions of a scenario, newest first.',
    access: 'read',
    params: scenarios.scenarioParams,
    query: scenarios.scenarioQuery,
    success: { status: 200, body: scenarios.scenarioVersionList },
  },
  getScenarioVersion: {
    method: 'GET',
    path: '/v1/projects/:project/scenarios/:name/versions/:version',
    summary: 'Show a scenario with the text of one of its versions.',
    access: 'read',
    params: scenarios.scenarioVersionParams,
    success: { status: 200, body: scenarios.scenario },
  },
} as const satisfies Record<string, Route>;

/** The name of a route in {@link scenarioRoutes}. */
export type ScenarioRouteName = keyof typeof scenarioRoutes;
