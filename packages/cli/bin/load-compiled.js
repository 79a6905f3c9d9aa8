'use strict';
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, isAbsolute, join, relative, resolve, sep } = require('node:path');
const { cachedDataVersionTag } = require('node:v8');
const { Script } = require('node:vm');
const { makePrivateFolder, readPrivateFile } = require('./private-folder.js');

/** A folder that no start has filled for so long belongs to a version that is gone. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** V8 does not look whether what it is given is whole, and may crash. */
const DIGEST = { algorithm: 'sha256', bytes: 32 };

/**
 * Loads a module of the bundle as `require` would, and keeps what V8 compiled for the next start.
 *
 * @param {string} program - the file to load; its folder is the bundle
 * @param {string} cache - a folder of this user alone
 * @returns {any} what it exports
 */
module.exports = function loadCompiled(program, cache) {
  const bundle = dirname(program);
  const folder = join(cache, `${buildId(bundle)}-${cachedDataVersionTag().toString(16)}`);
  const outside = createRequire(program);
  /** @type {Map<string, { exports: unknown }>} */
  const modules = new Map();
  /** @type {Map<string, Script>} what was compiled at this start, by the file to keep it in */
  const compiled = new Map();

  /** @param {string} file */
  const load = (file) => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    const kept = join(folder, relative(bundle, file).replaceAll(sep, '-'));
    const cachedData = read(kept);
    const source = fs.readFileSync(file, 'utf8');
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) {${source}\n})`,
      { filename: file, ...(cachedData && { cachedData }) },
    );
    if (script.cachedDataRejected !== false) compiled.set(kept, script);
    const run = script.runInThisContext();
    run(module.exports, requireFrom(file), module, file, dirname(file));
    return module.exports;
  };

  /** @param {string} file */
  const requireFrom = (file) => {
    /** @param {string} id */
    const requireOne = (id) => {
      if (!id.startsWith('.') && !isAbsolute(id)) return outside(id);
      const path = resolve(dirname(file), id);
      return path.startsWith(bundle + sep) && path.endsWith('.cjs') ? load(path) : outside(path);
    };
    return Object.assign(requireOne, outside);
  };

  process.once('exit', () => keep(folder, compiled));
  return load(program);
};

/**
 * What tells this bundle from every other one.
 *
 * @param {string} bundle
 */
function buildId(bundle) {
  return fs.readFileSync(join(bundle, 'build-id'), 'utf8');
}

/** @param {string} file */
function read(file) {
  const content = readPrivateFile(file);
  if (content === undefined) return undefined;
  const code = content.subarray(DIGEST.bytes);
  return digest(code).equals(content.subarray(0, DIGEST.bytes)) ? code : undefined;
}

/** @param {Buffer} code */
function digest(code) {
  return createHash(DIGEST.algorithm).update(code).digest();
}

/**
 * Keeps what V8 has compiled by now, with the functions that were called. It is no loss where it cannot
 * be written.
 *
 * @param {string} folder
 * @param {Map<string, Script>} compiled
 */
function keep(folder, compiled) {
  if (compiled.size === 0 || !makePrivateFolder(folder)) return;
  try {
    for (const [file, script] of compiled) {
      const code = script.createCachedData();
      const unfinished = `${file}.${process.pid}`;
      fs.writeFileSync(unfinished, Buffer.concat([digest(code), code]), { mode: 0o600 });
      fs.renameSync(unfinished, file);
    }
    removeOld(dirname(folder));
  } catch {
    // The next start compiles again.
  }
}

/** @param {string} cache */
function removeOld(cache) {
  for (const name of fs.readdirSync(cache)) {
    const folder = join(cache, name);
    if (Date.now() - fs.statSync(folder).mtimeMs > KEPT_MS) fs.rmSync(folder, { recursive: true });
  }
}
