import type * as z from 'zod';
import type {
  ApiKey,
  CaseList,
  CaseQuery,
  ChunkReceipt,
  CreateApiKeyRequest,
  CreatedApiKey,
  CreateRunRequest,
  createProjectRequest,
  Principal,
  Project,
  ResultRow,
  Run,
  RunDistribution,
  RunList,
  RunQuery,
  session,
  setupRequest,
  setupStatus,
  signInRequest,
} from '../contract/index.js';
import { Secret } from '../secret.js';
import { type CallOptions, DEFAULT_UPLOAD_TIMEOUT_MS } from './client-options.js';
import type { NdjsonChunk, RequestFunction, WithSecrets } from './request-types.js';

type Session = z.output<typeof session>;

/** A key as its creation answers: the only time that it is seen. */
export type NewApiKey = Omit<CreatedApiKey, 'key'> & { key: Secret };

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
    /** Signs in; with `session: true` the client stays signed in. */
    create(
      body: WithSecrets<z.input<typeof signInRequest>>,
      options?: CallOptions,
    ): Promise<Session>;
    /** Signs out. */
    delete(options?: CallOptions): Promise<void>;
  };
  apiKeys: {
    list(options?: CallOptions): Promise<ApiKey[]>;
    create(body: CreateApiKeyRequest, options?: CallOptions): Promise<NewApiKey>;
    revoke(id: string, options?: CallOptions): Promise<ApiKey>;
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
    setup: {
      get: (options) => request('getSetup', {}, options),
      createFirstAdmin: (body, options) => request('createFirstAdmin', { body }, options),
    },
    session: {
      get: (options) => request('getSession', {}, options),
      create: (body, options) => request('signIn', { body }, options),
      delete: async (options) => {
        await request('signOut', {}, options);
      },
    },
    apiKeys: {
      list: async (options) => (await request('listApiKeys', {}, options)).api_keys,
      create: async (body, options) => {
        const { key, ...created } = await request('createApiKey', { body }, options);
        return { ...created, key: new Secret(key) };
      },
      revoke: (id, options) => request('revokeApiKey', { params: { id } }, options),
    },
  };
}
