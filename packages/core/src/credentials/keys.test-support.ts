import { randomBytes } from 'node:crypto';
import type { CredentialKind } from './credential-kind.js';
import { formatCredential, MINIMUM_RANDOM_BYTES } from './key-format.js';

/** A well-formed credential that nobody ever issued. */
export function freshKey(kind: CredentialKind = 'api'): string {
  return formatCredential(kind, randomBytes(MINIMUM_RANDOM_BYTES));
}
