import { open, rename } from 'node:fs/promises';

/** Replaces a file so that a kill at any moment leaves the old or the new one, mode 0600. */
export async function writeFileAtomically(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.tmp`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}
