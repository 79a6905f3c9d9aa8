import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A marker that stands where it must not. */
export interface Hit {
  where: string;
  marker: string;
}

/** Every place below a folder, file names included, in which one of the markers stands. */
export function searchFolder(folder: string, markers: readonly string[]): Hit[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const inName = searchText(`the name ${path}`, entry.name, markers);
    if (entry.isDirectory()) return [...inName, ...searchFolder(path, markers)];
    // A socket or a pipe holds nothing.
    if (!entry.isFile()) return inName;
    return [...inName, ...searchBytes(path, readFileSync(path), markers)];
  });
}

/** A database's files are no UTF-8, so they are read byte for byte, and the markers as their bytes. */
function searchBytes(where: string, bytes: Buffer, markers: readonly string[]): Hit[] {
  const text = bytes.toString('latin1');
  return markers
    .filter((marker) =>
      spellings(marker).some((spelling) => text.includes(Buffer.from(spelling).toString('latin1'))),
    )
    .map((marker) => ({ where, marker }));
}

/**
 * The markers that stand in a text: as they are, without the spaces and dashes that people put
 * into numbers, and as JSON would escape them.
 */
export function searchText(where: string, text: string, markers: readonly string[]): Hit[] {
  return markers
    .filter((marker) => spellings(marker).some((spelling) => text.includes(spelling)))
    .map((marker) => ({ where, marker }));
}

function spellings(marker: string): string[] {
  const compact = marker.replace(/[\s().-]/g, '');
  const digitsOnly = /^\+?\d{9,}$/.test(compact);
  return [marker, JSON.stringify(marker).slice(1, -1), ...(digitsOnly ? [compact] : [])];
}
