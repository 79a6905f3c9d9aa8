import { describePrincipal, displayName } from '../access/principal.js';
import type { OpenDatabase } from '../database/database.js';
import { createFirstAdmin, isSetupNeeded } from '../identity/first-admin.js';
import { createSession } from '../identity/sessions.js';
import { createApiKey } from '../keys/create-api-key.js';
import { revokeApiKey } from '../keys/revoke-api-key.js';
import { rotateApiKey } from '../keys/rotate-api-key.js';
import { listApiKeys, showApiKey } from '../keys/stored-keys.js';
import {
  decideAuthorizationRequest,
  readAuthorizationRequest,
} from '../oauth/authorization-requests.js';
import { decideDevice, lookUpDevice } from '../oauth/device-authorizations.js';
import { originOf } from '../oauth/origin.js';
import {
  createTrustedIssuer,
  deleteTrustedIssuer,
  listTrustedIssuers,
} from '../oauth/trusted-issuers.js';
import { addMember, changeMember, listMembers, removeMember } from '../projects/members.js';
import { createProject, listProjects } from '../projects/projects.js';
import { getCase, listCases } from '../results/cases.js';
import { ingestChunk } from '../results/ingest.js';
import { readDistribution } from '../runs/distribution.js';
import { completeRun, createRun, getRun, listRuns } from '../runs/runs.js';
import { accountHandlers, giveSession } from './account-handlers.js';
import { type AccountServices, peopleHandlers } from './people-handlers.js';
import type { Handlers } from './route-types.js';
import { scenarioHandlers } from './scenario-handlers.js';
import type { SessionCookie } from './session-cookie.js';

/** What the handlers work on. */
export interface HandlerContext {
  store: OpenDatabase;
  cookie: SessionCookie;
  /** The platform's public address, without a slash at the end. */
  publicUrl: () => string;
  accounts: AccountServices;
}

/** Joins every route of the contract to the function that answers it. */
export function createHandlers(context: HandlerContext): Handlers {
  const { store, cookie, publicUrl, accounts } = context;
  const { database, uploads } = store;
  return {
    getSetup: async () => ({ needed: await isSetupNeeded(database) }),
    createFirstAdmin: async ({ body, address, userAgent, reply }) => {
      const person = await createFirstAdmin(database, accounts.rules, body);
      const origin = originOf(address, userAgent);
      const session = await createSession(database, person.id, { origin });
      return giveSession(cookie, reply, { person, ...session });
    },
    ...accountHandlers(context),
    ...peopleHandlers(context),
    ...scenarioHandlers(context),
    getPrincipal: async ({ principal, projects }) => describePrincipal(principal, projects),

    listProjects: async ({ projects }) => ({ projects: await listProjects(database, projects) }),
    createProject: ({ principal, body }) => createProject(database, principal, body),

    listMembers: async ({ project }) => ({ members: await listMembers(database, project) }),
    addMember: ({ project, body }) => addMember(database, project, body),
    changeMember: ({ project, params, body }) =>
      changeMember(database, project, params.user_id, body.role),
    removeMember: ({ project, params }) => removeMember(database, project, params.user_id),

    listApiKeys: async (keeper) => ({ api_keys: await listApiKeys(database, keeper) }),
    createApiKey: ({ body, ...keeper }) => createApiKey(database, keeper, body),
    getApiKey: ({ params, ...keeper }) => showApiKey(database, keeper, params.id),
    rotateApiKey: ({ params, body, ...keeper }) =>
      rotateApiKey(database, keeper, params.id, body.grace_seconds),
    revokeApiKey: ({ params, ...keeper }) => revokeApiKey(database, keeper, params.id),

    getAuthorizationRequest: ({ params, address }) =>
      readAuthorizationRequest(database, params.id, publicUrl(), address),
    decideAuthorizationRequest: ({ principal, params, body }) =>
      decideAuthorizationRequest(database, params.id, publicUrl(), {
        userId: principal.person.id,
        decision: body.decision,
      }),
    lookUpDevice: ({ principal, body, address }) =>
      lookUpDevice(database, body.user_code, { userId: principal.person.id, address }),
    decideDevice: async ({ principal, body, address }) => {
      const seeker = { userId: principal.person.id, address };
      await decideDevice(database, body.user_code, body.decision, seeker);
      return { decision: body.decision };
    },

    listTrustedIssuers: async ({ project }) => ({
      trusted_issuers: await listTrustedIssuers(database, project),
    }),
    createTrustedIssuer: ({ project, principal, body }) =>
      createTrustedIssuer(database, { project, principal, publicUrl: publicUrl() }, body),
    deleteTrustedIssuer: ({ project, params }) => deleteTrustedIssuer(database, project, params.id),

    listRuns: ({ project, query }) =>
      listRuns(database, { project, publicUrl: publicUrl() }, query),
    createRun: ({ project, principal, body }) =>
      createRun(database, { project, publicUrl: publicUrl() }, displayName(principal), body),
    uploadChunk: ({ project, params, body }) =>
      ingestChunk(uploads, { project, runId: params.run_id, chunk: params.chunk }, body),
    completeRun: ({ project, params, body }) =>
      completeRun(database, { project, publicUrl: publicUrl() }, params.run_id, body.rows),
    getRun: ({ project, params }) =>
      getRun(database, { project, publicUrl: publicUrl() }, params.run_id),
    getRunDistribution: ({ project, params }) => readDistribution(database, project, params.run_id),

    listCases: ({ project, params, query }) => listCases(database, project, params.run_id, query),
    getCase: ({ project, params }) =>
      getCase(database, project, params.run_id, params.case_id, params.iteration),
  };
}
