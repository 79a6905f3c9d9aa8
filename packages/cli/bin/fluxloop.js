#!/usr/bin/env node
'use strict';
// Installers, editors and CI ask for the version all the time: it is answered without loading the rest.

const [first, second, ...rest] = process.argv.slice(2);
const json = second === '--json';

if (
  (first === '--version' || first === '-v') &&
  rest.length === 0 &&
  (json || second === undefined)
) {
  const { version } = require('../package.json');
  const { arch, platform } = process;
  console.log(
    json
      ? JSON.stringify({ version, node: process.versions.node, platform, arch })
      : `fluxloop ${version} (${platform}-${arch}, node ${process.version})`,
  );
} else {
  require('./load-bundle.js')().main();
}
