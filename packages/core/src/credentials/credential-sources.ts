import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { userConfiguration } from '../configuration/user-configuration.js';
import { AuthenticationError, UsageError } from '../errors/index.js';
import { Secret } from '../secret.js';
import { expandTilde } from '../storage/home.js';
import { CREDENTIAL_KINDS, type CredentialKind, isCredentialKind } from './credential-kind.js';
import type { CredentialsDocument } from './credentials-document.js';
import { readKeyFile } from './key-file.js';
import { keyring } from './keyring.js';
import { parseCredential } from './parse-credential.js';
import { profileKeyVariable } from './profile-name.js';
import { originOfProfile, ownProfile } from './resolve-endpoint.js';
import type {
  CredentialSource,
  ResolveCredentialOptions,
  ResolvedEndpoint,
} from './resolve-types.js';
import { holdsTokens, readTokens } from './stored-tokens.js';

/** What a source gives. */
interface FoundCredential {
  credential: Secret;
  kind: CredentialKind | null;
  expiresAt?: string | undefined;
  renewable?: boolean;
  userEmail?: string | undefined;
}

/** A place to look for a credential. */
export interface CandidateSource {
  source: CredentialSource;
  /** Whether there is something, without reading it: enough to say that it is shadowed. */
  exists(): Promise<boolean>;
  /** What is there; `null` for nothing. */
  load(warnings: string[]): Promise<FoundCredential | null>;
  /** True when the rules keep this source out of this command, though it has something. */
  barred?: boolean;
}

/** Refresh tokens go to the token endpoint only, never into a request's header. */
const SENDABLE: readonly CredentialKind[] = Object.keys(CREDENTIAL_KINDS)
  .filter(isCredentialKind)
  .filter((kind) => kind !== 'refresh');

/** All sources in the order in which they are asked. */
export async function candidateSources(
  options: ResolveCredentialOptions,
  chosen: ResolvedEndpoint,
  stored: CredentialsDocument,
): Promise<CandidateSource[]> {
  const { flags, env, project } = options;
  const namedProfile = flags.profile ?? (env.FLUXLOOP_PROFILE || undefined);
  const sources: CandidateSource[] = [fromFlag(options)];
  sources.push(fromVariable('FLUXLOOP_TOKEN', 'FLUXLOOP_TOKEN', env));
  if (namedProfile !== undefined) {
    const variable = profileKeyVariable(namedProfile);
    sources.push(fromVariable('FLUXLOOP_API_KEY_PROFILE', variable, env));
  }
  const general = fromVariable('FLUXLOOP_API_KEY', 'FLUXLOOP_API_KEY', env);
  // A profile that was typed for this very command is meant more than a variable that is always there.
  sources.push(flags.profile === undefined ? general : { ...general, barred: true });
  const projectKeyFile = project?.configuration.api?.key_file;
  if (project !== null && projectKeyFile !== undefined) {
    const path = resolve(project.root, expandTilde(projectKeyFile, env));
    sources.push(fromKeyFile('project_key_file', path, 'api.key_file of fluxloop.yaml'));
  }
  const userKeyFile = await userConfiguration(options.home).get('api_key_file');
  if (userKeyFile !== undefined) {
    const path = resolve(options.home, expandTilde(userKeyFile, env));
    sources.push(fromKeyFile('user_key_file', path, 'configured api_key_file'));
  }
  if (chosen.profile !== null) {
    sources.push(
      fromStoredSession(chosen.profile, new URL(chosen.endpoint).origin, stored, options),
    );
  }
  return sources;
}

function fromFlag({ flags, readStdin }: ResolveCredentialOptions): CandidateSource {
  const typed = flags.apiKey;
  return {
    source: { name: 'flag', detail: typed === '-' ? '--api-key - (standard input)' : '--api-key' },
    exists: async () => typed !== undefined,
    load: async (warnings) => {
      if (typed === undefined) return null;
      if (typed !== '-') {
        warnings.push(
          'A key on the command line can be seen in process lists and shell history. Use FLUXLOOP_API_KEY, or `--api-key -` and standard input.',
        );
        return parsed(typed, 'the key of --api-key');
      }
      if (readStdin === undefined) {
        throw new UsageError('stdin_unavailable', '`--api-key -` has no standard input to read.', {
          hint: 'Set FLUXLOOP_API_KEY instead.',
        });
      }
      return parsed(await readStdin(), 'the key from standard input');
    },
  };
}

function fromVariable(
  name: 'FLUXLOOP_TOKEN' | 'FLUXLOOP_API_KEY' | 'FLUXLOOP_API_KEY_PROFILE',
  variable: string,
  env: ResolveCredentialOptions['env'],
): CandidateSource {
  const value = env[variable];
  return {
    source: { name, detail: variable },
    exists: async () => Boolean(value?.trim()),
    load: async (warnings) => {
      if (value === undefined) return null;
      if (value.trim() === '') {
        warnings.push(
          `${variable} is set, but empty. In CI this happens where the secret is not shared with the job.`,
        );
        return null;
      }
      const headline = name === 'FLUXLOOP_TOKEN' ? 'Invalid token' : 'Invalid API key';
      return parsed(value, variable, headline);
    },
  };
}

function fromKeyFile(
  name: 'project_key_file' | 'user_key_file',
  path: string,
  label: string,
): CandidateSource {
  return {
    source: { name, detail: path },
    exists: () =>
      access(path).then(
        () => true,
        () => false,
      ),
    load: async (warnings) => {
      const found = await readKeyFile(path, label, SENDABLE);
      if (found === null) warnings.push(`There is no file ${path}, the ${label}.`);
      return found;
    },
  };
}

function fromStoredSession(
  name: string,
  origin: string,
  stored: CredentialsDocument,
  options: Pick<ResolveCredentialOptions, 'keyring'>,
): CandidateSource {
  const profile = ownProfile(stored, name);
  const issuer = profile === undefined ? null : originOfProfile(profile);
  return {
    source: { name: 'stored_session', detail: `profile "${name}"` },
    exists: async () => holdsTokens(profile) && issuer === origin,
    load: async (warnings) => {
      if (!holdsTokens(profile)) return null;
      if (issuer !== origin) {
        warnings.push(
          `What the profile "${name}" holds was issued by ${issuer ?? 'an unknown platform'}, so it is not sent to ${origin}.`,
        );
        return null;
      }
      const tokens = await readTokens(profile, options.keyring ?? keyring());
      if (tokens === null) return null;
      return {
        credential: tokens.access_token,
        kind: kindOf(tokens.access_token),
        expiresAt: tokens.expires_at,
        renewable: tokens.refresh_token !== undefined,
        userEmail: profile?.user_email,
      };
    },
  };
}

function parsed(
  text: string,
  source: string,
  headline?: string,
): { credential: Secret; kind: CredentialKind } {
  const { kind, text: credential } = parseCredential(text, {
    source,
    allow: SENDABLE,
    ...(headline === undefined ? {} : { headline }),
  });
  return { credential: new Secret(credential), kind };
}

/** A stored token is taken as the platform issued it; an unknown form is the platform's to refuse. */
function kindOf(token: Secret): CredentialKind | null {
  try {
    return parseCredential(token.reveal()).kind;
  } catch (error) {
    if (error instanceof AuthenticationError) return null;
    throw error;
  }
}
