'use strict';
/**
 * Loads the bundled program with what V8 compiled of it at an earlier start. From Node 22.8 on Node does
 * that itself; `load-compiled.js` does it for Node 20. See docs/decisions/start.md.
 */
const nodeModule = require('node:module');
const { homedir } = require('node:os');
const { join, resolve } = require('node:path');
const { makePrivateFolder } = require('./private-folder.js');

/**
 * The types of Node 20 do not know it.
 * @type {((folder: string) => unknown) | undefined}
 */
const enableCompileCache = Reflect.get(nodeModule, 'enableCompileCache');

const PROGRAM = join(__dirname, '../dist/index.cjs');

/** @returns {{ main: () => Promise<never> }} */
module.exports = function loadBundle() {
  const { FLUXLOOP_HOME, NODE_DISABLE_COMPILE_CACHE } = process.env;
  if (NODE_DISABLE_COMPILE_CACHE) return require(PROGRAM);
  const home = FLUXLOOP_HOME?.replace(/^~(?=\/|$)/, homedir()) || join(homedir(), '.fluxloop');
  const cache = join(resolve(home), '.cache', 'start');
  // Whoever can write there says what the next start runs.
  if (!makePrivateFolder(cache)) return require(PROGRAM);
  if (enableCompileCache === undefined) return require('./load-compiled.js')(PROGRAM, cache);
  enableCompileCache(cache);
  return require(PROGRAM);
};
