import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PEERS } from './packages.mjs';

/** Where the peers are installed: outside the workspace, so that none becomes a dependency of ours. */
export const PEERS_FOLDER = join(import.meta.dirname, '../.peers');

/** Installs the peers in their exact versions, without their install scripts. Once done, it is kept. */
export async function installPeers() {
  const wanted = JSON.stringify({ private: true, peers: PEERS.flatMap(({ install }) => install) });
  const stamp = join(
    PEERS_FOLDER,
    `installed-${Buffer.from(wanted).toString('base64url').slice(-24)}`,
  );
  if (existsSync(stamp)) return;
  await mkdir(PEERS_FOLDER, { recursive: true });
  await writeFile(join(PEERS_FOLDER, 'package.json'), '{"private":true}\n');
  const packages = PEERS.flatMap(({ install }) => install);
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await promisify(execFile)('npm', ['install', ...flags, ...packages], { cwd: PEERS_FOLDER });
  await writeFile(stamp, '');
}
