import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ENTRIES = [
  'client/index',
  'configuration/index',
  'credentials/index',
  'errors/index',
  'oauth/index',
  'secret',
  'index',
  'contract/index',
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fluxloop-core-imports-'));
  const source = fileURLToPath(new URL('.', import.meta.url));
  await build({
    entry: Object.fromEntries(ENTRIES.map((name) => [name, join(source, `${name}.ts`)])),
    outDir: folder,
    format: 'esm',
    target: 'node20',
    config: false,
    skipNodeModulesBundle: true,
    silent: true,
    outExtension: () => ({ js: '.js' }),
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The packages that are loaded as soon as a built file is, through all files that it imports. */
async function loadedBy(entry: string): Promise<string[]> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const pending = [join(folder, `${entry}.js`)];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = await readFile(file, 'utf8');
    for (const [, specifier = ''] of text.matchAll(
      /^(?:import|export)\b[^;]*?["']([^"']+)["'];/gm,
    )) {
      if (specifier.startsWith('.')) pending.push(resolve(dirname(file), specifier));
      else if (!specifier.startsWith('node:') && !builtinModules.includes(specifier)) {
        packages.add(specifier);
      }
    }
  }
  return [...packages].sort();
}

describe('importing the SDK', () => {
  it.each<[string, string[]]>([
    ['errors/index', []],
    ['secret', []],
    ['client/index', []],
    ['credentials/index', ['leven']],
    ['configuration/index', ['leven']],
    // Neither the HTTP library nor oauth4webapi, before somebody signs in.
    ['oauth/index', ['leven']],
    ['index', ['@fluxloop/sanitize/node', '@fluxloop/sanitize/report', 'leven']],
    // What it would look like otherwise.
    ['contract/index', ['zod']],
  ])('by %s loads no more packages than it must: %j', async (entry, packages) => {
    expect(await loadedBy(entry)).toEqual(packages);
  });
});
