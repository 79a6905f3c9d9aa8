import type { FluxLoopClient, NewApiKey } from '@fluxloop/core/client';
import type { Secret } from '@fluxloop/core/secret';
import { type EnvFile, prepareEnvFile } from './env-file.js';

/** A new key on its way to its owner: shown, or written to a file. */
export interface DeliveredKey {
  key: Omit<NewApiKey, 'key'>;
  /** The key itself, to be shown once; `null` when it is in the file. */
  secret: Secret | null;
  /** The file that holds it; `null` when it is shown. */
  envFile: string | null;
}

/** What {@link deliverKey} is told. */
export interface DeliverKeyOptions {
  client: FluxLoopClient;
  /** `--output-env`. */
  outputEnv: string | undefined;
  cwd: string;
  /** `--yes`: a key that the file holds already may go. */
  replace: boolean;
}

/**
 * Makes a key and brings it to where it is wanted. The file is opened first; should it fail all the
 * same once there is a key, the key is revoked, because nobody will ever see it.
 *
 * @param make - asks the platform for the key
 * @throws UsageError `env_file_holds_key`
 * @throws ConfigurationError of the file, such as `disk_full`
 */
export async function deliverKey<Made>(
  options: DeliverKeyOptions,
  make: () => Promise<Made & { successor: NewApiKey }>,
): Promise<{ made: Made; delivered: DeliveredKey }> {
  const { outputEnv, cwd, replace, client } = options;
  const file = outputEnv === undefined ? null : await prepareEnvFile(outputEnv, { cwd, replace });
  const made = await make().catch(async (error: unknown) => {
    await file?.discard();
    throw error;
  });
  const { key: secret, ...key } = made.successor;
  if (file === null) return { made, delivered: { key, secret, envFile: null } };
  await writeOrRevoke(file, secret, () => client.apiKeys.revoke(key.id));
  return { made, delivered: { key, secret: null, envFile: file.path } };
}

async function writeOrRevoke(
  file: EnvFile,
  secret: Secret,
  revoke: () => Promise<unknown>,
): Promise<void> {
  try {
    await file.write(secret);
  } catch (error) {
    await revoke().catch(() => {});
    throw error;
  }
}
