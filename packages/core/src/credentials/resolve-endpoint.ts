import type { CredentialsDocument } from './credentials-document.js';
import { credentialsFile } from './credentials-file.js';
import { assertEndpoint, DEFAULT_ENDPOINT } from './endpoint.js';
import { assertProfileName } from './profile-name.js';
import type {
  EndpointSource,
  ResolveCredentialOptions,
  ResolvedEndpoint,
} from './resolve-types.js';

/**
 * Finds the platform to talk to: `--endpoint`, `FLUXLOOP_API_ENDPOINT`, the profile's
 * `api_endpoint`, `api.endpoint` of `fluxloop.yaml`, FluxLoop's own.
 *
 * @throws UsageError `endpoint_invalid`, `endpoint_insecure`, `profile_name_invalid`
 * @throws ConfigurationError where the credentials file cannot be read
 */
export async function resolveEndpoint(
  options: Omit<ResolveCredentialOptions, 'readStdin' | 'clock'>,
): Promise<ResolvedEndpoint> {
  return endpointFrom(options, await credentialsFile(options.home).read());
}

/** {@link resolveEndpoint} over a document that was read already. */
export function endpointFrom(
  { flags, env, project }: Pick<ResolveCredentialOptions, 'flags' | 'env' | 'project'>,
  stored: CredentialsDocument,
): ResolvedEndpoint {
  const profile = chooseProfile(flags.profile, env.FLUXLOOP_PROFILE, stored);
  const ofProfile = profile === null ? undefined : ownProfile(stored, profile)?.api_endpoint;
  const choices: [EndpointSource, string | undefined, string][] = [
    ['flag', flags.endpoint, '--endpoint'],
    ['FLUXLOOP_API_ENDPOINT', env.FLUXLOOP_API_ENDPOINT || undefined, 'FLUXLOOP_API_ENDPOINT'],
    ['profile', ofProfile, `api_endpoint of the profile "${profile}"`],
    ['fluxloop.yaml', project?.configuration.api?.endpoint, 'api.endpoint of fluxloop.yaml'],
  ];
  const [source, value, label] = choices.find(([, chosen]) => chosen !== undefined) ?? [
    'default',
    DEFAULT_ENDPOINT,
    'the default endpoint',
  ];
  const url = assertEndpoint(value ?? DEFAULT_ENDPOINT, label);
  return {
    endpoint: addressOf(url),
    endpointSource: source,
    endpointTrusted: source !== 'fluxloop.yaml' || knownOrigins(stored).has(url.origin),
    profile,
  };
}

/** A profile of the document by its name, without what objects inherit. */
export function ownProfile(stored: CredentialsDocument, name: string) {
  return Object.hasOwn(stored.profiles, name) ? stored.profiles[name] : undefined;
}

/** The origin that issued a profile's tokens. The older file shape had FluxLoop's own only. */
export function originOfProfile(profile: { api_endpoint?: string }): string | null {
  const endpoint = profile.api_endpoint ?? DEFAULT_ENDPOINT;
  return URL.canParse(endpoint) ? new URL(endpoint).origin : null;
}

/** Where the user has signed in before, and FluxLoop's own platform. */
function knownOrigins(stored: CredentialsDocument): Set<string | null> {
  return new Set([
    new URL(DEFAULT_ENDPOINT).origin,
    ...Object.values(stored.profiles).map(originOfProfile),
  ]);
}

function chooseProfile(
  typed: string | undefined,
  fromEnvironment: string | undefined,
  stored: CredentialsDocument,
): string | null {
  if (typed !== undefined) return assertProfileName(typed, '--profile');
  if (fromEnvironment) return assertProfileName(fromEnvironment, 'FLUXLOOP_PROFILE');
  return stored.default_profile ?? (Object.hasOwn(stored.profiles, 'default') ? 'default' : null);
}

function addressOf(url: URL): string {
  return url.pathname === '/' ? url.origin : url.origin + url.pathname;
}
