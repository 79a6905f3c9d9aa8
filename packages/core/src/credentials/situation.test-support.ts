import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { userConfiguration } from '../configuration/user-configuration.js';
import { Secret } from '../secret.js';
import type { Environment } from '../storage/home.js';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import { credentialsFile } from './credentials-file.js';
import type { ResolveCredentialOptions } from './resolve-types.js';

/** What the resolver finds when it looks around. */
export interface Situation {
  flags?: ResolveCredentialOptions['flags'];
  env?: Environment;
  api?: { endpoint?: string; key_file?: string };
  profiles?: Record<string, { access_token?: string; api_endpoint?: string; expires_at?: string }>;
  defaultProfile?: string;
  /** What is in `key.txt` of the project. */
  keyFile?: string;
  userKeyFile?: string;
  stdin?: string;
}

/** Puts everything where the resolver looks, in a folder of the running test's own. */
export async function arrange(situation: Situation): Promise<ResolveCredentialOptions> {
  const root = await temporaryFolder();
  const home = join(root, '.fluxloop');
  const { profiles, defaultProfile } = situation;
  if (profiles !== undefined) {
    await credentialsFile(home).update(() => ({
      ...(defaultProfile === undefined ? {} : { default_profile: defaultProfile }),
      profiles: Object.fromEntries(
        Object.entries(profiles).map(([name, { access_token, ...rest }]) => [
          name,
          {
            ...rest,
            ...(access_token === undefined ? {} : { access_token: new Secret(access_token) }),
          },
        ]),
      ),
    }));
  }
  if (situation.keyFile !== undefined) {
    await writeFile(join(root, 'key.txt'), situation.keyFile, { mode: 0o600 });
  }
  if (situation.userKeyFile !== undefined) {
    await writeFile(join(root, 'user-key.txt'), situation.userKeyFile, { mode: 0o600 });
    await userConfiguration(home).set('api_key_file', join(root, 'user-key.txt'));
  }
  return {
    flags: situation.flags ?? {},
    env: { HOME: root, ...situation.env },
    home,
    project:
      situation.api === undefined
        ? null
        : { root, file: join(root, 'fluxloop.yaml'), configuration: { api: situation.api } },
    ...(situation.stdin === undefined ? {} : { readStdin: async () => situation.stdin ?? '' }),
  };
}
