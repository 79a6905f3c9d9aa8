import type * as z from 'zod';
import type {
  ApiKey,
  CaseList,
  CaseQuery,
  ChunkReceipt,
  CreateApiKeyRequest,
  CreatedApiKey,
  CreateRunRequest,
  completeSignInRequest,
  createProjectRequest,
  Member,
  Principal,
  Project,
  ResultRow,
  Role,
  Run,
  RunDistribution,
  RunList,
  RunQuery,
  SignInAnswer,
  session,
  setupRequest,
  setupStatus,
  signInRequest,
} from '../contract/index.js';
import { Secret } from '../secret.js';
import { type CallOptions, DEFAULT_UPLOAD_TIMEOUT_MS } from './client-options.js';
import type { NdjsonChunk, RequestFunction, WithSecrets } from './request-types.js';
import { createScenarioResources, type ScenarioResources } from './scenario-resources.js';

type Session = z.output<typeof session>;

/** A key as its creation answers: the only time that it is seen. */
export type NewApiKey = Omit<CreatedApiKey, 'key'> & { key: Secret };

/** What a rotation answers: the key that is going, and the one that takes its place. */
export interface RotatedApiKey {
  previous: ApiKey;
  successor: NewApiKey;
}

/** The platform's API, a group of methods for each resource. */
export interface Resources {
  principal: {
    /** Who the credential speaks for and what it may do. */
    get(options?: CallOptions): Promise<Principal>;
  };
  projects: {
    list(options?: CallOptions): Promise<Project[]>;
    create(body: z.input<typeof createProjectRequest>, options?: CallOptions): Promise<Project>;
  };
  runs: {
    /** Announces a run. Repeating it changes nothing, so it is repeated after a passing fault. */
    create(project: string, body: CreateRunRequest, options?: CallOptions): Promise<Run>;
    get(project: string, runId: string, options?: CallOptions): Promise<Run>;
    /** One page, newest first. */
    list(project: string, query?: RunQuery, options?: CallOptions): Promise<RunList>;
    /** Stores rows. The same chunk again changes nothing, so it is repeated after a passing fault. */
    uploadChunk(
      project: string,
      runId: string,
      index: number,
      chunk: NdjsonChunk,
      options?: CallOptions,
    ): Promise<ChunkReceipt>;
    /** Closes an upload. Repeating it changes nothing, so it is repeated after a passing fault. */
    complete(
      project: string,
      runId: string,
      body: { rows: number },
      options?: CallOptions,
    ): Promise<Run>;
    distribution(project: string, runId: string, options?: CallOptions): Promise<RunDistribution>;
  };
  cases: {
    /** One page. */
    list(
      project: string,
      runId: string,
      query?: CaseQuery,
      options?: CallOptions,
    ): Promise<CaseList>;
    /** A case with its transcript. `iteration` is zero-based. */
    get(
      project: string,
      runId: string,
      caseId: string,
      iteration: number,
      options?: CallOptions,
    ): Promise<ResultRow>;
  };
  scenarios: ScenarioResources;
  setup: {
    get(options?: CallOptions): Promise<z.output<typeof setupStatus>>;
    /** Creates the first admin and signs in; with `session: true` the client stays signed in. */
    createFirstAdmin(
      body: WithSecrets<z.input<typeof setupRequest>>,
      options?: CallOptions,
    ): Promise<Session>;
  };
  session: {
    get(options?: CallOptions): Promise<Session>;
    /**
     * Signs in; with `session: true` the client stays signed in. An account with a second factor
     * answers `second_factor` with a ticket for {@link Resources.session.complete}.
     */
    create(
      body: WithSecrets<z.input<typeof signInRequest>>,
      options?: CallOptions,
    ): Promise<SignInAnswer>;
    /** Completes a sign-in with a code; with `session: true` the client stays signed in. */
    complete(
      body: WithSecrets<z.input<typeof completeSignInRequest>>,
      options?: CallOptions,
    ): Promise<Session>;
    /** Signs out. */
    delete(options?: CallOptions): Promise<void>;
  };
  apiKeys: {
    list(options?: CallOptions): Promise<ApiKey[]>;
    create(body: CreateApiKeyRequest, options?: CallOptions): Promise<NewApiKey>;
    /**
     * @param reference - its id, or the SHA-256 of the key in hexadecimal: `keyReference` of
     *   `@fluxloop/core/credentials` makes it from either, so that no key is sent
     */
    get(reference: string, options?: CallOptions): Promise<ApiKey>;
    /**
     * Makes the successor of a key; the old one works on for the grace (default 24 hours).
     *
     * @param reference - as {@link Resources.apiKeys.get} takes it
     */
    rotate(
      reference: string,
      body?: { grace_seconds?: number },
      options?: CallOptions,
    ): Promise<RotatedApiKey>;
    /**
     * Ends a key at once and for good. Repeating it changes nothing, so it is repeated after a
     * passing fault.
     *
     * @param reference - as {@link Resources.apiKeys.get} takes it
     */
    revoke(reference: string, options?: CallOptions): Promise<ApiKey>;
  };
  members: {
    list(project: string, options?: CallOptions): Promise<Member[]>;
    /** Adds a person who has an account. */
    add(
      project: string,
      body: { email: string; role: Role },
      options?: CallOptions,
    ): Promise<Member>;
    change(
      project: string,
      userId: string,
      body: { role: Role },
      options?: CallOptions,
    ): Promise<Member>;
    remove(project: string, userId: string, options?: CallOptions): Promise<void>;
  };
}

/** Builds the resources over the one function that sends requests. */
export function createResources(request: RequestFunction): Resources {
  return {
    principal: { get: (options) => request('getPrincipal', {}, options) },
    projects: {
      list: async (options) => (await request('listProjects', {}, options)).projects,
      create: (body, options) => request('createProject', { body }, options),
    },
    runs: {
      create: (project, body, options) =>
        request(
          'createRun',
          { params: { project }, body },
          { idempotencyKey: `${body.run_id}/create`, ...options },
        ),
      get: (project, runId, options) =>
        request('getRun', { params: { project, run_id: runId } }, options),
      list: (project, query = {}, options) =>
        request('listRuns', { params: { project }, query }, options),
      uploadChunk: (project, runId, index, chunk, options) =>
        request(
          'uploadChunk',
          { params: { project, run_id: runId, chunk: index }, body: chunk },
          {
            idempotencyKey: chunk.sha256,
            timeoutMs: DEFAULT_UPLOAD_TIMEOUT_MS,
            ...options,
          },
        ),
      complete: (project, runId, body, options) =>
        request(
          'completeRun',
          { params: { project, run_id: runId }, body },
          { idempotencyKey: `${runId}/complete/${body.rows}`, ...options },
        ),
      distribution: (project, runId, options) =>
        request('getRunDistribution', { params: { project, run_id: runId } }, options),
    },
    cases: {
      list: (project, runId, query = {}, options) =>
        request('listCases', { params: { project, run_id: runId }, query }, options),
      get: (project, runId, caseId, iteration, options) =>
        request(
          'getCase',
          { params: { project, run_id: runId, case_id: caseId, iteration } },
          options,
        ),
    },
    scenarios: createScenarioResources(request),
    setup: {
      get: (options) => request('getSetup', {}, options),
      createFirstAdmin: (body, options) => request('createFirstAdmin', { body }, options),
    },
    session: {
      get: (options) => request('getSession', {}, options),
      create: (body, options) => request('signIn', { body }, options),
      complete: (body, options) => request('completeSignIn', { body }, options),
      delete: async (options) => {
        await request('signOut', {}, options);
      },
    },
    apiKeys: {
      list: async (options) => (await request('listApiKeys', {}, options)).api_keys,
      create: async (body, options) => {
        return concealed(await request('createApiKey', { body }, options));
      },
      get: (id, options) => request('getApiKey', { params: { id } }, options),
      rotate: async (id, body = {}, options) => {
        const input = { params: { id }, body };
        const { previous, successor } = await request('rotateApiKey', input, options);
        return { previous, successor: concealed(successor) };
      },
      revoke: (id, options) =>
        request('revokeApiKey', { params: { id } }, { idempotencyKey: `${id}/revoke`, ...options }),
    },
    members: {
      list: async (project, options) =>
        (await request('listMembers', { params: { project } }, options)).members,
      add: (project, body, options) => request('addMember', { params: { project }, body }, options),
      change: (project, userId, body, options) =>
        request('changeMember', { params: { project, user_id: userId }, body }, options),
      remove: async (project, userId, options) => {
        await request('removeMember', { params: { project, user_id: userId } }, options);
      },
    },
  };
}

/** The answer with its key wrapped, before anything can print it. */
function concealed({ key, ...created }: CreatedApiKey): NewApiKey {
  return { ...created, key: new Secret(key) };
}
