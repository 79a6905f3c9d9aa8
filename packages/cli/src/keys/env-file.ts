import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import type { Secret } from '@fluxloop/core/secret';
import { fileProblem, WholeFile } from '@fluxloop/core/storage';

const VARIABLE = 'FLUXLOOP_API_KEY';
const LINE = new RegExp(`^(?:export[ \\t]+)?${VARIABLE}=.*(?:\\r?\\n|$)`, 'gm');

/** A file of environment variables that is ready to take a key. */
export interface EnvFile {
  /** Absolute. */
  readonly path: string;
  /** Writes the key, down to the disk; the file's other lines stay as they are. */
  write(key: Secret): Promise<void>;
  /** Leaves everything as it was. */
  discard(): Promise<void>;
}

/**
 * Makes sure that a key can be written to a file, before there is a key: one that could not be
 * stored would be lost. The file is replaced as a whole, and only its owner may read it (0600).
 *
 * @param options.replace - whether a key that the file holds already may go
 * @throws UsageError `env_file_holds_key` when it may not
 * @throws ConfigurationError as {@link fileProblem} says
 */
export async function prepareEnvFile(
  file: string,
  options: { cwd: string; replace: boolean },
): Promise<EnvFile> {
  const named = resolve(options.cwd, file);
  // A link is followed: the file that it names is replaced.
  const path = await realpath(named).catch(() => named);
  const before = await readIfThere(path);
  if (before.search(LINE) !== -1 && !options.replace) {
    throw new UsageError('env_file_holds_key', `${file} holds a ${VARIABLE} already.`, {
      hint: 'Name another file, or add --yes to replace the key in it. No key was made.',
    });
  }
  const written = await WholeFile.open(path, { access: 'owner' }).catch((error: unknown) => {
    throw fileProblem(error, 'write', path, 'Name another file. No key was made.');
  });
  return {
    path,
    discard: () => written.discard(),
    write: async (key) => {
      try {
        const others = before.replace(LINE, '');
        const gap = others === '' || others.endsWith('\n') ? '' : '\n';
        await written.write(`${others}${gap}${VARIABLE}=${key.reveal()}\n`);
        await written.commit();
      } catch (error) {
        await written.discard();
        throw fileProblem(error, 'write', path, 'Name another file. The key was revoked at once.');
      }
    },
  };
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
