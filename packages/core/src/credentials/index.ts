export { CREDENTIAL_KINDS, type CredentialKind, isCredentialKind } from './credential-kind.js';
export {
  type CredentialsDocument,
  FLAT_SHAPE_PROFILE,
  type StoredProfile,
} from './credentials-document.js';
export { type CredentialsFile, credentialsFile } from './credentials-file.js';
export { assertEndpoint, DEFAULT_ENDPOINT, isLoopback } from './endpoint.js';
export { formatCredential, MINIMUM_RANDOM_BYTES } from './key-format.js';
export { keyReference } from './key-reference.js';
export { type ParseCredentialOptions, parseCredential } from './parse-credential.js';
export { assertProfileName, profileKeyVariable } from './profile-name.js';
export {
  type LoadedProfile,
  type ProfileStore,
  type ProfileStoreOptions,
  profileStore,
} from './profile-store.js';
export { requireCredential, resolveCredential } from './resolve-credential.js';
export { resolveEndpoint } from './resolve-endpoint.js';
export type {
  CredentialSource,
  EndpointSource,
  ResolveCredentialOptions,
  ResolvedCredential,
  ResolvedEndpoint,
  SourceName,
} from './resolve-types.js';
export type { SecretStore } from './secret-store.js';
export type { StoredTokens } from './stored-tokens.js';
