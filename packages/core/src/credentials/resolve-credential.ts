import { AuthenticationError, ConfigurationError } from '../errors/index.js';
import type { Secret } from '../secret.js';
import { type CandidateSource, candidateSources } from './credential-sources.js';
import type { CredentialsDocument } from './credentials-document.js';
import { credentialsFile } from './credentials-file.js';
import { assertSameEnvironment } from './environment.js';
import { endpointFrom, ownProfile } from './resolve-endpoint.js';
import type {
  CredentialSource,
  ResolveCredentialOptions,
  ResolvedCredential,
  ResolvedEndpoint,
} from './resolve-types.js';
import { holdsTokens } from './stored-tokens.js';

/**
 * Finds the credential to use and the platform to use it with. The first source that has one
 * wins: `--api-key`; `FLUXLOOP_TOKEN`; `FLUXLOOP_API_KEY_<PROFILE>` when a profile is named by
 * `--profile` or `FLUXLOOP_PROFILE`; `FLUXLOOP_API_KEY` unless `--profile` was typed;
 * `api.key_file` of `fluxloop.yaml`; the user's `api_key_file`; the profile's stored session.
 *
 * No credential goes to a platform that the user did not choose:
 * - A stored session is bound to the origin that issued it. For any other endpoint it is passed
 *   over, with a warning.
 * - Keys from flags, variables and key files do not say who issued them, so they go where the
 *   user points: `--endpoint`, `FLUXLOOP_API_ENDPOINT`, the profile, or FluxLoop's own platform.
 * - An `api.endpoint` of `fluxloop.yaml` is the word of whoever wrote the repository. It is
 *   followed with a key only when the user has signed in to that origin before (a profile of the
 *   credentials file has it) or it is FluxLoop's own; else a cloned repository could collect the
 *   keys that lie in the environment. This holds for `--api-key` too, and for a key file that the
 *   same `fluxloop.yaml` names.
 *
 * A key that is tied to one environment is not sent to the platform of another one's profile.
 *
 * @throws AuthenticationError `endpoint_not_trusted` and `credential_wrong_environment` as just
 *   described, or what is wrong with a credential, as `parseCredential` says
 * @throws UsageError `endpoint_invalid`, `endpoint_insecure`, `profile_name_invalid`,
 *   `stdin_unavailable`
 * @throws ConfigurationError for a key file or a credentials file that cannot be used
 */
export async function resolveCredential(
  options: ResolveCredentialOptions,
): Promise<ResolvedCredential> {
  const warnings: string[] = [];
  const { stored, problem } = await readStored(options.home, warnings);
  const chosen = endpointFrom(options, stored);
  const candidates = await candidateSources(options, chosen, stored);
  const winner = await firstThatLoads(candidates, warnings);
  if (problem !== null) {
    // A key that needs no file is not held up by one that cannot be read.
    if (winner === null) throw problem;
    warnings.push(problem.message);
  }
  if (winner !== null) {
    if (!chosen.endpointTrusted) throw notTrusted(winner.source, chosen);
    const { profile } = chosen;
    const held = profile === null ? undefined : ownProfile(stored, profile);
    assertSameEnvironment(winner.found.kind, profile, held, winner.source.detail);
  }
  return {
    ...chosen,
    credential: winner?.found.credential ?? null,
    kind: winner?.found.kind ?? null,
    source: winner?.source ?? null,
    credentialOrigin: winner === null ? null : new URL(chosen.endpoint).origin,
    expiresAt: winner?.found.expiresAt ?? null,
    renewable: winner?.found.renewable ?? false,
    userEmail: winner?.found.userEmail ?? null,
    shadowed: await shadowedBy(winner?.source ?? null, candidates),
    warnings,
  };
}

/**
 * {@link resolveCredential} for a command that cannot do without one. A stored session whose access
 * token has ended is given when it can be renewed, as `connectToPlatform` does.
 *
 * @throws AuthenticationError `credential_missing`, `profile_missing`, `credential_wrong_origin`
 *   (there is a stored session, but another platform issued it), `session_expired` (its access token has
 *   ended, and nothing renews it), `session_ended` (the platform said so)
 */
export async function requireCredential(
  options: ResolveCredentialOptions,
): Promise<ResolvedCredential & { credential: Secret; credentialOrigin: string }> {
  const resolved = await resolveCredential(options);
  const { credential, credentialOrigin } = resolved;
  if (credential === null || credentialOrigin === null) throw await missing(options, resolved);
  const now = (options.clock ?? Date.now)();
  const ended = resolved.expiresAt !== null && Date.parse(resolved.expiresAt) <= now;
  if (ended && !resolved.renewable) {
    throw new AuthenticationError(
      'session_expired',
      `Token expired: what the profile "${resolved.profile}" holds ended at ${resolved.expiresAt}.`,
      { hint: `Sign in again: ${loginCommand(resolved.profile)}` },
    );
  }
  return { ...resolved, credential, credentialOrigin };
}

async function readStored(
  home: string,
  warnings: string[],
): Promise<{ stored: CredentialsDocument; problem: ConfigurationError | null }> {
  const file = credentialsFile(home, { onWarning: (message) => warnings.push(message) });
  try {
    return { stored: await file.read(), problem: null };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { stored: { profiles: {} }, problem: error };
  }
}

async function firstThatLoads(candidates: CandidateSource[], warnings: string[]) {
  for (const candidate of candidates) {
    const found = candidate.barred ? null : await candidate.load(warnings);
    if (found !== null) return { source: candidate.source, found };
  }
  return null;
}

async function shadowedBy(
  winner: CredentialSource | null,
  candidates: CandidateSource[],
): Promise<CredentialSource[]> {
  const others = candidates.filter(({ source }) => source !== winner);
  const exist = await Promise.all(others.map((candidate) => candidate.exists()));
  return others.filter((_, index) => exist[index]).map(({ source }) => source);
}

function notTrusted(source: CredentialSource, { endpoint }: ResolvedEndpoint): AuthenticationError {
  return new AuthenticationError(
    'endpoint_not_trusted',
    `fluxloop.yaml names ${endpoint} as the platform, and you have not signed in there. Nothing was sent: a repository must not choose where your key (${source.detail}) goes.`,
    {
      hint: `If you trust it, say so yourself: FLUXLOOP_API_ENDPOINT=${endpoint}, \`--endpoint ${endpoint}\`, or \`fluxloop auth login --endpoint ${endpoint}\`.`,
    },
  );
}

async function missing(
  { home, flags, env }: ResolveCredentialOptions,
  resolved: ResolvedCredential,
): Promise<AuthenticationError> {
  const { profile, endpoint, warnings } = resolved;
  const login = loginCommand(profile);
  const { profiles } = await credentialsFile(home).read();
  const stored = profile === null ? undefined : ownProfile({ profiles }, profile);
  if (stored?.session_ended_at !== undefined) return sessionEnded(profile, stored.session_ended_at);
  if (holdsTokens(stored)) {
    return new AuthenticationError(
      'credential_wrong_origin',
      `There is no credential for ${endpoint}. ${warnings.at(-1) ?? ''}`.trim(),
      { hint: `Sign in there: fluxloop auth login --endpoint ${endpoint}` },
    );
  }
  if (stored === undefined && (flags.profile ?? env.FLUXLOOP_PROFILE)) {
    const names = Object.keys(profiles);
    return new AuthenticationError(
      'profile_missing',
      `There is no profile "${profile}"${names.length === 0 ? '' : ` (there are: ${names.join(', ')})`}.`,
      { hint: `Create it by signing in: ${login}` },
    );
  }
  return new AuthenticationError('credential_missing', `There is no credential for ${endpoint}.`, {
    hint: `Sign in with \`${login}\`, or set FLUXLOOP_API_KEY.`,
  });
}

/** What a person is told whose sign-in was ended: revoked, too old, or unused for too long. */
export function sessionEnded(profile: string | null, when: string): AuthenticationError {
  return new AuthenticationError(
    'session_ended',
    `Token expired: the platform has ended the session of the profile "${profile}" (noticed at ${when}).`,
    { hint: `Sign in again: ${loginCommand(profile)}` },
  );
}

/** What to type to sign in to a profile. */
export function loginCommand(profile: string | null): string {
  return profile === null || profile === 'default'
    ? 'fluxloop auth login'
    : `fluxloop auth login --profile ${profile}`;
}
