import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one test. */
export interface TemporaryFolder {
  readonly path: string;
  /** Writes a file in it, with the folders that it needs, and gives its path. */
  write(name: string, content: string): Promise<string>;
  remove(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Makes an empty folder in the system's temporary folder.
 *
 * @param files - file names, with `/` for folders, and their contents
 */
export async function temporaryFolder(
  files: Readonly<Record<string, string>> = {},
): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'fluxloop-test-'));
  const remove = (): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 3 });
  const write = async (name: string, content: string): Promise<string> => {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  };
  for (const [name, content] of Object.entries(files)) await write(name, content);
  return { path, write, remove, [Symbol.asyncDispose]: remove };
}
