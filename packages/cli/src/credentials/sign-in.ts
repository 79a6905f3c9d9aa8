import type { FluxLoopClient } from '@fluxloop/core/client';
import type { Principal } from '@fluxloop/core/contract';
import {
  type CredentialKind,
  type CredentialsFile,
  parseCredential,
  type ResolvedEndpoint,
} from '@fluxloop/core/credentials';
import { AuthenticationError } from '@fluxloop/core/errors';
import { Secret } from '@fluxloop/core/secret';

/** What a person gets who names no profile. */
const FIRST_PROFILE = 'default';

/** Who is signed in now, and where. */
export interface SignedIn {
  profile: string;
  endpoint: string;
  kind: CredentialKind;
  user_email: string | null;
  api_key: Principal['api_key'];
  projects: Principal['projects'];
  /** The profile had another credential before. */
  replaced: boolean;
  /** The file that holds it now. */
  credentials_file: string;
}

/** What {@link signInWithToken} works with. */
export interface SignInOptions {
  /** The token as it was read from standard input. */
  token: string;
  /** As `resolveEndpoint` gives it. */
  chosen: ResolvedEndpoint;
  file: CredentialsFile;
  /** Makes the client that asks the platform whom the token speaks for. */
  connect: (credential: Secret) => FluxLoopClient | Promise<FluxLoopClient>;
}

/**
 * Signs in with a token that somebody made on the platform: its form is checked without a request,
 * then the platform is asked, then it is stored, bound to that platform.
 *
 * @throws AuthenticationError when it is no FluxLoop token, the platform does not accept it, or
 *   nobody but a repository's `fluxloop.yaml` has named the platform (`endpoint_not_trusted`)
 */
export async function signInWithToken(options: SignInOptions): Promise<SignedIn> {
  const { chosen, file } = options;
  const { kind, text } = parseCredential(options.token, {
    source: 'the token on standard input',
    allow: ['api', 'sa', 'dev', 'staging', 'prod', 'at'],
  });
  if (!chosen.endpointTrusted) throw notTrusted(chosen.endpoint);
  const credential = new Secret(text);
  const client = await options.connect(credential);
  const principal = await client.principal.get();
  const profile = chosen.profile ?? FIRST_PROFILE;
  const replaced = await store({ file, profile, endpoint: chosen.endpoint, credential, principal });
  return {
    profile,
    endpoint: chosen.endpoint,
    kind,
    user_email: principal.user?.email ?? null,
    api_key: principal.api_key,
    projects: principal.projects,
    replaced,
    credentials_file: file.path,
  };
}

async function store(options: {
  file: CredentialsFile;
  profile: string;
  endpoint: string;
  credential: Secret;
  principal: Principal;
}): Promise<boolean> {
  const { profile, principal } = options;
  let replaced = false;
  await options.file.update((document) => {
    const before = Object.hasOwn(document.profiles, profile) ? document.profiles[profile] : {};
    replaced = before?.access_token !== undefined;
    const { refresh_token, expires_at, user_email, scope, ...kept } = before ?? {};
    document.profiles[profile] = {
      ...kept,
      access_token: options.credential,
      ...(principal.api_key?.expires_at ? { expires_at: principal.api_key.expires_at } : {}),
      ...(principal.user === null ? {} : { user_email: principal.user.email }),
      ...(principal.api_key === null ? {} : { scope: principal.api_key.scope }),
      api_endpoint: options.endpoint,
    };
    document.default_profile ??= profile;
    return document;
  });
  return replaced;
}

function notTrusted(endpoint: string): AuthenticationError {
  return new AuthenticationError(
    'endpoint_not_trusted',
    `fluxloop.yaml names ${endpoint} as the platform, and you have not signed in there before. Nothing was sent: a repository must not choose where your token goes.`,
    { hint: `If you trust it, say so: fluxloop auth login --with-token --endpoint ${endpoint}` },
  );
}
