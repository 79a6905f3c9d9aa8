import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const SOURCE = join(import.meta.dirname, '../packages/sanitize/src/index.ts');
/** A line of a table of tokens: its rule; what tells the vendor; the form, and the rest. */
const ROW = /^([a-z0-9-]+); ([^;\n]+); (.*)$/gm;

/** Letters for those of a name, so that a made-up one looks like it and is another's. */
function createDisguise() {
  let state = 1;
  const next = (/** @type {number} */ size) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % size;
  };
  const letter = (/** @type {string} */ first) =>
    String.fromCharCode(first.charCodeAt(0) + next(26));
  return (/** @type {string} */ name) =>
    name.replaceAll(/[a-z]/g, () => letter('a')).replaceAll(/[A-Z]/g, () => letter('A'));
}

/** An esbuild plugin that gives every vendor in the tables a made-up one with tokens of the same form. */
function twiceTheRows() {
  const disguise = createDisguise();
  return {
    name: 'twice-the-rows',
    setup(/** @type {import('esbuild').PluginBuild} */ { onLoad }) {
      onLoad({ filter: /[\\/](?:token|keyed)-rows[\\/][a-z-]+\.ts$/ }, async ({ path }) => {
        const contents = (await readFile(path, 'utf8')).replaceAll(
          ROW,
          (row, rule, tells, rest) => `${row}\nmade-up-${rule}; ${disguise(tells)}; ${rest}`,
        );
        return { contents, loader: 'ts' };
      });
    },
  };
}

/**
 * The package built from its source twice: as it is, and with twice as many vendors in its tables.
 *
 * @returns {Promise<{ once: typeof import('@fluxloop/sanitize'), twice: typeof import('@fluxloop/sanitize') }>}
 */
export async function buildWithTwiceTheRows() {
  const folder = await mkdtemp(join(tmpdir(), 'fluxloop-bench-rows-'));
  const buildTo = async (
    /** @type {string} */ name,
    /** @type {import('esbuild').Plugin[]} */ plugins,
  ) => {
    const outfile = join(folder, `${name}.mjs`);
    const options = { bundle: true, minify: true, format: 'esm', platform: 'node', outfile };
    await build({ entryPoints: [SOURCE], ...options, plugins });
    return import(pathToFileURL(outfile).href);
  };
  try {
    return { once: await buildTo('once', []), twice: await buildTo('twice', [twiceTheRows()]) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
