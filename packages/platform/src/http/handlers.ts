import { describePerson, describePrincipal, displayName } from '../access/principal.js';
import type { OpenDatabase } from '../database/database.js';
import { createFirstAdmin, isSetupNeeded } from '../identity/first-admin.js';
import { createSession, endSession } from '../identity/sessions.js';
import { signIn } from '../identity/sign-in.js';
import { createApiKey, listApiKeys, revokeApiKey } from '../keys/api-keys.js';
import { createProject, listProjects } from '../projects/projects.js';
import { getCase, listCases } from '../results/cases.js';
import { ingestChunk } from '../results/ingest.js';
import { readDistribution } from '../runs/distribution.js';
import { completeRun, createRun, getRun, listRuns } from '../runs/runs.js';
import type { Handlers } from './route-types.js';
import type { SessionCookie } from './session-cookie.js';

/** What the handlers work on. */
export interface HandlerContext {
  store: OpenDatabase;
  cookie: SessionCookie;
  /** The platform's public address, without a slash at the end. */
  publicUrl: () => string;
}

/** Joins every route of the contract to the function that answers it. */
export function createHandlers({ store, cookie, publicUrl }: HandlerContext): Handlers {
  const { database, uploads } = store;
  return {
    getSetup: async () => ({ needed: await isSetupNeeded(database) }),
    createFirstAdmin: async ({ body, reply }) => {
      const person = await createFirstAdmin(database, body);
      const { token, expiresAt } = await createSession(database, person.id);
      cookie.set(reply, token, expiresAt);
      return { user: describePerson(person), expires_at: expiresAt.toISOString() };
    },
    signIn: async ({ body, address, reply }) => {
      const person = await signIn(database, body, address);
      const { token, expiresAt } = await createSession(database, person.id);
      cookie.set(reply, token, expiresAt);
      return { user: describePerson(person), expires_at: expiresAt.toISOString() };
    },
    getSession: async ({ principal }) => ({
      user: describePerson(principal.person),
      expires_at: principal.expiresAt.toISOString(),
    }),
    signOut: async ({ principal, reply }) => {
      await endSession(database, principal.sessionHash);
      cookie.clear(reply);
    },
    getPrincipal: async ({ principal, projects }) => describePrincipal(principal, projects),

    listProjects: async ({ projects }) => ({ projects: await listProjects(database, projects) }),
    createProject: ({ principal, body }) => createProject(database, principal, body),

    listApiKeys: async ({ principal }) => ({
      api_keys: await listApiKeys(database, principal.person.id),
    }),
    createApiKey: ({ principal, body }) => createApiKey(database, principal.person.id, body),
    revokeApiKey: ({ principal, params }) => revokeApiKey(database, principal.person.id, params.id),

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
