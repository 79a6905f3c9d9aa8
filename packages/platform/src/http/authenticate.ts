import { projectSlug, type Route } from '@fluxloop/core/contract';
import { parseCredential } from '@fluxloop/core/credentials';
import { AuthenticationError } from '@fluxloop/core/errors';
import type { FastifyRequest } from 'fastify';
import { requireRole, requireScope } from '../access/decide.js';
import type { Principal, VisibleProject } from '../access/principal.js';
import type { OpenDatabase } from '../database/database.js';
import { checkSession } from '../identity/sessions.js';
import { checkApiKey } from '../keys/check-api-key.js';
import { unauthorized } from '../keys/unauthorized.js';
import { checkAccessToken } from '../oauth/check-access-token.js';
import { projectNotFound } from '../projects/projects.js';
import { refuseCrossSite } from './origin-check.js';
import { ProblemError } from './problem.js';
import type { SessionCookie } from './session-cookie.js';

/** What a request was let through with. */
export interface Grant {
  principal: Principal | null;
  projects: readonly VisibleProject[];
  project: VisibleProject | null;
}

/** What {@link authenticate} asks. */
export interface Gate {
  store: OpenDatabase;
  cookie: SessionCookie;
  publicUrl: () => string;
}

/** Of a header's many kilobytes no check sum is worked out. */
const LONGEST_CREDENTIAL = 200;

/**
 * Decides a request by its route's access, before its body is read. An API key is looked at
 * before a cookie.
 *
 * A project that the principal cannot see is answered like one that does not exist.
 *
 * @throws ProblemError 401 without a good credential, 403 for its scope, its person's role or
 *   another site's page, 404 `project_not_found`. The request's `keyId` is set as soon as its key is
 *   known, also when it is then refused.
 */
export async function authenticate(
  gate: Gate,
  route: Route,
  request: FastifyRequest,
): Promise<Grant> {
  if (route.access === 'none') {
    refuseCrossSite(request, gate.publicUrl());
    return { principal: null, projects: [], project: null };
  }
  const slug = projectOfPath(request);
  // A slug of another form names no project, and is not sent to the database.
  const known = slug === null || projectSlug.safeParse(slug).success ? slug : '';
  const { principal, projects } = await identify(gate, request, known);
  if (route.access === 'session') {
    if (principal.kind !== 'session') {
      throw new ProblemError({
        status: 403,
        code: 'session_required',
        title: 'Only a person who is signed in to the dashboard may do this.',
        hint: `Sign in at ${gate.publicUrl()}/login.`,
      });
    }
    return { principal, projects, project: null };
  }
  if (route.access !== 'authenticated') {
    requireScope(principal, route.access);
  }
  if (slug === null) {
    return { principal, projects, project: null };
  }
  const project = projects.find((one) => one.slug === slug);
  if (project === undefined) {
    throw projectNotFound(slug);
  }
  if (route.access !== 'authenticated') {
    requireRole(project.role, route.access);
  }
  return { principal, projects, project };
}

async function identify(gate: Gate, request: FastifyRequest, slug: string | null) {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const key = readBearer(authorization);
    if (key.startsWith('flx_at_')) {
      return checkAccessToken(gate.store.database, key, slug);
    }
    return checkApiKey(gate.store.requests, {
      key,
      slug,
      address: request.ip,
      onKnown: (keyId) => {
        request.keyId = keyId;
      },
    });
  }
  const token = gate.cookie.read(request);
  if (token === null) {
    throw unauthorized('credential_missing', 'This needs an API key or a session.', {
      hint: 'Set FLUXLOOP_API_KEY, run fluxloop auth login --with-token, or sign in to the dashboard.',
    });
  }
  refuseCrossSite(request, gate.publicUrl());
  const checked = await checkSession(gate.store.database, token, slug);
  if (checked === null) {
    throw unauthorized('session_over', 'The session is over.', { hint: 'Sign in again.' });
  }
  return checked;
}

/**
 * The credential of the header (RFC 6750, section 2.1). A typo or a truncated paste is told by its
 * check sum, without a look at the database.
 *
 * @throws ProblemError 401 `credential_malformed`
 */
function readBearer(authorization: string): string {
  const credential = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  if (credential === undefined) {
    throw unauthorized('credential_malformed', 'The Authorization header is not a bearer token.', {
      hint: 'It reads: Authorization: Bearer, a space, and the API key.',
    });
  }
  if (credential.length > LONGEST_CREDENTIAL) {
    throw unauthorized('credential_malformed', 'The credential is longer than any API key.');
  }
  try {
    return parseCredential(credential).text;
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    throw unauthorized('credential_malformed', error.message, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}

function projectOfPath(request: FastifyRequest): string | null {
  const { params } = request;
  return typeof params === 'object' && params !== null && 'project' in params
    ? String(params.project)
    : null;
}
