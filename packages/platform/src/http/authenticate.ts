import { projectSlug, type Route } from '@fluxloop/core/contract';
import type { FastifyRequest } from 'fastify';
import { requireRole, requireScope } from '../access/decide.js';
import { type Principal, scopeOf, type VisibleProject } from '../access/principal.js';
import type { Database } from '../database/database.js';
import { checkSession } from '../identity/sessions.js';
import { projectNotFound } from '../keys/api-keys.js';
import { checkApiKey, unauthorized } from '../keys/check-api-key.js';
import type { KeyUsage } from '../keys/key-usage.js';
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
  database: Database;
  cookie: SessionCookie;
  usage: KeyUsage;
  publicUrl: () => string;
}

/**
 * Decides a request by its route's access, before its body is read. An API key is looked at
 * before a cookie.
 *
 * A project that the principal cannot see is answered like one that does not exist.
 *
 * @throws ProblemError 401 without a good credential, 403 for its scope, its person's role or
 *   another site's page, 404 `project_not_found`
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
        title: 'Only a person who is signed in may do this, and an API key is not one.',
        hint: `Sign in at ${gate.publicUrl()}/login.`,
      });
    }
    return { principal, projects, project: null };
  }
  if (route.access !== 'authenticated') {
    requireScope(scopeOf(principal), route.access);
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
    const key = /^bearer +(\S+)$/i.exec(authorization)?.[1];
    if (key === undefined) {
      throw unauthorized(
        'credential_malformed',
        'The Authorization header is not a bearer token.',
        {
          hint: 'It reads: Authorization: Bearer, a space, and the API key.',
        },
      );
    }
    const checked = await checkApiKey(gate.database, key, slug);
    if (checked.principal.kind === 'api_key') {
      gate.usage.note(checked.principal.key.id);
    }
    return checked;
  }
  const token = gate.cookie.read(request);
  if (token === null) {
    throw unauthorized('credential_missing', 'This needs an API key or a session.', {
      hint: 'Set FLUXLOOP_API_KEY, run fluxloop auth login --with-token, or sign in to the dashboard.',
    });
  }
  refuseCrossSite(request, gate.publicUrl());
  const checked = await checkSession(gate.database, token, slug);
  if (checked === null) {
    throw unauthorized('session_over', 'The session is over.', { hint: 'Sign in again.' });
  }
  return checked;
}

function projectOfPath(request: FastifyRequest): string | null {
  const { params } = request;
  return typeof params === 'object' && params !== null && 'project' in params
    ? String(params.project)
    : null;
}
