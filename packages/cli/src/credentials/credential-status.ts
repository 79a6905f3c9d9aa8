import type { Principal } from '@fluxloop/core/contract';
import type {
  CredentialSource,
  ResolvedCredential,
  StoredProfile,
} from '@fluxloop/core/credentials';

/** Which credential would be used for which platform, and why. It holds no secret. */
export interface CredentialStatus {
  authenticated: boolean;
  endpoint: string;
  endpoint_source: string;
  profile: string | null;
  kind: string | null;
  source: CredentialSource | null;
  user_email: string | null;
  scope: string | null;
  expires_at: string | null;
  expired: boolean;
  /** A session that every command renews by itself when its access token ends. */
  renewable: boolean;
  /** When the platform told that the sign-in has ended. */
  session_ended_at: string | null;
  shadowed: CredentialSource[];
  /** What the platform says, when it was asked (`--check`). */
  principal: Principal | null;
}

/**
 * Puts together what is known without a request.
 *
 * @param resolved - what the resolver found
 * @param stored - the profile of the credentials file, for what it says of a stored credential
 * @param now - milliseconds since 1970
 */
export function credentialStatus(
  resolved: ResolvedCredential,
  stored: StoredProfile | undefined,
  now: number,
): CredentialStatus {
  const isStored = resolved.source?.name === 'stored_session';
  const scope = isStored ? (stored?.scope ?? null) : null;
  const expired = resolved.expiresAt !== null && Date.parse(resolved.expiresAt) <= now;
  return {
    authenticated: resolved.credential !== null && (!expired || resolved.renewable),
    endpoint: resolved.endpoint,
    endpoint_source: resolved.endpointSource,
    profile: resolved.profile,
    kind: resolved.kind,
    source: resolved.source,
    user_email: resolved.userEmail,
    scope,
    expires_at: resolved.expiresAt,
    expired,
    renewable: resolved.renewable,
    session_ended_at: stored?.session_ended_at ?? null,
    shadowed: resolved.shadowed,
    principal: null,
  };
}

/** Adds what the platform says; it knows better. */
export function confirmedStatus(status: CredentialStatus, principal: Principal): CredentialStatus {
  return {
    ...status,
    authenticated: true,
    user_email: principal.user?.email ?? status.user_email,
    expired: false,
    scope: principal.scope,
    expires_at: principal.expires_at ?? status.expires_at,
    principal,
  };
}
