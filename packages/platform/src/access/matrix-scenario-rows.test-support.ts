import type { ScenarioRouteName } from '@fluxloop/core/contract';
import { newName, type Row, type Stage } from './matrix-row.test-support.js';
import { PROJECT } from './principals.test-support.js';
import { MANAGES_PROJECT, READS_PROJECT, WRITES_PROJECT } from './verdicts.test-support.js';

const VERSION = { text: 'inputs: [hi]\n', base: null, sanitizer_digest: null };

/** The address of a scenario that is there. */
async function someScenario({ platform, cast }: Stage) {
  const params = { project: PROJECT, name: newName() };
  const put = await platform.call('putScenario', {
    as: cast.actors.admin,
    params,
    body: VERSION,
  });
  put.value();
  return params;
}

/** The rows of a project's scenarios. */
export const SCENARIO_ROWS = {
  listScenarios: {
    access: 'read',
    verdicts: READS_PROJECT,
    request: () => ({ params: { project: PROJECT } }),
  },
  getScenario: {
    access: 'read',
    verdicts: READS_PROJECT,
    request: async (stage) => ({ params: await someScenario(stage) }),
  },
  putScenario: {
    access: 'write',
    verdicts: WRITES_PROJECT,
    request: () => ({ params: { project: PROJECT, name: newName() }, body: VERSION }),
  },
  deleteScenario: {
    access: 'admin',
    verdicts: MANAGES_PROJECT,
    request: async (stage) => ({ params: await someScenario(stage) }),
  },
  listScenarioVersions: {
    access: 'read',
    verdicts: READS_PROJECT,
    request: async (stage) => ({ params: await someScenario(stage) }),
  },
  getScenarioVersion: {
    access: 'read',
    verdicts: READS_PROJECT,
    request: async (stage) => ({ params: { ...(await someScenario(stage)), version: 1 } }),
  },
} satisfies Record<ScenarioRouteName, Row>;
