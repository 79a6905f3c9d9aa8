import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { repository } from './paths.mjs';

const IGNORED_FOLDERS = new Set(['node_modules', 'dist', '.fluxloop', 'coverage']);
/** Neither tests nor prose end up in what is built, and the manifest comes out of it. */
const IGNORED_FILES = /\.test\.tsx?$|\.test-support\.tsx?$|\.md$|^oclif\.manifest\.json$/;

/**
 * A digest over the contents of files and folders, so that a step is done again exactly when
 * something it reads has changed.
 *
 * @param {string[]} paths - below the repository; what does not exist counts as absent
 * @returns {string} hexadecimal SHA-256
 */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  hash.update(`${process.version}\0${process.platform}\0${process.arch}\0`);
  for (const file of fingerprintedFiles(paths)) {
    hash.update(`${file}\0`);
    hash.update(readFileSync(join(repository, file)));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/**
 * The files that count for a fingerprint. None of them may come out of the step itself, or it
 * would always be done twice.
 *
 * @param {string[]} paths - below the repository
 * @returns {string[]} relative to the repository
 */
export function fingerprintedFiles(paths) {
  return paths
    .flatMap((path) => filesBelow(join(repository, path)))
    .map((file) => relative(repository, file));
}

/**
 * Remembers that a step was completed for a fingerprint. The memory is taken away before the
 * step begins and written after it succeeded, so an interrupted step is always done again.
 */
export class Stamp {
  /** @param {string} name - the step's name */
  constructor(name) {
    this.file = join(repository, 'node_modules/.cache/fluxloop', `${name}.stamp`);
  }

  /**
   * @param {string} expected
   * @returns {boolean}
   */
  matches(expected) {
    return existsSync(this.file) && readFileSync(this.file, 'utf8') === expected;
  }

  clear() {
    rmSync(this.file, { force: true });
  }

  /** @param {string} value */
  write(value) {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, value);
  }
}

/**
 * @param {string} path
 * @returns {string[]} sorted
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !IGNORED_FOLDERS.has(entry.name) && !IGNORED_FILES.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(join(path, entry.name)));
}
