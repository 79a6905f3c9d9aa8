import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import {
  askToAuthorize,
  authorizationQuery,
  decide,
  newPkce,
  refusalOf,
} from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;
const { challenge } = newPkce();

beforeAll(async () => {
  platform = await startTestPlatform();
  person = await platform.addPerson();
});
afterAll(() => platform?.close());

const metadata = async () =>
  (await (await fetch(`${platform.url}/.well-known/oauth-authorization-server`)).json()) as Record<
    string,
    unknown
  >;

it('RFC 9207 2: an answer with a code names the issuer', async () => {
  const { location } = await askToAuthorize(platform, authorizationQuery(challenge));
  const { searchParams } = await decide(platform, person, location);
  expect(searchParams.getAll('iss')).toEqual([platform.url]);
});

it('RFC 9207 2: an answer with an error names the issuer', async () => {
  const { location } = await askToAuthorize(platform, authorizationQuery(challenge));
  const denied = await decide(platform, person, location, 'deny');
  expect(denied.searchParams.getAll('iss')).toEqual([platform.url]);
  const refused = await refusalOf(
    platform,
    person,
    authorizationQuery(challenge, { scope: 'nonsense' }),
  );
  expect(refused.parameters.getAll('iss')).toEqual([platform.url]);
});

it('RFC 9207 2: the issuer is a URL without query and fragment', async () => {
  const { location } = await askToAuthorize(platform, authorizationQuery(challenge));
  const iss = (await decide(platform, person, location)).searchParams.get('iss') ?? '';
  expect([new URL(iss).search, new URL(iss).hash]).toEqual(['', '']);
});

it('RFC 9207 2.3: the issuer is that of the metadata, character by character', async () => {
  const { location } = await askToAuthorize(platform, authorizationQuery(challenge));
  const url = await decide(platform, person, location);
  expect(url.searchParams.get('iss')).toBe((await metadata()).issuer);
});

it('RFC 9207 3: the metadata says that answers name the issuer', async () => {
  expect((await metadata()).authorization_response_iss_parameter_supported).toBe(true);
});
