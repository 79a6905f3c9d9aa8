import type { KeyEnvironment } from '../contract/api-keys.js';
import { AuthenticationError } from '../errors/index.js';
import { CREDENTIAL_KINDS, type CredentialKind } from './credential-kind.js';
import type { StoredProfile } from './credentials-document.js';

/** The environment that a profile's name speaks of. */
const NAMES: Readonly<Record<string, KeyEnvironment>> = {
  dev: 'dev',
  development: 'dev',
  staging: 'staging',
  prod: 'prod',
  production: 'prod',
};

/**
 * Stops a key that is tied to one environment before it is sent to the platform of another.
 *
 * @param kind - the key's own, as its prefix says
 * @param name - the profile that is in use; its name may speak of an environment (`staging`, `production`)
 * @param profile - what it holds: `environment`, or a key that is tied to one
 * @param source - where the key came from, for the message
 * @throws AuthenticationError `credential_wrong_environment`
 */
export function assertSameEnvironment(
  kind: CredentialKind | null,
  name: string | null,
  profile: StoredProfile | undefined,
  source: string,
): void {
  if (kind === null || !isEnvironment(kind) || name === null) return;
  const wanted = NAMES[name.toLowerCase()] ?? environmentIn(profile);
  if (wanted === undefined || wanted === kind) return;
  throw new AuthenticationError(
    'credential_wrong_environment',
    `Invalid API key: ${source} holds a ${CREDENTIAL_KINDS[kind]} (flx_${kind}_…), and the profile "${name}" is for ${wanted}. Nothing was sent.`,
    {
      hint: `Use a key that begins with flx_${wanted}_, or another profile: fluxloop auth status --profile ${kind}`,
    },
  );
}

function environmentIn(profile: StoredProfile | undefined): KeyEnvironment | undefined {
  const told = profile?.environment;
  if (typeof told === 'string' && isEnvironment(told)) return told;
  const own = /^flx_([a-z]+)_/.exec(profile?.access_token?.reveal() ?? '')?.[1] ?? '';
  return isEnvironment(own) ? own : undefined;
}

function isEnvironment(text: string): text is KeyEnvironment {
  return text === 'dev' || text === 'staging' || text === 'prod';
}
