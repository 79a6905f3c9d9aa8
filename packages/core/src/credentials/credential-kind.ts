/**
 * The kinds of credential and what people call them. A credential reads
 * `flx_KIND_` + at least 160 random bits in base62 + a 6-character base62 CRC-32.
 */
export const CREDENTIAL_KINDS = {
  api: 'API key',
  sa: 'service account key',
  dev: 'development key',
  staging: 'staging key',
  prod: 'production key',
  at: 'access token',
  refresh: 'refresh token',
} as const;

/** What a credential is for, as its prefix says: `flx_api_…` is `api`. */
export type CredentialKind = keyof typeof CREDENTIAL_KINDS;

/** True for a name in {@link CREDENTIAL_KINDS}. */
export function isCredentialKind(name: string): name is CredentialKind {
  return Object.hasOwn(CREDENTIAL_KINDS, name);
}
