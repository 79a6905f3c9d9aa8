import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { AuthenticationError, ConfigurationError } from '../errors/index.js';
import { Secret } from '../secret.js';
import { errno, fileProblem } from '../storage/file-problem.js';
import { OTHERS } from '../storage/private-folder.js';
import type { CredentialKind } from './credential-kind.js';
import { parseCredential } from './parse-credential.js';

/** No credential is longer; a file that is, is something else. */
const MAXIMUM_BYTES = 4_096;

/**
 * Reads a file that holds an API key and nothing else. A repository's `fluxloop.yaml` may name
 * any file of the user's, so nothing comes out of one that is not a key, or that others can read.
 *
 * @param path - absolute
 * @param source - who named the file, for messages: `api.key_file of fluxloop.yaml`
 * @param allow - the kinds of credential that may stand in it
 * @returns `null` where there is no such file
 * @throws ConfigurationError `key_file_permissions`, `key_file_invalid`, or as `fileProblem` says;
 *   never with a part of the content
 */
export async function readKeyFile(
  path: string,
  source: string,
  allow: readonly CredentialKind[],
): Promise<{ credential: Secret; kind: CredentialKind } | null> {
  const text = await readTightText(path, source);
  if (text === null) return null;
  try {
    const parsed = parseCredential(text, { source: path, allow });
    return { credential: new Secret(parsed.text), kind: parsed.kind };
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    throw new ConfigurationError('key_file_invalid', `${error.message} (It is the ${source}.)`, {
      location: { file: path },
      hint: error.hint ?? 'Put the whole key into the file, and nothing else.',
    });
  }
}

async function readTightText(path: string, source: string): Promise<string | null> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    // A pipe without a writer would block a plain open for ever.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw fileProblem(error, 'read', path);
  }
  try {
    const status = await file.stat();
    if (!status.isFile() || status.size > MAXIMUM_BYTES) {
      throw new ConfigurationError('key_file_invalid', `${path} is not a file with a key in it.`, {
        location: { file: path },
        hint: `Let the ${source} name a file that holds the key and nothing else.`,
      });
    }
    if (process.platform !== 'win32' && (status.mode & OTHERS) !== 0) {
      throw new ConfigurationError(
        'key_file_permissions',
        `Other users of this machine can read the key in ${path}, so it is not used.`,
        { location: { file: path }, hint: `Close the file: chmod 600 ${path}` },
      );
    }
    return await file.readFile('utf8');
  } catch (error) {
    throw error instanceof ConfigurationError ? error : fileProblem(error, 'read', path);
  } finally {
    await file.close();
  }
}
