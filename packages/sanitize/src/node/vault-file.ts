import { openVault, type Vault } from '../vault/vault.js';
import { inputError } from './file-error.js';

/**
 * Seals a vault into a file that only its owner may read. The file takes its place when it is
 * complete.
 *
 * @throws VaultError if the key is too short; SanitizeFileError if the file cannot be written
 */
export async function writeVault(
  vault: Vault,
  path: string,
  key: string | Uint8Array,
): Promise<void> {
  const sealed = await vault.seal(key);
  const { AtomicFile } = await import('./atomic-file.js');
  const file = await AtomicFile.create(path);
  try {
    await file.write(Buffer.from(`${sealed}\n`));
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/**
 * Opens the vault in a file.
 *
 * @throws VaultError if it does not open; SanitizeFileError if the file cannot be read
 */
export async function readVault(path: string, key: string | Uint8Array): Promise<Vault> {
  const { readFile } = await import('node:fs/promises');
  let sealed: string;
  try {
    sealed = await readFile(path, 'utf8');
  } catch (error) {
    throw inputError(error, path);
  }
  return openVault(sealed, key);
}
