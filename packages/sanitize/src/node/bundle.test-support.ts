import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The entry for Node as it is published: compiled, the program of its threads beside it. */
export interface NodeBundle {
  folder: string;
  /** What to import. */
  entry: string;
  remove(): Promise<void>;
}

/** Compiles the entry for Node, because threads run no TypeScript. */
export async function bundleForNode(): Promise<NodeBundle> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxloop-sanitize-'));
  const source = fileURLToPath(new URL('..', import.meta.url));
  await build({
    entryPoints: [join(source, 'node.ts'), join(source, 'file-worker.ts')],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outExtension: { '.js': '.js' },
    logLevel: 'error',
  });
  return {
    folder,
    entry: join(folder, 'node.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
