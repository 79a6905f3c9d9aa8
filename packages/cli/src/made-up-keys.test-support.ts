import { randomBytes } from 'node:crypto';
import { type CredentialKind, formatCredential } from '@fluxloop/core/credentials';

/** A credential that was never issued, made new each time, so that no file of ours holds one. */
export function madeUpKey(kind: CredentialKind = 'api'): string {
  return formatCredential(kind, randomBytes(24));
}
