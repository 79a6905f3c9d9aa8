import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './paths.mjs';

/**
 * Refuses a Node that is too old, before anything is installed with it. The oldest that works
 * stands in `package.json`, `engines.node`.
 *
 * @throws {Error} with the version that is needed and the one that runs
 */
export function requireSupportedNode() {
  const { engines } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const needed = engines.node.replace(/^>=/, '');
  if (compareVersions(process.versions.node, needed) < 0) {
    throw new Error(
      `FluxLoop needs Node ${needed} or newer, and this is Node ${process.versions.node}. Install a newer one from https://nodejs.org and try again.`,
    );
  }
}

/**
 * @param {string} left - `major.minor.patch`
 * @param {string} right - `major.minor.patch`
 * @returns {number} negative when left is older
 */
function compareVersions(left, right) {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number));
  for (let part = 0; part < 3; part += 1) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
