import { CLI_CLIENT, GRANT_TYPES } from '@fluxloop/core/contract';
import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../platform.test-support.js';
import { decide, REDIRECT_URI, tryToken } from './oauth.test-support.js';

let platform: TestPlatform;
let person: Awaited<ReturnType<TestPlatform['addPerson']>>;

beforeAll(async () => {
  platform = await startTestPlatform();
  person = await platform.addPerson({ roles: { 'support-bot': 'editor' } });
});
afterAll(() => platform?.close());

/** Goes to an address as the person's browser does, and approves. */
async function approveInBrowser(address: URL): Promise<URL> {
  const { headers } = await fetch(address, { redirect: 'manual' });
  return decide(platform, person, headers.get('location'));
}

async function approveDevice(userCode: string): Promise<void> {
  const body = { user_code: userCode, decision: 'approve' };
  (await platform.call('decideDevice', { as: person, body })).value();
}

describe('oauth4webapi, which knows nothing of FluxLoop', () => {
  // The platform of the test speaks http, on loopback.
  const insecure = { [oauth.allowInsecureRequests]: true };
  const self: oauth.Client = { client_id: CLI_CLIENT.id };
  let server: oauth.AuthorizationServer;

  beforeAll(async () => {
    const issuer = new URL(platform.url);
    const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
    server = await oauth.processDiscoveryResponse(issuer, answer);
  });

  async function renewAndRevoke(tokens: oauth.TokenEndpointResponse): Promise<void> {
    expect((await tryToken(platform, tokens.access_token)).status).toBe(200);
    const renewed = await oauth.processRefreshTokenResponse(
      server,
      self,
      await oauth.refreshTokenGrantRequest(
        server,
        self,
        oauth.None(),
        tokens.refresh_token ?? '',
        insecure,
      ),
    );
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    expect((await tryToken(platform, renewed.access_token)).status).toBe(200);
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(
        server,
        self,
        oauth.None(),
        renewed.refresh_token ?? '',
        insecure,
      ),
    );
    expect((await tryToken(platform, renewed.access_token)).code).toBe('credential_revoked');
  }

  it('signs in by the browser, renews and revokes', async () => {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const address = new URL(server.authorization_endpoint ?? '');
    address.search = new URLSearchParams({
      client_id: self.client_id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'read-write',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
    }).toString();
    const callback = await approveInBrowser(address);
    const parameters = oauth.validateAuthResponse(server, self, callback, state);
    const tokens = await oauth.processAuthorizationCodeResponse(
      server,
      self,
      await oauth.authorizationCodeGrantRequest(
        server,
        self,
        oauth.None(),
        parameters,
        REDIRECT_URI,
        verifier,
        insecure,
      ),
    );
    expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'read-write' });
    await renewAndRevoke(tokens);
  });

  it('signs in by a code on a device, renews and revokes', async () => {
    const device = await oauth.processDeviceAuthorizationResponse(
      server,
      self,
      await oauth.deviceAuthorizationRequest(
        server,
        self,
        oauth.None(),
        { scope: 'read' },
        insecure,
      ),
    );
    const poll = async () =>
      oauth.processDeviceCodeResponse(
        server,
        self,
        await oauth.deviceCodeGrantRequest(
          server,
          self,
          oauth.None(),
          device.device_code,
          insecure,
        ),
      );
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' });
    await expect(poll()).rejects.toMatchObject({ error: 'slow_down' });
    await approveDevice(device.user_code);
    await platform.database
      .updateTable('device_authorizations')
      .set({ last_polled_at: null })
      .where('user_code', '=', device.user_code)
      .execute();
    const tokens = await poll();
    expect(tokens.scope).toBe('read');
    await renewAndRevoke(tokens);
  });

  it('is told of a refusal as it expects', async () => {
    const answer = await oauth.refreshTokenGrantRequest(
      server,
      self,
      oauth.None(),
      'nonsense',
      insecure,
    );
    await expect(oauth.processRefreshTokenResponse(server, self, answer)).rejects.toMatchObject({
      name: 'ResponseBodyError',
      status: 400,
      error: 'invalid_grant',
    });
  });
});

describe('openid-client, which knows nothing of FluxLoop', () => {
  let configuration: client.Configuration;

  beforeAll(async () => {
    configuration = await client.discovery(
      new URL(platform.url),
      CLI_CLIENT.id,
      undefined,
      client.None(),
      // The platform of the test speaks http, on loopback.
      { algorithm: 'oauth2', execute: [client.allowInsecureRequests] },
    );
  });

  async function renewAndRevoke(tokens: client.TokenEndpointResponse): Promise<void> {
    const renewed = await client.refreshTokenGrant(configuration, tokens.refresh_token ?? '');
    expect((await tryToken(platform, renewed.access_token)).status).toBe(200);
    await client.tokenRevocation(configuration, renewed.refresh_token ?? '');
    expect((await tryToken(platform, renewed.access_token)).code).toBe('credential_revoked');
    await expect(
      client.refreshTokenGrant(configuration, renewed.refresh_token ?? ''),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
  }

  it('signs in by the browser, renews and revokes', async () => {
    expect(configuration.serverMetadata().supportsPKCE()).toBe(true);
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: REDIRECT_URI,
      scope: 'read',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
    });
    const callback = await approveInBrowser(address);
    const tokens = await client.authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier,
      expectedState,
    });
    expect(tokens.scope).toBe('read');
    expect(tokens.expiresIn()).toBeGreaterThan(3_500);
    await renewAndRevoke(tokens);
  });

  it('signs in by a code on a device, polling by itself, renews and revokes', async () => {
    const device = await client.initiateDeviceAuthorization(configuration, { scope: 'read' });
    await approveDevice(device.user_code);
    const tokens = await client.pollDeviceAuthorizationGrant(configuration, {
      ...device,
      interval: 0.1,
    });
    expect(tokens.scope).toBe('read');
    await renewAndRevoke(tokens);
  });

  it('does a token exchange, and is told when nobody trusts its issuer', async () => {
    await expect(
      client.genericGrantRequest(configuration, GRANT_TYPES.tokenExchange, {
        subject_token: 'e30.e30.x',
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      }),
    ).rejects.toMatchObject({ error: 'invalid_request' });
  });
});
