import type { ProjectConfiguration } from '../configuration/schema.js';
import type { Secret } from '../secret.js';
import type { Environment } from '../storage/home.js';
import type { CredentialKind } from './credential-kind.js';
import type { SecretStore } from './secret-store.js';

/** A place that a credential can come from, in the order in which they are asked. */
export type SourceName =
  | 'flag'
  | 'FLUXLOOP_TOKEN'
  | 'FLUXLOOP_API_KEY_PROFILE'
  | 'FLUXLOOP_API_KEY'
  | 'project_key_file'
  | 'user_key_file'
  | 'stored_session';

/** Where a credential was found. */
export interface CredentialSource {
  name: SourceName;
  /** For people: the variable's name, the file's path, or the profile. Nothing secret. */
  detail: string;
}

/** Where an endpoint was found, first come first served. */
export type EndpointSource =
  | 'flag'
  | 'FLUXLOOP_API_ENDPOINT'
  | 'profile'
  | 'fluxloop.yaml'
  | 'default';

/** What the resolver looks at. */
export interface ResolveCredentialOptions {
  flags: {
    /** `--api-key`; `-` reads standard input. */
    apiKey?: string;
    /** `--profile`. */
    profile?: string;
    /** `--endpoint`. */
    endpoint?: string;
  };
  env: Environment;
  /** As `fluxloopHome(env)` gives it. */
  home: string;
  /** The project, as `loadProjectConfiguration` found it; `null` outside of one. */
  project: {
    root: string;
    file: string | null;
    configuration: Pick<ProjectConfiguration, 'api'>;
  } | null;
  /** Reads all of standard input, for `--api-key -`. */
  readStdin?: () => Promise<string>;
  /** Now, in milliseconds since 1970. Default: `Date.now`. */
  clock?: () => number;
  /** Where a profile may keep its tokens. Default: the keyring of the system. */
  keyring?: SecretStore;
}

/** Which platform is talked to, and who chose it. */
export interface ResolvedEndpoint {
  /** The platform's address, without a slash at the end. */
  endpoint: string;
  endpointSource: EndpointSource;
  /**
   * False for an endpoint that only a repository's `fluxloop.yaml` names: neither the user's word,
   * nor FluxLoop's own, nor the platform of a stored profile. It gets no credential.
   */
  endpointTrusted: boolean;
  /** The chosen profile, or the default one; `null` where neither was named. */
  profile: string | null;
}

/** Which credential goes to which platform, and why. */
export interface ResolvedCredential extends ResolvedEndpoint {
  /** `null` where no source has one. */
  credential: Secret | null;
  kind: CredentialKind | null;
  source: CredentialSource | null;
  /** The origin that the credential may be sent to; hand it to `createClient`. `null` without one. */
  credentialOrigin: string | null;
  /** When a stored session ends, RFC 3339; `null` for keys. */
  expiresAt: string | null;
  /** True for a stored session that can be renewed after its access token has ended. */
  renewable: boolean;
  /** The e-mail address beside a stored session. */
  userEmail: string | null;
  /** Sources that have a credential too, but are not used. */
  shadowed: CredentialSource[];
  /** For people, one sentence or two each. */
  warnings: string[];
}
