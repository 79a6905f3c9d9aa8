import type { RouteName } from '@fluxloop/core/contract';
import {
  askToAuthorize,
  authorizationQuery,
  beginDevice,
  newPkce,
} from '../oauth/oauth.test-support.js';
import { type Actor, type CallInput, chunkOf, rowOf, runOf } from '../platform.test-support.js';
import { ACCOUNT_ROWS } from './matrix-account-rows.test-support.js';
import { PEOPLE_ROWS } from './matrix-people-rows.test-support.js';
import { newName, type Row, type Stage } from './matrix-row.test-support.js';
import { SCENARIO_ROWS } from './matrix-scenario-rows.test-support.js';
import { PROJECT } from './principals.test-support.js';
import {
  AUTHENTICATED,
  MANAGES_PROJECT,
  OPEN,
  PEOPLE,
  READS,
  READS_PROJECT,
  type Verdicts,
  WRITES_PROJECT,
} from './verdicts.test-support.js';

const SCOPE = '403 scope_insufficient';
const NO_KEY = '404 api_key_not_found';

export const RUN = 'run_matrix';
export const CASE = rowOf(1);
const inProject: CallInput = { params: { project: PROJECT } };
const inRun: CallInput = { params: { project: PROJECT, run_id: RUN } };

/** A key of the admin's that reads, made for one request. */
async function someKey({ platform, cast }: Stage): Promise<{ id: string }> {
  return platform.addKey(cast.actors.admin as Exclude<Actor, null | { key: string }>, {
    scope: 'read',
  });
}

/** A request for access that waits for a decision. */
async function someRequest({ platform }: Stage): Promise<string> {
  const asked = await askToAuthorize(platform, authorizationQuery(newPkce().challenge));
  return new URL(asked.location ?? '').searchParams.get('request') ?? '';
}

/** The code of a device that waits for a decision. */
async function someDevice({ platform }: Stage): Promise<string> {
  return (await beginDevice(platform)).user_code;
}

/** A trusted issuer of the project. */
async function someTrust({ platform, cast }: Stage): Promise<string> {
  const made = await platform.call('createTrustedIssuer', {
    as: cast.actors.admin,
    params: { project: PROJECT },
    body: {
      name: newName(),
      issuer: 'https://ci.example.com',
      claims: { repository: 'acme/app' },
    },
  });
  return made.value().id;
}

async function someMember({ platform }: Stage): Promise<{ id: string; email: string }> {
  return platform.addPerson({ roles: { [PROJECT]: 'viewer' } });
}

/** Keys are their owner's; what manages them must not do less than they. */
const KEEPS_KEYS: Verdicts = {
  ...AUTHENTICATED,
  stranger: NO_KEY,
  viewer: NO_KEY,
  editor: NO_KEY,
  'read key': SCOPE,
  'write key': SCOPE,
  'key of another project': NO_KEY,
  "viewer's admin key": NO_KEY,
  'read token': SCOPE,
  'read-write service account': NO_KEY,
  'admin service account': NO_KEY,
};

/**
 * Every route of the API and who may call it. A route that is missing here does not compile: add its
 * row, with one of the verdicts of `verdicts.test-support.ts` or with its own.
 */
export const ROWS = {
  getSetup: { access: 'none', verdicts: OPEN },
  createFirstAdmin: {
    access: 'none',
    verdicts: OPEN,
    passes: '409 setup_done',
    request: () => ({
      body: { token: 'x', email: 'first@example.com', password: 'a password of some length' },
    }),
  },
  ...ACCOUNT_ROWS,
  ...PEOPLE_ROWS,
  getPrincipal: { access: 'authenticated', verdicts: AUTHENTICATED },
  listProjects: { access: 'read', verdicts: READS },
  createProject: {
    access: 'admin',
    verdicts: {
      ...AUTHENTICATED,
      stranger: '403 platform_admin_required',
      viewer: '403 platform_admin_required',
      editor: '403 platform_admin_required',
      'read key': SCOPE,
      'write key': SCOPE,
      'read-write key': SCOPE,
      'key of another project': '403 key_limited_to_projects',
      "viewer's admin key": '403 platform_admin_required',
      'read token': SCOPE,
      'read-write token': SCOPE,
      'read-write service account': SCOPE,
      'admin service account': '403 platform_admin_required',
    },
    request: () => ({ body: { slug: newName() } }),
  },
  listMembers: { access: 'read', verdicts: READS_PROJECT, request: () => inProject },
  addMember: {
    access: 'admin',
    verdicts: MANAGES_PROJECT,
    request: async ({ platform }) => {
      const { email } = await platform.addPerson();
      return { ...inProject, body: { email, role: 'viewer' } };
    },
  },
  changeMember: {
    access: 'admin',
    verdicts: MANAGES_PROJECT,
    request: async (stage) => ({
      params: { project: PROJECT, user_id: (await someMember(stage)).id },
      body: { role: 'editor' },
    }),
  },
  removeMember: {
    access: 'admin',
    verdicts: MANAGES_PROJECT,
    request: async (stage) => ({
      params: { project: PROJECT, user_id: (await someMember(stage)).id },
    }),
  },
  listApiKeys: { access: 'read', verdicts: READS },
  createApiKey: {
    access: 'write',
    verdicts: {
      ...AUTHENTICATED,
      viewer: '403 role_insufficient',
      'read key': SCOPE,
      'write key': SCOPE,
      "viewer's admin key": '403 role_insufficient',
      'read token': SCOPE,
      'read-write service account': '403 person_required',
      'admin service account': '403 person_required',
    },
    request: () => ({ body: { name: 'made in the matrix' } }),
  },
  getApiKey: {
    access: 'authenticated',
    verdicts: { ...KEEPS_KEYS, 'read key': 'passes', 'read token': 'passes' },
    request: async (stage) => ({ params: { id: (await someKey(stage)).id } }),
  },
  rotateApiKey: {
    access: 'write',
    verdicts: KEEPS_KEYS,
    request: async (stage) => ({ params: { id: (await someKey(stage)).id }, body: {} }),
  },
  revokeApiKey: {
    access: 'authenticated',
    verdicts: KEEPS_KEYS,
    request: async (stage) => ({ params: { id: (await someKey(stage)).id } }),
  },
  listRuns: { access: 'read', verdicts: READS_PROJECT, request: () => inProject },
  createRun: {
    access: 'write',
    verdicts: WRITES_PROJECT,
    request: () => ({ ...inProject, body: runOf(RUN) }),
  },
  uploadChunk: {
    access: 'write',
    verdicts: WRITES_PROJECT,
    request: () => ({ params: { ...inRun.params, chunk: 0 }, body: chunkOf([CASE]) }),
  },
  completeRun: {
    access: 'write',
    verdicts: WRITES_PROJECT,
    request: () => ({ ...inRun, body: { rows: 1 } }),
  },
  getRun: { access: 'read', verdicts: READS_PROJECT, request: () => inRun },
  getRunDistribution: { access: 'read', verdicts: READS_PROJECT, request: () => inRun },
  listCases: { access: 'read', verdicts: READS_PROJECT, request: () => inRun },
  getCase: {
    access: 'read',
    verdicts: READS_PROJECT,
    request: () => ({ params: { ...inRun.params, case_id: CASE.case_id, iteration: 0 } }),
  },
  ...SCENARIO_ROWS,
  getAuthorizationRequest: {
    access: 'session',
    verdicts: PEOPLE,
    request: async (stage) => ({ params: { id: await someRequest(stage) } }),
  },
  decideAuthorizationRequest: {
    access: 'session',
    verdicts: PEOPLE,
    request: async (stage) => ({
      params: { id: await someRequest(stage) },
      body: { decision: 'approve' },
    }),
  },
  lookUpDevice: {
    access: 'session',
    verdicts: PEOPLE,
    request: async (stage) => ({ body: { user_code: await someDevice(stage) } }),
  },
  decideDevice: {
    access: 'session',
    verdicts: PEOPLE,
    request: async (stage) => ({
      body: { user_code: await someDevice(stage), decision: 'approve' },
    }),
  },
  listTrustedIssuers: { access: 'admin', verdicts: MANAGES_PROJECT, request: () => inProject },
  createTrustedIssuer: {
    access: 'admin',
    verdicts: MANAGES_PROJECT,
    request: () => ({
      ...inProject,
      body: {
        name: newName(),
        issuer: 'https://ci.example.com',
        claims: { repository: 'acme/app' },
      },
    }),
  },
  deleteTrustedIssuer: {
    access: 'admin',
    verdicts: MANAGES_PROJECT,
    request: async (stage) => ({ params: { project: PROJECT, id: await someTrust(stage) } }),
  },
} satisfies Record<RouteName, Row>;
