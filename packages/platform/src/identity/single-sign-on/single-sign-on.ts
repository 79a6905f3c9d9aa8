import type { SingleSignOnFailure } from '@fluxloop/core/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../database/database.js';
import { describeFailure } from '../../http/errors.js';
import { ProblemError } from '../../http/problem.js';
import type { SessionCookie } from '../../http/session-cookie.js';
import { originOf } from '../../oauth/origin.js';
import { beginSession } from '../begin-session.js';
import { keepAttempt, takeAttempt } from './attempts.js';
import { findAccount, linkAccount, SingleSignOnError } from './find-account.js';
import { type IdentityProvider, SingleSignOnRefusedError } from './provider.js';

const CALLBACK = '/sso/callback';
/** Where a browser goes that names no page, and where a link is shown. */
const PAGES = { home: '/projects', link: '/settings/single-sign-on' };
/** A base that no address resolves to by itself. */
const BASE = 'https://dashboard.invalid';

/** What single sign-on works on. */
export interface SingleSignOnContext {
  database: Database;
  cookie: SessionCookie;
  /** `null`: the platform has none. */
  provider: IdentityProvider | null;
  /** The platform's public address, without a slash at the end. */
  publicUrl: () => string;
}

/**
 * Begins a sign-in, or a link with the account that is signed in: sets the cookie that binds it to
 * the browser, and gives the address to go to. The cookie is sent on the way back too, which is a
 * navigation from another site (`SameSite=Lax`); whoever plants a link to our end of it in another
 * browser gets nowhere.
 *
 * @throws ProblemError 404 `single_sign_on_off`; 429 `too_many_attempts`; 503
 *   `identity_provider_unavailable`
 */
export async function beginSingleSignOn(
  { database, cookie, provider, publicUrl }: SingleSignOnContext,
  attempt: { next: string | undefined; linkingUserId: string | null },
  request: { address: string; reply: FastifyReply },
): Promise<{ redirect_to: string }> {
  if (provider === null) {
    throw new ProblemError({
      status: 404,
      code: 'single_sign_on_off',
      title: 'This platform has no single sign-on.',
      hint: 'Sign in with your password.',
    });
  }
  const { challenge, url } = await provider
    .begin(publicUrl() + CALLBACK)
    .catch((error: unknown) => {
      request.reply.log.warn({ failure: describeFailure(error) }, 'single sign-on failed');
      throw new ProblemError({
        status: 503,
        code: 'identity_provider_unavailable',
        title: `${provider.name} does not answer at the moment.`,
        hint: 'Try again in a minute, or sign in with your password.',
      });
    });
  const { token, expiresAt } = await keepAttempt(
    database,
    {
      ...challenge,
      next: ownPage(attempt.next),
      linkingUserId: attempt.linkingUserId,
    },
    request.address,
  );
  request.reply.setCookie(cookieName(cookie), token, {
    ...attributes(publicUrl()),
    expires: expiresAt,
  });
  return { redirect_to: url.href };
}

/**
 * Registers the address that the identity provider sends browsers back to. Every end of it is a page
 * of the dashboard; a failure is a word of the contract in `reason`, never what the provider wrote.
 */
export function registerSingleSignOn(app: FastifyInstance, context: SingleSignOnContext): void {
  app.get(CALLBACK, { schema: { hide: true }, exposeHeadRoute: false }, async (request, reply) => {
    reply.clearCookie(cookieName(context.cookie), attributes(context.publicUrl()));
    // 303, so that the code is in no address that the browser keeps.
    return reply.redirect(await complete(context, request, reply), 303);
  });
}

async function complete(
  context: SingleSignOnContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  const { database, cookie, provider, publicUrl } = context;
  const token = request.cookies[cookieName(cookie)];
  const attempt = token === undefined ? null : await takeAttempt(database, token);
  if (attempt === null || provider === null) return failed('sso_expired', null);
  const page = attempt.linkingUserId === null ? null : PAGES.link;
  try {
    const identity = await provider.complete(new URL(request.url, publicUrl()), attempt);
    if (attempt.linkingUserId !== null) {
      await linkAccount(database, identity, attempt.linkingUserId);
      return PAGES.link;
    }
    const userId = await findAccount(database, identity, provider.allowedDomains);
    const session = await beginSession(database, userId, {
      origin: originOf(request.ip, request.headers['user-agent']),
      ticket: undefined,
    });
    cookie.set(reply, session.token, session.expiresAt);
    return attempt.next ?? PAGES.home;
  } catch (error) {
    if (error instanceof SingleSignOnError) return failed(error.reason, page, attempt.next);
    if (error instanceof SingleSignOnRefusedError) return failed('sso_refused', page, attempt.next);
    request.log.warn({ failure: describeFailure(error) }, 'single sign-on failed');
    return failed('sso_unavailable', page, attempt.next);
  }
}

function failed(
  reason: SingleSignOnFailure,
  page: string | null,
  next: string | null = null,
): string {
  const query = new URLSearchParams({ reason, ...(next === null ? {} : { next }) });
  return `${page ?? '/login'}?${query}`;
}

/** A page of the dashboard; anything else would make of us an open redirector (CWE-601). */
function ownPage(next: string | undefined): string | null {
  if (next === undefined || !next.startsWith('/') || !URL.canParse(next, BASE)) return null;
  const url = new URL(next, BASE);
  if (url.origin !== BASE || url.pathname.startsWith('//')) return null;
  return url.pathname + url.search;
}

function cookieName(cookie: SessionCookie): string {
  return `${cookie.name()}-sso`;
}

function attributes(publicUrl: string) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
  } as const;
}
