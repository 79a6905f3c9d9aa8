import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { repository } from './workspace/paths.mjs';

const attw = join(
  dirname(createRequire(import.meta.url).resolve('@arethetypeswrong/cli/package.json')),
  'dist/index.js',
);
const { packageManager } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
const tarballs = mkdtempSync(join(tmpdir(), 'fluxloop-packages-'));
let problems = 0;

try {
  for (const name of readdirSync(join(repository, 'packages'))) {
    problems += await check(name);
  }
} finally {
  rmSync(tarballs, { recursive: true, force: true });
}
process.exitCode = problems === 0 ? 0 : 1;

/**
 * Packs a package as it would be published, and asks publint and attw about it.
 *
 * @param {string} name - its folder below `packages`
 * @returns {Promise<number>} how many problems were found
 */
async function check(name) {
  const folder = join(repository, 'packages', name);
  const pkg = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const packed = execFileSync(
    'npx',
    ['--yes', packageManager, 'pack', '--json', '--pack-destination', tarballs],
    { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const tarball = JSON.parse(packed).filename;
  const { messages } = await publint({
    strict: true,
    pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
  });
  for (const message of messages) console.error(`${name}: ${formatMessage(message, pkg)}`);
  return messages.length + typeProblems(name, tarball);
}

/**
 * @param {string} name
 * @param {string} tarball
 * @returns {number}
 */
function typeProblems(name, tarball) {
  try {
    execFileSync(process.execPath, [attw, tarball, '--profile', 'esm-only', '--format', 'ascii'], {
      stdio: 'pipe',
    });
    console.log(`${name}: publint and attw find nothing`);
    return 0;
  } catch (error) {
    const output =
      error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
    console.error(`${name}: attw\n${output}`);
    return 1;
  }
}
