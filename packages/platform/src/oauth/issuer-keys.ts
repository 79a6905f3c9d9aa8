import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import { isLoopback } from '../config/exposure.js';

/** An issuer that takes longer is down. */
const TIMEOUT_MS = 5_000;
/** A key set is a few kilobytes. */
const LARGEST_ANSWER = 256 * 1024;

const configuration = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** An issuer's keys could not be had. The message says why, without a word of what it answered. */
export class IssuerUnavailableError extends Error {
  override readonly name = 'IssuerUnavailableError';
}

/**
 * True for an address that keys may be fetched from: https, or on a platform of loopback an issuer
 * on loopback too.
 *
 * @param publicUrl - the platform's own
 */
export function mayBeFetched(url: string, publicUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && isLoopback(hostname) && isLoopback(new URL(publicUrl).hostname))
  );
}

/**
 * Fetches an issuer's keys, as OpenID Connect Discovery 1.0 (sections 4.1 to 4.3) has them found.
 * They are fetched anew each time: a key that the issuer has taken back is refused at once.
 *
 * @throws IssuerUnavailableError
 */
export async function fetchIssuerKeys(issuer: string, publicUrl: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const described = configuration.safeParse(await fetchJson(address, publicUrl));
  if (!described.success || described.data.issuer !== issuer) {
    throw new IssuerUnavailableError('The issuer does not describe itself as OpenID Connect asks.');
  }
  const keys = keySet.safeParse(await fetchJson(described.data.jwks_uri, publicUrl));
  if (!keys.success) {
    throw new IssuerUnavailableError('The issuer has no key set.');
  }
  return createLocalJWKSet(keys.data as JSONWebKeySet);
}

async function fetchJson(address: string, publicUrl: string): Promise<unknown> {
  if (!mayBeFetched(address, publicUrl)) {
    throw new IssuerUnavailableError('The issuer keeps its keys at an address without https.');
  }
  try {
    const response = await fetch(address, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok ? JSON.parse(await readText(response)) : null;
  } catch {
    throw new IssuerUnavailableError('The issuer does not answer.');
  }
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > LARGEST_ANSWER) throw new IssuerUnavailableError('The answer is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
