import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Fast enough for a person who waits for a test. */
const POLL_MS = 20;

/** A folder for one test. */
export interface TemporaryFolder {
  readonly path: string;
  /** Writes a file in it, with the folders that it needs, and gives its path. */
  write(name: string, content: string): Promise<string>;
  /** Waits until another process has made a file or a folder in it. */
  untilExists(name: string): Promise<void>;
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
  const untilExists = async (name: string): Promise<void> => {
    while (!existsSync(join(path, name))) await sleep(POLL_MS);
  };
  for (const [name, content] of Object.entries(files)) await write(name, content);
  return { path, write, untilExists, remove, [Symbol.asyncDispose]: remove };
}
