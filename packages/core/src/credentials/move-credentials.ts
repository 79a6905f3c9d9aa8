import { ConfigurationError } from '../errors/index.js';
import { credentialsFile } from './credentials-file.js';
import { keyring } from './keyring.js';
import { profileStore } from './profile-store.js';
import { ownProfile } from './resolve-endpoint.js';
import type { SecretStore } from './secret-store.js';
import { holdsTokens, placeTokens, readTokens, withoutTokens } from './stored-tokens.js';

/** Under which name a keyring is tried out before anything depends on it. */
const TRIAL_ACCOUNT = 'trial';

/**
 * Moves the tokens of all profiles into the keyring of the system, or out of it into the
 * credentials file. At every moment each profile has its tokens in the one place or in the other.
 *
 * @param home - as `fluxloopHome` gives it
 * @param to - where they are kept from now on
 * @param secrets - default: the keyring of the system
 * @throws ConfigurationError `keyring_unavailable`; what was not moved stays usable where it is
 */
export async function moveCredentials(
  home: string,
  to: 'file' | 'keyring',
  secrets: SecretStore = keyring(),
): Promise<void> {
  if (to === 'keyring') await tryOut(secrets);
  const store = profileStore(home, { keyring: secrets });
  const { profiles } = await credentialsFile(home).read();
  for (const name of Object.keys(profiles)) {
    await store.lock(name, async () => {
      const profile = ownProfile(await store.file.read(), name);
      const account = profile?.keyring_account;
      if (!holdsTokens(profile) || (account !== undefined) === (to === 'keyring')) return;
      const tokens = await readTokens(profile, secrets);
      if (tokens === null) return;
      const placed = await placeTokens(name, profile, tokens, to === 'keyring' ? secrets : null);
      await store.file.update((document) => {
        document.profiles[name] = { ...placed, ...withoutTokens(ownProfile(document, name) ?? {}) };
        return document;
      });
      if (account !== undefined) await secrets.delete(account);
    });
  }
}

/** Some keyrings take what they cannot give back. */
async function tryOut(secrets: SecretStore): Promise<void> {
  const word = `trial ${Date.now()}`;
  await secrets.set(TRIAL_ACCOUNT, word);
  const found = await secrets.get(TRIAL_ACCOUNT);
  await secrets.delete(TRIAL_ACCOUNT);
  if (found !== word) {
    throw new ConfigurationError(
      'keyring_unavailable',
      'The keyring of this system did not give back what was put into it.',
      { hint: 'Keep the credential in a file of yours: fluxloop config set credential_store file' },
    );
  }
}
