import { createHash } from 'node:crypto';
import { AuthenticationError, UsageError } from '../errors/index.js';
import type { Secret } from '../secret.js';
import { parseCredential } from './parse-credential.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SHA256 = /^[0-9a-f]{64}$/i;

/**
 * Says which API key is meant, in words that may be sent and logged: a key becomes its SHA-256,
 * here on this machine; an id, or a hash that somebody worked out before, stays as it is.
 *
 * @param text - a key's id, its SHA-256 in hexadecimal, or the key itself
 * @returns a UUID, or 64 hexadecimal digits, in lower case
 * @throws UsageError with the codes of `parseCredential`, for a text that is none of them; it does
 *   not repeat the text
 */
export function keyReference(text: string | Secret): string {
  const written = (typeof text === 'string' ? text : text.reveal()).trim();
  if (UUID.test(written) || SHA256.test(written)) return written.toLowerCase();
  return createHash('sha256').update(parseKey(written)).digest('hex');
}

function parseKey(written: string): string {
  try {
    return parseCredential(written, {
      source: 'what was given',
      allow: ['api', 'sa', 'dev', 'staging', 'prod'],
    }).text;
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    throw new UsageError(error.code, error.message, {
      hint: `${error.hint ?? ''}\nIds are in the list: fluxloop apikeys list`.trim(),
    });
  }
}
