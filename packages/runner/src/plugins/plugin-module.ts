import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugins } from './plugins.js';

/** Whether a module is found as an import finds it, and not by its path. */
export function isPackageName(module: string): boolean {
  return !/^(?:\.{0,2}[\\/]|[A-Za-z]:[\\/])/.test(module);
}

/**
 * The file of a module that is a package's name (`@acme/voice`, `@acme/voice/calm`) and that only a
 * plugin brings: a package of the project has precedence.
 * @param root - the project's folder
 * @param packages - see {@link Plugins}
 * @returns `null` where it is none of a plugin's; an import from the project finds it, or says why not
 */
export async function pluginModule(
  module: string,
  root: string,
  packages: Plugins['packages'],
): Promise<string | null> {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module;
  const folder = packages.get(name);
  if (folder === undefined) return null;
  const { createJiti } = await import('jiti');
  const resolved = (from: string, id: string) =>
    createJiti(join(from, 'package.json')).esmResolve(id, { try: true }) ?? null;
  if (resolved(root, module) !== null) return null;
  // A package with "exports" knows itself by its name (https://nodejs.org/api/packages.html#self-referencing-a-package-using-its-name).
  const within = module === name ? '.' : `.${module.slice(name.length)}`;
  const found = resolved(folder, (await hasExports(folder)) ? module : within);
  return found === null ? null : fileURLToPath(found);
}

async function hasExports(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
  const manifest: unknown = JSON.parse(text);
  return typeof manifest === 'object' && manifest !== null && 'exports' in manifest;
}
