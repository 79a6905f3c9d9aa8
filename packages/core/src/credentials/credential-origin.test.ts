import { describe, expect, it } from 'vitest';
import { freshKey } from './keys.test-support.js';
import { requireCredential, resolveCredential } from './resolve-credential.js';
import { arrange, type Situation } from './situation.test-support.js';

const resolve = async (situation: Situation) => resolveCredential(await arrange(situation));
const require = async (situation: Situation) => requireCredential(await arrange(situation));

const SESSION = freshKey('at');
const ORIGIN = 'https://api.fluxloop.ai';
const CORP = 'https://fluxloop.corp.example';

describe('a credential is bound to its origin:', () => {
  const profiles = { default: { access_token: SESSION, api_endpoint: ORIGIN } };

  it('a stored session goes to the origin that issued it', async () => {
    const resolved = await require({ profiles });
    expect(resolved.credential.reveal()).toBe(SESSION);
    expect(resolved.credentialOrigin).toBe(ORIGIN);
  });

  it.each<[string, Situation]>([
    ['--endpoint', { flags: { endpoint: CORP } }],
    ['FLUXLOOP_API_ENDPOINT', { env: { FLUXLOOP_API_ENDPOINT: CORP } }],
    ['another port', { flags: { endpoint: `${ORIGIN}:8443` } }],
  ])(
    'a stored session does not follow %s elsewhere, and the error says why',
    async (_, situation) => {
      const resolved = await resolve({ profiles, ...situation });
      expect(resolved.credential).toBeNull();
      expect(resolved.warnings).toEqual([expect.stringContaining(`issued by ${ORIGIN}`)]);
      await expect(require({ profiles, ...situation })).rejects.toMatchObject({
        code: 'credential_wrong_origin',
        exitCode: 3,
        message: expect.stringContaining(ORIGIN),
      });
    },
  );

  it('a session of the older file shape belongs to FluxLoop’s own platform', async () => {
    const old = { default: { access_token: SESSION } };
    expect((await resolve({ profiles: old })).credential?.reveal()).toBe(SESSION);
    expect((await resolve({ profiles: old, api: { endpoint: CORP } })).credential).toBeNull();
  });

  it('a key goes where the user points', async () => {
    const env = { FLUXLOOP_API_KEY: freshKey() };
    expect((await require({ env, flags: { endpoint: CORP } })).credentialOrigin).toBe(CORP);
    expect((await require({ env: { ...env, FLUXLOOP_API_ENDPOINT: CORP } })).credentialOrigin).toBe(
      CORP,
    );
  });

  it.each<[string, () => Situation]>([
    ['a variable', () => ({ env: { FLUXLOOP_API_KEY: freshKey() } })],
    ['a token', () => ({ env: { FLUXLOOP_TOKEN: freshKey('at') } })],
    ['a flag', () => ({ flags: { apiKey: freshKey() } })],
    ['the user’s key file', () => ({ userKeyFile: freshKey() })],
    [
      'a key file that the same repository names',
      () => ({ keyFile: freshKey(), api: { key_file: 'key.txt' } }),
    ],
  ])('a key of %s does not go where only a repository points', async (_, make) => {
    const situation = make();
    const api = { ...situation.api, endpoint: CORP };
    const cloned = { ...situation, api };
    await expect(resolve(cloned)).rejects.toMatchObject({
      code: 'endpoint_not_trusted',
      exitCode: 3,
      message: expect.stringContaining(CORP),
      hint: expect.stringContaining(`FLUXLOOP_API_ENDPOINT=${CORP}`),
    });
    const confirmed = await resolve({
      ...cloned,
      env: { ...cloned.env, FLUXLOOP_API_ENDPOINT: CORP },
    });
    expect(confirmed.credentialOrigin).toBe(CORP);
  });

  it('a repository may point where the user has signed in before, and to FluxLoop itself', async () => {
    const env = { FLUXLOOP_API_KEY: freshKey() };
    const known = await resolve({
      env,
      profiles: { corp: { access_token: SESSION, api_endpoint: `${CORP}/` } },
      api: { endpoint: CORP },
    });
    expect(known).toMatchObject({ endpointSource: 'fluxloop.yaml', credentialOrigin: CORP });
    expect((await resolve({ env, api: { endpoint: ORIGIN } })).credentialOrigin).toBe(ORIGIN);
  });

  it('without a credential an endpoint of a repository is told as not trusted', async () => {
    expect(await resolve({ api: { endpoint: CORP } })).toMatchObject({
      credential: null,
      endpointTrusted: false,
    });
  });
});
