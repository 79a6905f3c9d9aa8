import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../../platform.test-support.js';
import { hashPassword } from '../passwords.js';
import {
  startTestIdentityProvider,
  type TestIdentityProvider,
} from './identity-provider.test-support.js';

let provider: TestIdentityProvider;
let platform: TestPlatform;
let admin: Awaited<ReturnType<TestPlatform['addPerson']>>;
const password = ['correct', 'horse', 'battery'].join(' ');

const settings = () => ({
  FLUXLOOP_PLATFORM_OIDC_ISSUER: provider.url,
  FLUXLOOP_PLATFORM_OIDC_CLIENT_ID: provider.clientId,
  FLUXLOOP_PLATFORM_OIDC_CLIENT_SECRET: provider.clientSecret,
  FLUXLOOP_PLATFORM_OIDC_NAME: 'Acme Login',
  FLUXLOOP_PLATFORM_OIDC_ALLOWED_DOMAINS: 'acme.example',
});

beforeAll(async () => {
  provider = await startTestIdentityProvider();
  platform = await startTestPlatform({ env: settings() });
  admin = await platform.addPerson({ admin: true, roles: { shop: 'admin' } });
});
afterAll(async () => {
  await platform?.close();
  await provider?.close();
});

let people = 0;
beforeEach(() => {
  people += 1;
  provider.fault = null;
  provider.userinfo = {};
  provider.person = {
    sub: `subject-${people}`,
    email: `Someone-${people}@acme.example`,
    email_verified: true,
  };
});
const address = () => String(provider.person.email).toLowerCase();

/** What a browser keeps, and where it is led. */
interface Journey {
  /** The cookie of the attempt. */
  bound: string;
  /** Where the provider sends the browser back to. */
  back: URL;
}

/** Goes to the provider and comes back, up to the platform's door. */
async function leave(
  options: { next?: string; linkAs?: { cookie: string }; on?: TestPlatform } = {},
): Promise<Journey> {
  const on = options.on ?? platform;
  const begun =
    options.linkAs === undefined
      ? await on.call('beginSingleSignOn', {
          body: options.next === undefined ? {} : { next: options.next },
        })
      : await on.call('linkSingleSignOn', { as: options.linkAs });
  const { redirect_to } = begun.value();
  const bound = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const there = await fetch(redirect_to, { redirect: 'manual' });
  return { bound, back: new URL(there.headers.get('location') ?? '') };
}

/** Comes back with what the browser keeps. */
async function arrive(journey: { bound: string | null; back: URL }) {
  const answer = await fetch(journey.back, {
    redirect: 'manual',
    headers: journey.bound === null ? {} : { cookie: journey.bound },
  });
  const to = new URL(answer.headers.get('location') ?? '', platform.url);
  const cookies = answer.headers.getSetCookie();
  const session = cookies.find((cookie) => !cookie.includes('-sso=') && !/=;/.test(cookie));
  return {
    status: answer.status,
    page: to.pathname,
    reason: to.searchParams.get('reason'),
    next: to.searchParams.get('next'),
    cookies,
    as: session === undefined ? null : { cookie: session.split(';')[0] ?? '' },
  };
}

const signIn = async (options: Parameters<typeof leave>[0] = {}) => arrive(await leave(options));
const whoIs = async (as: { cookie: string } | null) =>
  (await platform.call('getSession', { as })).value().user.email;

describe('single sign-on', () => {
  it('is told by its name, with the other ways to sign in', async () => {
    expect((await platform.call('getSignInOptions')).value()).toEqual({
      password: true,
      single_sign_on: { name: 'Acme Login' },
      mail: false,
    });
  });

  it('makes the account of a verified address of an allowed domain, and finds it again', async () => {
    const first = await signIn({ next: '/projects/shop/runs?status=all' });
    expect([first.status, first.page]).toEqual([303, '/projects/shop/runs']);
    expect(await whoIs(first.as)).toBe(address());
    const again = await signIn();
    expect(again.page).toBe('/projects');
    expect(await whoIs(again.as)).toBe(address());
    const found = await platform.database
      .selectFrom('users')
      .select(['password_hash', 'is_admin'])
      .where('email', '=', address())
      .execute();
    expect(found).toEqual([{ password_hash: null, is_admin: false }]);
    const byPassword = await platform.call('signIn', {
      body: { email: address(), password: 'whatever it may be' },
    });
    expect(byPassword.problem().code).toBe('sign_in_failed');
  });

  it('asks with PKCE, state and nonce, and gives the session a cookie as strict as ever', async () => {
    const { as, cookies } = await signIn();
    const asked = provider.asked.at(-1);
    expect(asked?.get('code_challenge_method')).toBe('S256');
    expect(asked?.get('scope')).toBe('openid email');
    expect(asked?.get('redirect_uri')).toBe(`${platform.url}/sso/callback`);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked?.get(name)?.length, name).toBeGreaterThanOrEqual(43);
    }
    const session = cookies.find((cookie) => cookie.startsWith(as?.cookie ?? 'none'));
    expect(session).toMatch(/HttpOnly/);
    expect(session).toMatch(/SameSite=Strict/);
    expect(cookies.find((cookie) => cookie.includes('-sso='))).toMatch(/Expires=Thu, 01 Jan 1970/);
  });

  it('knows a person by the subject, whatever becomes of the address', async () => {
    await signIn();
    const before = address();
    provider.person.email = 'married@elsewhere.example';
    expect(await whoIs((await signIn()).as)).toBe(before);
    const [link] = await platform.database
      .selectFrom('single_sign_on_links')
      .select('email')
      .where('subject', '=', String(provider.person.sub))
      .execute();
    expect(link?.email).toBe('married@elsewhere.example');
  });

  it('asks the userinfo endpoint where the token names no address', async () => {
    provider.userinfo = { email: provider.person.email, email_verified: true };
    const email = address();
    provider.person = { sub: provider.person.sub };
    expect(await whoIs((await signIn()).as)).toBe(email);
  });

  it('lets an invited address of any domain in, and into the project', async () => {
    const email = `guest-${people}@elsewhere.example`;
    await platform.call('createInvitation', {
      as: admin,
      params: { project: 'shop' },
      body: { email, role: 'viewer' },
    });
    provider.person.email = email;
    const { as } = await signIn();
    const { projects } = (await platform.call('listProjects', { as })).value();
    expect(projects.map(({ slug, role }) => [slug, role])).toEqual([['shop', 'viewer']]);
  });
});

describe('single sign-on lets nobody in', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['whose address is not verified', { email_verified: false }, 'sso_unverified'],
    ['whose address may be verified or not', { email_verified: undefined }, 'sso_unverified'],
    ['without an address', { email: undefined }, 'sso_unverified'],
    ['of another domain', { email: 'eve@evil.example' }, 'sso_not_allowed'],
    ['of a domain that only ends alike', { email: 'eve@notacme.example' }, 'sso_not_allowed'],
    ['of a subdomain', { email: 'eve@sub.acme.example' }, 'sso_not_allowed'],
  ])('%s', async (_name, claims, reason) => {
    Object.assign(provider.person, claims);
    const { page, reason: told, as } = await signIn({ next: '/projects' });
    expect([page, told, as]).toEqual(['/login', reason, null]);
  });

  it('to an account that has the address already, before its person has linked it', async () => {
    const person = await platform.addPerson();
    provider.person.email = person.email;
    const { reason, as } = await signIn();
    expect([reason, as]).toEqual(['sso_link_needed', null]);

    const linked = await signIn({ linkAs: person });
    expect([linked.page, linked.reason]).toEqual(['/settings/single-sign-on', null]);
    const link = await platform.call('getSingleSignOnLink', { as: person });
    expect(link.value().link?.email).toBe(person.email);
    expect(await whoIs((await signIn()).as)).toBe(person.email);
  });

  it('by linking what is linked with another account', async () => {
    await signIn();
    const other = await platform.addPerson();
    const { page, reason } = await signIn({ linkAs: other });
    expect([page, reason]).toEqual(['/settings/single-sign-on', 'sso_linked_elsewhere']);
  });

  it('whose account is deactivated', async () => {
    await signIn();
    const { id } = await platform.database
      .selectFrom('users')
      .select('id')
      .where('email', '=', address())
      .executeTakeFirstOrThrow();
    await platform.call('changePerson', { as: admin, params: { id }, body: { active: false } });
    const { reason, as } = await signIn();
    expect([reason, as]).toEqual(['sso_deactivated', null]);
  });

  it.each<[NonNullable<TestIdentityProvider['fault']>, string]>([
    ['denies', 'sso_refused'],
    ['wrong iss parameter', 'sso_unavailable'],
    ['wrong nonce', 'sso_unavailable'],
    ['wrong audience', 'sso_unavailable'],
    ['wrong issuer', 'sso_unavailable'],
    ['wrong key', 'sso_unavailable'],
    ['no signature', 'sso_unavailable'],
    ['expired', 'sso_unavailable'],
  ])('when the provider: %s', async (fault, expected) => {
    provider.fault = fault;
    const { reason, as } = await signIn();
    expect([reason, as]).toEqual([expected, null]);
  });

  it('when the provider goes away on the way', async () => {
    const journey = await leave();
    provider.fault = 'fails';
    const { reason, as } = await arrive(journey);
    expect([reason, as]).toEqual(['sso_unavailable', null]);
  });

  it('who comes back twice, in another browser, or with another state', async () => {
    const journey = await leave();
    expect((await arrive({ ...journey, bound: null })).reason).toBe('sso_expired');
    const stranger = await leave();
    expect((await arrive({ ...journey, bound: stranger.bound })).as).toBeNull();
    expect((await arrive(journey)).as).not.toBeNull();
    expect((await arrive(journey)).reason).toBe('sso_expired');

    const forged = await leave();
    forged.back.searchParams.set('state', 'x'.repeat(43));
    expect((await arrive(forged)).as).toBeNull();
  });

  it('from another site that begins it', async () => {
    const answer = await platform.call('beginSingleSignOn', {
      body: {},
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.problem().code).toBe('cross_site');
    const linking = await platform.call('linkSingleSignOn', {
      as: admin,
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(linking.problem().code).toBe('cross_site');
  });
});

describe('the way back', () => {
  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/.//evil.example', 'x'])(
    'leads to no other site: %s',
    async (next) => {
      expect((await signIn({ next })).page).toBe('/projects');
    },
  );

  it('keeps the page that was asked for when it did not work', async () => {
    provider.fault = 'denies';
    expect((await signIn({ next: '/device' })).next).toBe('/device');
  });

  it('leaves no code, no state and no secret in the log', async () => {
    const journey = await leave();
    await arrive(journey);
    const log = await platform.log();
    expect(log).toContain('/sso/callback');
    const secrets = ['code', 'state'].map((name) => journey.back.searchParams.get(name) ?? '');
    for (const secret of [...secrets, journey.bound.split('=')[1] ?? '', provider.clientSecret]) {
      expect(secret).not.toBe('');
      expect(log).not.toContain(secret);
    }
  });
});

describe('a provider that is down', () => {
  it('is told before anybody is sent there, and works again when it is back', async () => {
    const fresh = await startTestPlatform({ env: settings() });
    provider.fault = 'fails';
    const refused = await fresh.call('beginSingleSignOn', { body: {} });
    expect([refused.status, refused.problem().code]).toEqual([
      503,
      'identity_provider_unavailable',
    ]);
    provider.fault = null;
    expect((await fresh.call('beginSingleSignOn', { body: {} })).status).toBe(200);
    await fresh.close();
  });
});

describe('a platform without its first admin', () => {
  it('gives nobody an account by single sign-on', async () => {
    const fresh = await startTestPlatform({ env: settings() });
    const { reason, as } = await signIn({ on: fresh });
    expect([reason, as]).toEqual(['sso_not_allowed', null]);
    expect((await fresh.call('getSetup')).value()).toEqual({ needed: true });
    await fresh.close();
  });
});

describe('with password sign-in off', () => {
  it('only admins of the platform sign in with one, so that nobody is locked out for good', async () => {
    const strict = await startTestPlatform({
      env: { ...settings(), FLUXLOOP_PLATFORM_PASSWORD_SIGN_IN: 'off' },
    });
    const password_hash = await hashPassword(password);
    const boss = await strict.addPerson({ admin: true, roles: { shop: 'admin' } });
    const person = await strict.addPerson();
    await strict.database.updateTable('users').set({ password_hash }).execute();
    const codeOf = async (email: string, secret = password) => {
      const answer = await strict.call('signIn', { body: { email, password: secret } });
      return answer.status === 201 ? 'in' : answer.problem().code;
    };
    expect(await codeOf(boss.email)).toBe('in');
    expect(await codeOf(person.email)).toBe('password_sign_in_off');
    expect(await codeOf(person.email, 'wrong')).toBe('sign_in_failed');
    expect((await strict.call('getSignInOptions')).value().password).toBe(false);
    const reset = await strict.call('requestPasswordReset', { body: { email: person.email } });
    expect(reset.problem().code).toBe('password_sign_in_off');

    const email = `late-${people}@elsewhere.example`;
    const invited = await strict.call('createInvitation', {
      as: boss,
      params: { project: 'shop' },
      body: { email, role: 'viewer' },
    });
    const token = invited.value().url?.split('#token=')[1] ?? '';
    const accepted = await strict.call('acceptInvitation', { body: { token, password } });
    expect(accepted.problem().code).toBe('password_sign_in_off');
    await strict.close();
  });
});
