import type { Principal } from '@fluxloop/core/contract';
import type { PendingDeviceSignIn, SignedIn } from '@fluxloop/core/oauth';
import type { Field } from '@fluxloop/plugin-kit';

/** Who is signed in now, and where: what `auth login --json` prints. */
export interface SignedInResult {
  status: 'signed_in';
  profile: string;
  endpoint: string;
  kind: string;
  user_email: string | null;
  service_account: string | null;
  scope: string;
  /** When the credential ends; `null` for never. A session is renewed by itself before that. */
  expires_at: string | null;
  renewable: boolean;
  api_key: Principal['api_key'];
  projects: Principal['projects'];
  /** The profile had another credential before. */
  replaced: boolean;
  /** The profile was signed in before, and nothing was changed. */
  already: boolean;
  credential_store: 'file' | 'keyring';
  credentials_file: string;
}

/** A sign-in that waits for a person: what `auth login --no-wait --json` prints. */
export interface PendingResult {
  status: 'pending';
  profile: string;
  endpoint: string;
  /** The page to open in any browser. */
  verification_uri: string;
  /** The same page with the code filled in. */
  verification_uri_complete: string | null;
  user_code: string;
  expires_at: string;
  /** What finishes the sign-in once the code is confirmed. */
  resume_command: string;
}

/** Describes a sign-in without its secrets. */
export function signedInResult(signedIn: SignedIn, credentialsFile: string): SignedInResult {
  const { principal } = signedIn;
  return {
    status: 'signed_in',
    profile: signedIn.profile,
    endpoint: signedIn.endpoint,
    kind: signedIn.kind,
    user_email: principal.user?.email ?? null,
    service_account: principal.service_account?.name ?? null,
    scope: principal.scope,
    expires_at: signedIn.expiresAt,
    renewable: signedIn.renewable,
    api_key: principal.api_key,
    projects: principal.projects,
    replaced: signedIn.replaced,
    already: signedIn.already,
    credential_store: signedIn.keptIn,
    credentials_file: credentialsFile,
  };
}

/** Describes a sign-in that waits, without its device code. */
export function pendingResult(profile: string, pending: PendingDeviceSignIn): PendingResult {
  return {
    status: 'pending',
    profile,
    endpoint: pending.endpoint,
    verification_uri: pending.verificationUri,
    verification_uri_complete: pending.verificationUriComplete,
    user_code: pending.userCode,
    expires_at: pending.expiresAt,
    resume_command: ['fluxloop auth login --resume', ...profileWords(profile)].join(' '),
  };
}

/** What a person sees of a sign-in. */
export function signedInFields(result: SignedInResult): Field[] {
  const { api_key: key } = result;
  const inFile = result.credential_store === 'file';
  return [
    ['Platform', result.endpoint],
    ['Account', result.user_email],
    ['Service account', result.service_account],
    ['Key', key === null ? null : `${key.name} (${key.scope})`],
    ['Scope', key === null ? result.scope : null],
    ['Expires', result.renewable ? 'renewed by itself' : (result.expires_at ?? 'never')],
    ['Projects', result.projects.map(({ slug, role }) => `${slug} (${role})`).join(', ') || null],
    ['Profile', `${result.profile}${result.replaced ? ' (replaced)' : ''}`],
    ['Stored in', inFile ? result.credentials_file : 'the keyring of this system'],
  ];
}

function profileWords(profile: string): string[] {
  return profile === 'default' ? [] : ['--profile', profile];
}
