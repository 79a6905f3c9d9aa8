'use strict';
/** Loads the bundled program with what V8 compiled of it at an earlier start. See docs/decisions/start.md. */
const { homedir } = require('node:os');
const { join, resolve } = require('node:path');
const { makePrivateFolder } = require('./private-folder.js');

const PROGRAM = join(__dirname, '../dist/index.cjs');

/** @returns {{ main: () => Promise<never> }} */
module.exports = function loadBundle() {
  const { FLUXLOOP_HOME, NODE_DISABLE_COMPILE_CACHE } = process.env;
  if (NODE_DISABLE_COMPILE_CACHE) return require(PROGRAM);
  const home = FLUXLOOP_HOME?.replace(/^~(?=\/|$)/, homedir()) || join(homedir(), '.fluxloop');
  const cache = join(resolve(home), '.cache', 'start');
  // Whoever can write there says what the next start runs.
  if (!makePrivateFolder(cache)) return require(PROGRAM);
  return require('./load-compiled.js')(PROGRAM, cache);
};
