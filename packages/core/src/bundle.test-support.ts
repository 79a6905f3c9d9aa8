import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/** A program that Node runs without a loader. */
export interface Bundle {
  /** What to hand to `node`. */
  path: string;
  remove(): Promise<void>;
}

/**
 * Bundles a TypeScript file with everything that it imports.
 *
 * @param source - the file's URL
 */
export async function bundle(source: URL): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxloop-core-bundle-'));
  await build({
    entry: { program: fileURLToPath(source) },
    outDir: folder,
    format: 'esm',
    target: 'node20',
    platform: 'node',
    config: false,
    silent: true,
    noExternal: [/.*/],
    // What is bundled was partly written for `require`.
    banner: {
      js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
    },
    outExtension: () => ({ js: '.mjs' }),
    esbuildOptions: (options) => {
      options.conditions = ['@fluxloop/source', 'node'];
    },
  });
  return {
    path: join(folder, 'program.mjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
