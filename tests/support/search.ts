import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A marker that stands where it must not. */
export interface Hit {
  where: string;
  marker: string;
}

/** Every place below a folder, file names included, in which one of the markers stands. */
export function searchFolder(folder: string, markers: readonly string[]): Hit[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const inName = searchText(`the name ${path}`, name, markers);
    if (statSync(path).isDirectory()) return [...inName, ...searchFolder(path, markers)];
    return [...inName, ...searchText(path, readFileSync(path, 'utf8'), markers)];
  });
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
