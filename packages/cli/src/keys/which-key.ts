import { keyReference, type ResolvedCredential } from '@fluxloop/core/credentials';
import { UsageError } from '@fluxloop/core/errors';
import { readStandardInput, revealArgument, type Surroundings } from '@fluxloop/plugin-kit';

/** Kinds of credential that are keys: what the others are is not managed as one. */
const KEYS: readonly (string | null)[] = ['api', 'sa', 'dev', 'staging', 'prod'];

/** What {@link whichKey} is told. */
export interface WhichKeyOptions {
  /** As it was typed: an id, a key, `-` for standard input; absent for the key in use. */
  typed: string | undefined;
  /** The credential in use. */
  credential: () => Promise<ResolvedCredential>;
  stdin: Surroundings['stdin'];
}

/**
 * Says which key a command is about: an id, or the SHA-256 of a key. No key leaves this function.
 *
 * @throws UsageError `key_missing` when none was typed and none is in use; else as `keyReference`
 */
export async function whichKey({ typed, credential, stdin }: WhichKeyOptions): Promise<string> {
  if (typed === '-') return keyReference(await readStandardInput(stdin));
  if (typed !== undefined) return keyReference(revealArgument(typed));
  const { credential: secret, kind } = await credential();
  if (secret !== null && KEYS.includes(kind)) return keyReference(secret);
  throw new UsageError('key_missing', 'It is not said which key, and none is in use.', {
    hint: 'Name it by its id (fluxloop apikeys list shows them), or give the key itself.',
  });
}
