import { createHash } from 'node:crypto';

/** What S256 makes of any verifier: 32 bytes in base64url (RFC 7636, section 4.2). */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
/** RFC 7636, section 4.1. */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** True for what can be a code challenge by S256. */
export function isCodeChallenge(text: string): boolean {
  return CHALLENGE.test(text);
}

/** True when the verifier is well-formed and the challenge was made of it (RFC 7636, section 4.6). */
export function verifies(verifier: string, challenge: string): boolean {
  return (
    VERIFIER.test(verifier) &&
    createHash('sha256').update(verifier, 'ascii').digest('base64url') === challenge
  );
}
