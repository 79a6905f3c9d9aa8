import { afterAll, beforeAll, expect, it } from 'vitest';
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
} from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;

beforeAll(async () => {
  platform = await startTestPlatform();
  person = await platform.addPerson();
});
afterAll(() => platform?.close());

/** The example of RFC 7636, appendix B. */
const EXAMPLE = {
  verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};

it('RFC 7636 4.2: S256 is understood as the example has it', async () => {
  const { location } = await askToAuthorize(platform, authorizationQuery(EXAMPLE.challenge));
  const code = (await decide(platform, person, location)).searchParams.get('code');
  const answer = await postToken(platform, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    code_verifier: EXAMPLE.verifier,
  });
  expect(answer.status).toBe(200);
});

it('RFC 7636 4.4: the challenge is in nothing that others could take it from', async () => {
  const { challenge } = newPkce();
  const { location } = await askToAuthorize(platform, authorizationQuery(challenge));
  const id = new URL(location ?? '').searchParams.get('request') ?? '';
  const shown = await platform.call('getAuthorizationRequest', { as: person, params: { id } });
  const url = await decide(platform, person, location);
  for (const text of [location, shown.text, url.href]) expect(text).not.toContain(challenge);
});

it('RFC 7636 4.4.1: a request without a challenge is invalid', async () => {
  const { error, parameters } = await refusalOf(
    platform,
    person,
    authorizationQuery('', { code_challenge: null, code_challenge_method: null }),
  );
  expect(error).toBe('invalid_request');
  expect(parameters.get('error_description')).toBe('A code challenge is required.');
});

it('RFC 7636 4.4.1: a challenge by plain, by default or by name, is invalid', async () => {
  const { challenge } = newPkce();
  for (const method of [null, 'plain', 's256', 'S512']) {
    const { error } = await refusalOf(
      platform,
      person,
      authorizationQuery(challenge, { code_challenge_method: method }),
    );
    expect(error, String(method)).toBe('invalid_request');
  }
});

it('RFC 7636 4.2: a challenge that S256 cannot have made is invalid', async () => {
  const { challenge } = newPkce();
  for (const wrong of [challenge.slice(1), `${challenge}A`, `${challenge.slice(1)}=`, 'x']) {
    const { error } = await refusalOf(platform, person, authorizationQuery(wrong));
    expect(error, wrong).toBe('invalid_request');
  }
});

it('RFC 7636 4.5: without the verifier there are no tokens', async () => {
  const { fields } = await obtainCode(platform, person);
  const answer = await postToken(platform, { ...fields, code_verifier: null });
  expect([answer.status, answer.json.error]).toEqual([400, 'invalid_request']);
});

it('RFC 7636 4.6: a verifier that does not fit is an invalid grant', async () => {
  const { fields } = await obtainCode(platform, person);
  const wrong = [newPkce().verifier, fields.code_verifier?.slice(1), 'x'.repeat(129), 'short'];
  for (const code_verifier of wrong) {
    const answer = await postToken(platform, { ...fields, code_verifier: code_verifier ?? '' });
    expect([answer.status, answer.json.error], code_verifier).toEqual([400, 'invalid_grant']);
  }
  // A thief who only has the code could not take it from who has the verifier.
  expect((await postToken(platform, fields)).status).toBe(200);
});
