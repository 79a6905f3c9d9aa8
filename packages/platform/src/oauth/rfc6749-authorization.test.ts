import { CLI_CLIENT } from '@fluxloop/core/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPlatform } from '../platform.js';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import {
  askToAuthorize,
  authorizationQuery,
  decide,
  newPkce,
  obtainCode,
  postToken,
  REDIRECT_URI,
  refusalOf,
  tokensOf,
} from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;
const { challenge } = newPkce();

beforeAll(async () => {
  platform = await startTestPlatform();
  person = await platform.addPerson({ roles: { 'support-bot': 'editor' } });
});
afterAll(() => platform?.close());

const query = (changes: Record<string, string | null> = {}) =>
  authorizationQuery(challenge, changes);

/** What the consent page is shown of a request. */
async function shown(changes: Record<string, string | null>) {
  const { location } = await askToAuthorize(platform, query(changes));
  const id = new URL(location ?? '').searchParams.get('request') ?? '';
  return platform.call('getAuthorizationRequest', { as: person, params: { id } });
}

it('RFC 6749 3.1: nobody gets a code before the platform knows who they are', async () => {
  const { location } = await askToAuthorize(platform, query());
  expect(location).toMatch(new RegExp(`^${platform.url}/authorize\\?request=[0-9a-f-]{36}$`));
  const id = new URL(location ?? '').searchParams.get('request') ?? '';
  const decision = await platform.call('decideAuthorizationRequest', {
    params: { id },
    body: { decision: 'approve' },
  });
  expect([decision.status, decision.problem().code]).toEqual([401, 'credential_missing']);
});

it('RFC 6749 3.1: the authorization endpoint takes GET', async () => {
  expect((await askToAuthorize(platform, query())).status).toBe(303);
});

it('RFC 6749 3.1: an authorization parameter without a value counts as left out', async () => {
  expect((await shown({ scope: '' })).value().scope).toBe('read-write');
  expect((await refusalOf(platform, person, query({ code_challenge: '' }))).error).toBe(
    'invalid_request',
  );
});

it('RFC 6749 3.1: an unknown authorization parameter is ignored', async () => {
  expect((await shown({ prompt: 'login', nonsense: 'é' })).value().failure).toBeNull();
});

it('RFC 6749 3.1: an authorization parameter that comes twice is refused', async () => {
  for (const repeated of ['scope=read&scope=read', 'nonsense=1&nonsense=2']) {
    const { error } = await refusalOf(platform, person, `${query({ scope: null })}&${repeated}`);
    expect(error, repeated).toBe('invalid_request');
  }
  for (const name of ['client_id', 'redirect_uri']) {
    const twice = await askToAuthorize(platform, `${query()}&${name}=${query().get(name)}`);
    expect([twice.status, twice.location], name).toEqual([400, null]);
  }
});

it('RFC 6749 3.1: beyond loopback the platform demands TLS', async () => {
  await expect(startPlatform({ host: '0.0.0.0', port: 0, env: {} })).rejects.toMatchObject({
    code: 'https_required',
  });
});

it('RFC 6749 3.1.1: a missing or unknown response type is an error for the client', async () => {
  expect((await refusalOf(platform, person, query({ response_type: null }))).error).toBe(
    'invalid_request',
  );
  for (const type of ['token', 'id_token', 'code token', 'CODE']) {
    const { error } = await refusalOf(platform, person, query({ response_type: type }));
    expect(error, type).toBe('unsupported_response_type');
  }
});

it('RFC 6749 3.1.2: a redirect URI that is relative or has a fragment is refused', async () => {
  for (const uri of ['/callback', 'callback', `${REDIRECT_URI}#here`, '//127.0.0.1/callback']) {
    const answer = await askToAuthorize(platform, query({ redirect_uri: uri }));
    expect([answer.status, answer.location], uri).toEqual([400, null]);
  }
});

it('RFC 6749 3.1.2.2: a redirect URI that is not registered is refused', async () => {
  for (const uri of [
    'https://attacker.example/callback',
    'http://127.0.0.1:8000/elsewhere',
    'com.example.app:/callback',
  ]) {
    const answer = await askToAuthorize(platform, query({ redirect_uri: uri }));
    expect([answer.status, answer.location], uri).toEqual([400, null]);
  }
});

it('RFC 6749 3.1.2.3: a request without a redirect URI is refused', async () => {
  const answer = await askToAuthorize(platform, query({ redirect_uri: null }));
  expect([answer.status, answer.location]).toEqual([400, null]);
});

it('RFC 6749 3.1.2.4: a wrong redirect URI is told on a page, and followed never', async () => {
  const uri = 'https://attacker.example/callback?"><script>';
  const browsers: Record<string, string>[] = [{}, { cookie: person.cookie }];
  for (const headers of browsers) {
    const answer = await askToAuthorize(platform, query({ redirect_uri: uri }), headers);
    expect([answer.status, answer.location]).toEqual([400, null]);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.text).toContain('This sign-in cannot begin');
    expect(answer.text).not.toContain('attacker.example');
    expect(answer.text).not.toMatch(/http-equiv|<script/);
  }
});

it('RFC 6749 3.3: several scopes add up, in any order', async () => {
  const cases = { 'read write': 'read-write', 'write read': 'read-write', 'admin read': 'admin' };
  for (const [scope, granted] of Object.entries(cases)) {
    expect((await shown({ scope })).value().scope, scope).toBe(granted);
  }
});

it('RFC 6749 3.3: without a scope the documented one is asked for', async () => {
  expect((await shown({ scope: null })).value().scope).toBe('read-write');
});

it('RFC 6749 3.3: a scope that nobody knows is invalid', async () => {
  for (const scope of ['everything', 'read  write', 'READ', 'read,write']) {
    const { error } = await refusalOf(platform, person, query({ scope }));
    expect(error, scope).toBe('invalid_scope');
  }
});

it('RFC 6749 4.1.2: the code and the state come by the query of the redirect URI', async () => {
  const state = 'a b&c=d#e%20+"~';
  const { location } = await askToAuthorize(platform, query({ state }));
  const url = await decide(platform, person, location);
  expect(url.origin + url.pathname).toBe(REDIRECT_URI);
  expect([...url.searchParams.keys()].toSorted()).toEqual(['code', 'iss', 'state']);
  expect(url.searchParams.get('state')).toBe(state);
  expect(url.hash).toBe('');
});

it('RFC 6749 4.1.2: without a state in the request there is none in the answer', async () => {
  const { location } = await askToAuthorize(platform, query({ state: null }));
  expect((await decide(platform, person, location)).searchParams.has('state')).toBe(false);
});

it('RFC 6749 4.1.2.1: an unknown client is told on a page, and redirected never', async () => {
  for (const client of [null, '', 'another', `${CLI_CLIENT.id} `]) {
    const answer = await askToAuthorize(platform, query({ client_id: client }));
    expect([answer.status, answer.location], String(client)).toEqual([400, null]);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
  }
});

it('RFC 6749 4.1.2.1: any other fault is told to the client, with the state', async () => {
  const { url, parameters } = await refusalOf(platform, person, query({ scope: 'everything' }));
  expect(url.origin + url.pathname).toBe(REDIRECT_URI);
  expect(Object.fromEntries(parameters)).toEqual({
    error: 'invalid_scope',
    error_description: expect.any(String),
    state: 'the state',
    iss: platform.url,
  });
});

it('RFC 6749 4.1.2.1: a person who says no is told to the client as access_denied', async () => {
  const { location } = await askToAuthorize(platform, query());
  const { searchParams } = await decide(platform, person, location, 'deny');
  expect(searchParams.get('error')).toBe('access_denied');
  expect(searchParams.get('state')).toBe('the state');
  expect(searchParams.has('code')).toBe(false);
});

it('RFC 6749 4.1.2.1: error texts hold no character that they may not', async () => {
  const faults: Record<string, string | null>[] = [
    { scope: '"\\' },
    { response_type: 'é"' },
    { code_challenge: 'x' },
    { code_challenge_method: null },
    { response_mode: 'fragment' },
  ];
  for (const fault of faults) {
    const { parameters } = await refusalOf(platform, person, query(fault));
    expect(parameters.get('error')).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(parameters.get('error_description')).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  }
});

it('RFC 6749 10.12: a page of another site cannot say yes for a person', async () => {
  const { location } = await askToAuthorize(platform, query());
  const id = new URL(location ?? '').searchParams.get('request') ?? '';
  const pages: Record<string, string>[] = [
    { origin: 'https://attacker.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  for (const headers of pages) {
    const answer = await platform.call('decideAuthorizationRequest', {
      as: person,
      params: { id },
      body: { decision: 'approve' },
      headers,
    });
    expect([answer.status, answer.problem().code]).toEqual([403, 'cross_site']);
  }
});

it('RFC 6749 10.12: a client gets nothing without a yes to this very request', async () => {
  await obtainCode(platform, person);
  const again = await askToAuthorize(platform, query(), { cookie: person.cookie });
  expect(again.location).toContain('/authorize?request=');
});

it('RFC 6749 10.14: a state that cannot be a state is refused, and not given back', async () => {
  for (const state of ['\u0000', 'line\nbreak', 'é', 'x'.repeat(2_049)]) {
    const { error, parameters } = await refusalOf(platform, person, query({ state }));
    expect(error, JSON.stringify(state.slice(0, 20))).toBe('invalid_request');
    expect(parameters.has('state')).toBe(false);
  }
});

it('a request is decided once', async () => {
  const { location } = await askToAuthorize(platform, query());
  await decide(platform, person, location);
  const id = new URL(location ?? '').searchParams.get('request') ?? '';
  const again = await platform.call('decideAuthorizationRequest', {
    as: person,
    params: { id },
    body: { decision: 'approve' },
  });
  expect([again.status, again.problem().code]).toEqual([409, 'authorization_request_decided']);
});

it('a request is forgotten after ten minutes', async () => {
  const { location } = await askToAuthorize(platform, query());
  const id = new URL(location ?? '').searchParams.get('request') ?? '';
  await platform.database
    .updateTable('authorization_requests')
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where('id', '=', id)
    .execute();
  for (const name of ['getAuthorizationRequest', 'decideAuthorizationRequest'] as const) {
    const answer = await platform.call(name, {
      as: person,
      params: { id },
      ...(name === 'getAuthorizationRequest' ? {} : { body: { decision: 'approve' } }),
    });
    expect([answer.status, answer.problem().code]).toEqual([404, 'authorization_request_unknown']);
  }
});

it('the person is shown who asks, for what, and from where', async () => {
  const { location } = await askToAuthorize(platform, query({ scope: 'read' }), {
    'user-agent': 'Mozilla/5.0 \u00a0(Test)',
  });
  const id = new URL(location ?? '').searchParams.get('request') ?? '';
  const answer = await platform.call('getAuthorizationRequest', { as: person, params: { id } });
  expect(answer.value()).toMatchObject({
    client: CLI_CLIENT,
    scope: 'read',
    redirect_host: '127.0.0.1:49152',
    address: '127.0.0.1',
    same_address: true,
    user_agent: 'Mozilla/5.0 (Test)',
    failure: null,
  });
});

it('a token acts for who approved, by their role now', async () => {
  const { fields } = await obtainCode(platform, person, { scope: 'admin' });
  const { access_token, scope } = tokensOf(await postToken(platform, fields));
  expect(scope).toBe('admin');
  const as = { key: access_token };
  const who = (await platform.call('getPrincipal', { as })).value();
  expect(who).toMatchObject({
    kind: 'access_token',
    user: { email: person.email },
    api_key: null,
    scope: 'admin',
    projects: [{ slug: 'support-bot', role: 'editor' }],
  });
  const params = { project: 'support-bot' };
  expect((await platform.call('listTrustedIssuers', { as, params })).problem().code).toBe(
    'role_insufficient',
  );
  const roleBecomes = (role: 'admin' | 'editor') =>
    platform.database
      .updateTable('project_members')
      .set({ role })
      .where('user_id', '=', person.id)
      .execute();
  await roleBecomes('admin');
  expect((await platform.call('listTrustedIssuers', { as, params })).status).toBe(200);
  await roleBecomes('editor');
  expect((await platform.call('listTrustedIssuers', { as, params })).status).toBe(403);
});
