'use strict';
const fs = require('node:fs');

const OTHERS = 0o077;

/**
 * Makes a folder for this user alone, with those above it.
 *
 * @param {string} folder
 * @returns {boolean} false where it cannot be made, where others may use it, and where nobody can tell (Windows)
 */
exports.makePrivateFolder = (folder) => {
  try {
    const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
    if (stat !== undefined) return stat.isDirectory() && isPrivate(stat);
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isPrivate(fs.lstatSync(folder));
  } catch {
    return false;
  }
};

/**
 * @param {string} file
 * @returns {Buffer | undefined} nothing where there is none, and where others may have written it
 */
exports.readPrivateFile = (file) => {
  let handle;
  try {
    handle = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
    return isPrivate(fs.fstatSync(handle)) ? fs.readFileSync(handle) : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
};

/** @param {import('node:fs').Stats} stat */
function isPrivate({ uid, mode }) {
  return uid === process.getuid?.() && (mode & OTHERS) === 0;
}
