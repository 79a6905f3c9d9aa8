import { createHash, randomBytes } from 'node:crypto';
import { CLI_CLIENT, GRANT_TYPES } from '@fluxloop/core/contract';
import type { Actor, TestPlatform } from '../platform.test-support.js';

/** Where the program listens that signs in; nobody does, for the tests read the address themselves. */
export const REDIRECT_URI = 'http://127.0.0.1:49152/callback';

/** An answer of an endpoint with its body, read as JSON where it is JSON. */
export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
}

/** A verifier and what is shown of it (RFC 7636, section 4). */
export function newPkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** The parameters of a good authorization request. */
export function authorizationQuery(
  challenge: string,
  changes: Record<string, string | null> = {},
): URLSearchParams {
  return withChanges(
    {
      response_type: 'code',
      client_id: CLI_CLIENT.id,
      redirect_uri: REDIRECT_URI,
      code_challenge: challenge,
      code_challenge_method: 'S256',
      state: 'the state',
    },
    changes,
  );
}

/** Asks the authorization endpoint as a browser does, without going where it leads. */
export async function askToAuthorize(
  platform: { url: string },
  query: URLSearchParams | string,
  headers: Record<string, string> = {},
): Promise<RawAnswer & { location: string | null }> {
  const response = await fetch(`${platform.url}/oauth/authorize?${query}`, {
    redirect: 'manual',
    headers,
  });
  const answer = await readRaw(response);
  return { ...answer, location: response.headers.get('location') };
}

/** Posts a form to an endpoint. */
export async function postForm(
  platform: { url: string },
  path: string,
  fields: Record<string, string | null> | URLSearchParams | string,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const body =
    typeof fields === 'string' || fields instanceof URLSearchParams
      ? String(fields)
      : String(withChanges({}, fields));
  return readRaw(
    await fetch(platform.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    }),
  );
}

/** Asks for tokens; the client names itself unless the fields say otherwise. */
export function postToken(
  platform: { url: string },
  fields: Record<string, string | null>,
  headers?: Record<string, string>,
): Promise<RawAnswer> {
  return postForm(platform, '/oauth/token', { client_id: CLI_CLIENT.id, ...fields }, headers);
}

/** Lets a person approve a request that waits, and gives where the browser is sent. */
export async function decide(
  platform: TestPlatform,
  as: Actor,
  location: string | null,
  decision: 'approve' | 'deny' = 'approve',
): Promise<URL> {
  const id = new URL(location ?? '').searchParams.get('request') ?? '';
  const answer = await platform.call('decideAuthorizationRequest', {
    as,
    params: { id },
    body: { decision },
  });
  return new URL(answer.value().redirect_to);
}

/** What the client is told by the redirect about a request of somebody who is signed in. */
export async function refusalOf(
  platform: { url: string },
  as: { cookie: string },
  query: URLSearchParams | string,
): Promise<{ error: string | null; parameters: URLSearchParams; url: URL }> {
  const { location, status } = await askToAuthorize(platform, query, { cookie: as.cookie });
  if (status !== 303 || location === null) throw new Error(`not redirected: ${status}`);
  const url = new URL(location);
  return { error: url.searchParams.get('error'), parameters: url.searchParams, url };
}

/** Goes the way to a code. */
export async function obtainCode(
  platform: TestPlatform,
  as: Actor,
  changes: Record<string, string | null> = {},
): Promise<{ code: string; verifier: string; fields: Record<string, string> }> {
  const { verifier, challenge } = newPkce();
  const { location } = await askToAuthorize(platform, authorizationQuery(challenge, changes));
  const code = (await decide(platform, as, location)).searchParams.get('code') ?? '';
  return {
    code,
    verifier,
    fields: {
      grant_type: GRANT_TYPES.authorizationCode,
      code,
      redirect_uri: changes.redirect_uri ?? REDIRECT_URI,
      code_verifier: verifier,
    },
  };
}

/** What a program that signed in holds. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  scope: string;
}

/** Signs a program in for a person. */
export async function signInProgram(
  platform: TestPlatform,
  as: Actor,
  changes: Record<string, string | null> = {},
): Promise<Tokens> {
  const { fields } = await obtainCode(platform, as, changes);
  return tokensOf(await postToken(platform, fields));
}

/** Reads a good answer of the token endpoint. */
export function tokensOf(answer: RawAnswer): Tokens {
  const { access_token, refresh_token, expires_in, scope } = answer.json;
  if (
    answer.status !== 200 ||
    typeof access_token !== 'string' ||
    typeof refresh_token !== 'string' ||
    typeof expires_in !== 'number' ||
    typeof scope !== 'string'
  ) {
    throw new Error(`The token endpoint answered ${answer.status}: ${answer.text}`);
  }
  return { access_token, refresh_token, expires_in, scope };
}

/** Renews by a refresh token. */
export function postRefresh(
  platform: { url: string },
  token: string,
  fields: Record<string, string | null> = {},
): Promise<RawAnswer> {
  return postToken(platform, {
    grant_type: GRANT_TYPES.refreshToken,
    refresh_token: token,
    ...fields,
  });
}

/** Begins the device flow. */
export async function beginDevice(
  platform: { url: string },
  fields: Record<string, string | null> = {},
): Promise<{ device_code: string; user_code: string; answer: RawAnswer }> {
  const answer = await postForm(platform, '/oauth/device_authorization', {
    client_id: CLI_CLIENT.id,
    ...fields,
  });
  return {
    device_code: String(answer.json.device_code),
    user_code: String(answer.json.user_code),
    answer,
  };
}

/** Asks whether the person has decided about a device. */
export function pollDevice(
  platform: { url: string },
  deviceCode: string,
  fields: Record<string, string | null> = {},
): Promise<RawAnswer> {
  return postToken(platform, {
    grant_type: GRANT_TYPES.deviceCode,
    device_code: deviceCode,
    ...fields,
  });
}

/** The status with which the API answers who shows the token. */
export async function tryToken(
  platform: TestPlatform,
  accessToken: string,
): Promise<{ status: number; code: string | null }> {
  const answer = await platform.call('getPrincipal', { as: { key: accessToken } });
  return {
    status: answer.status,
    code: answer.status === 200 ? null : answer.problem().code,
  };
}

function withChanges(
  fields: Record<string, string>,
  changes: Record<string, string | null>,
): URLSearchParams {
  const parameters = new URLSearchParams(fields);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) parameters.delete(name);
    else parameters.set(name, value);
  }
  return parameters;
}

async function readRaw(response: Response): Promise<RawAnswer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}
