#!/usr/bin/env node
// Installers, editors and CI ask for the version all the time: it is answered without loading the rest.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [first, second, ...rest] = process.argv.slice(2);
const json = second === '--json';

if (
  (first === '--version' || first === '-v') &&
  rest.length === 0 &&
  (json || second === undefined)
) {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const { arch, platform } = process;
  console.log(
    json
      ? JSON.stringify({ version, node: process.versions.node, platform, arch })
      : `fluxloop ${version} (${platform}-${arch}, node ${process.version})`,
  );
} else {
  const { main } = createRequire(import.meta.url)('./load-bundle.cjs')();
  await main();
}
