import { accountRoutes } from './account-routes.js';
import * as apiKeys from './api-keys.js';
import * as identity from './identity.js';
import * as members from './members.js';
import * as oauth from './oauth.js';
import { peopleRoutes } from './people-routes.js';
import * as who from './principal.js';
import { resultRow } from './result-row.js';
import type { Route } from './route.js';
import * as runs from './runs.js';
import { scenarioRoutes } from './scenario-routes.js';
import * as trust from './trusted-issuers.js';

/**
 * Every route of the API that the SDK, the dashboard and the platform share. The server
 * registers from this table, the client calls by it, OpenAPI is generated from it.
 */
export const routes = {
  getSetup: {
    method: 'GET',
    path: '/v1/setup',
    summary: 'Tell whether the platform waits for its first admin.',
    access: 'none',
    success: { status: 200, body: identity.setupStatus },
  },
  createFirstAdmin: {
    method: 'POST',
    path: '/v1/setup',
    summary: 'Create the first admin with the one-time token, and sign in.',
    access: 'none',
    body: identity.setupRequest,
    success: { status: 201, body: identity.session },
  },
  ...accountRoutes,
  ...peopleRoutes,
  getPrincipal: {
    method: 'GET',
    path: '/v1/principal',
    summary: 'Tell who the credential speaks for and what it may do.',
    access: 'authenticated',
    success: { status: 200, body: who.principal },
  },
  listProjects: {
    method: 'GET',
    path: '/v1/projects',
    summary: 'List the projects that the credential can see.',
    access: 'read',
    success: { status: 200, body: identity.projectList },
  },
  createProject: {
    method: 'POST',
    path: '/v1/projects',
    summary: 'Create a project; who creates it is its first admin.',
    access: 'admin',
    body: identity.createProjectRequest,
    success: { status: 201, body: identity.project },
  },
  listMembers: {
    method: 'GET',
    path: '/v1/projects/:project/members',
    summary: 'List the people of a project.',
    access: 'read',
    params: runs.projectParams,
    success: { status: 200, body: members.memberList },
  },
  addMember: {
    method: 'POST',
    path: '/v1/projects/:project/members',
    summary: 'Add a person who has an account.',
    access: 'admin',
    params: runs.projectParams,
    body: members.addMemberRequest,
    success: { status: 201, body: members.member },
  },
  changeMember: {
    method: 'PUT',
    path: '/v1/projects/:project/members/:user_id',
    summary: "Change a person's role; it counts from their next request on.",
    access: 'admin',
    params: members.memberParams,
    body: members.changeMemberRequest,
    success: { status: 200, body: members.member },
  },
  removeMember: {
    method: 'DELETE',
    path: '/v1/projects/:project/members/:user_id',
    summary: 'Remove a person; their keys reach the project no more.',
    access: 'admin',
    params: members.memberParams,
    success: { status: 204, body: null },
  },
  listApiKeys: {
    method: 'GET',
    path: '/v1/api-keys',
    summary: 'List your API keys, and those of the service accounts that you manage.',
    access: 'read',
    success: { status: 200, body: apiKeys.apiKeyList },
  },
  createApiKey: {
    method: 'POST',
    path: '/v1/api-keys',
    summary: 'Create an API key; the answer is the only place that shows it.',
    access: 'write',
    body: apiKeys.createApiKeyRequest,
    success: { status: 201, body: apiKeys.createdApiKey },
  },
  getApiKey: {
    method: 'GET',
    path: '/v1/api-keys/:id',
    summary:
      'Show an API key by its id or the SHA-256 of the key; a key may always ask about itself.',
    access: 'authenticated',
    params: apiKeys.apiKeyParams,
    success: { status: 200, body: apiKeys.apiKey },
  },
  rotateApiKey: {
    method: 'POST',
    path: '/v1/api-keys/:id/rotate',
    summary: 'Create the successor of an API key; the old one works on for a grace.',
    access: 'write',
    params: apiKeys.apiKeyParams,
    body: apiKeys.rotateApiKeyRequest,
    success: { status: 201, body: apiKeys.rotatedApiKey },
  },
  revokeApiKey: {
    method: 'POST',
    path: '/v1/api-keys/:id/revoke',
    summary: 'Revoke an API key at once and for good; a key may always revoke itself.',
    access: 'authenticated',
    params: apiKeys.apiKeyParams,
    success: { status: 200, body: apiKeys.apiKey },
  },
  listRuns: {
    method: 'GET',
    path: '/v1/projects/:project/runs',
    summary: 'List the runs of a project, newest first.',
    access: 'read',
    params: runs.projectParams,
    query: runs.runQuery,
    success: { status: 200, body: runs.runList },
  },
  createRun: {
    method: 'POST',
    path: '/v1/projects/:project/runs',
    summary: 'Announce a run before its rows are uploaded; repeating it changes nothing.',
    access: 'write',
    params: runs.projectParams,
    body: runs.createRunRequest,
    success: { status: 200, body: runs.run },
  },
  uploadChunk: {
    method: 'PUT',
    path: '/v1/projects/:project/runs/:run_id/chunks/:chunk',
    summary: 'Store a chunk of result rows (gzip NDJSON); repeating it changes nothing.',
    access: 'write',
    params: runs.chunkParams,
    body: 'ndjson',
    success: { status: 200, body: runs.chunkReceipt },
  },
  completeRun: {
    method: 'POST',
    path: '/v1/projects/:project/runs/:run_id/complete',
    summary: 'Close an upload once every row is stored.',
    access: 'write',
    params: runs.runParams,
    body: runs.completeRunRequest,
    success: { status: 200, body: runs.run },
  },
  getRun: {
    method: 'GET',
    path: '/v1/projects/:project/runs/:run_id',
    summary: 'Show a run with its totals.',
    access: 'read',
    params: runs.runParams,
    success: { status: 200, body: runs.run },
  },
  getRunDistribution: {
    method: 'GET',
    path: '/v1/projects/:project/runs/:run_id/distribution',
    summary: "Show how a run's latencies and verdicts are spread.",
    access: 'read',
    params: runs.runParams,
    success: { status: 200, body: runs.runDistribution },
  },
  listCases: {
    method: 'GET',
    path: '/v1/projects/:project/runs/:run_id/cases',
    summary: 'List the cases of a run, filtered.',
    access: 'read',
    params: runs.runParams,
    query: runs.caseQuery,
    success: { status: 200, body: runs.caseList },
  },
  getCase: {
    method: 'GET',
    path: '/v1/projects/:project/runs/:run_id/cases/:case_id/:iteration',
    summary: "Show one case's transcript and each criterion's verdict.",
    access: 'read',
    params: runs.caseParams,
    success: { status: 200, body: resultRow },
  },
  ...scenarioRoutes,
  getAuthorizationRequest: {
    method: 'GET',
    path: '/v1/authorization-requests/:id',
    summary: 'Show what a program asks for before you decide.',
    access: 'session',
    params: oauth.authorizationRequestParams,
    success: { status: 200, body: oauth.authorizationRequest },
  },
  decideAuthorizationRequest: {
    method: 'POST',
    path: '/v1/authorization-requests/:id/decision',
    summary: 'Let a program in, or turn it away.',
    access: 'session',
    params: oauth.authorizationRequestParams,
    body: oauth.decideAuthorizationRequest,
    success: { status: 200, body: oauth.authorizationDecision },
  },
  lookUpDevice: {
    method: 'POST',
    path: '/v1/device-authorizations/lookup',
    summary: 'Show the device that waits with a code.',
    access: 'session',
    body: oauth.lookUpDeviceRequest,
    success: { status: 200, body: oauth.deviceAuthorization },
  },
  decideDevice: {
    method: 'POST',
    path: '/v1/device-authorizations/decision',
    summary: 'Let the device in that waits with a code, or turn it away.',
    access: 'session',
    body: oauth.decideDeviceRequest,
    success: { status: 200, body: oauth.deviceDecision },
  },
  listTrustedIssuers: {
    method: 'GET',
    path: '/v1/projects/:project/trusted-issuers',
    summary: 'List the issuers whose identity tokens the project takes in exchange.',
    access: 'admin',
    params: runs.projectParams,
    success: { status: 200, body: trust.trustedIssuerList },
  },
  createTrustedIssuer: {
    method: 'POST',
    path: '/v1/projects/:project/trusted-issuers',
    summary: 'Trust an issuer, such as a CI, within the claims that are named.',
    access: 'admin',
    params: runs.projectParams,
    body: trust.createTrustedIssuerRequest,
    success: { status: 201, body: trust.trustedIssuer },
  },
  deleteTrustedIssuer: {
    method: 'DELETE',
    path: '/v1/projects/:project/trusted-issuers/:id',
    summary: 'End the trust, and every access token that came from it.',
    access: 'admin',
    params: trust.trustedIssuerParams,
    success: { status: 204, body: null },
  },
} as const satisfies Record<string, Route>;

/** The name of a route in {@link routes}. */
export type RouteName = keyof typeof routes;
