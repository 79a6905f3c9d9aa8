import { transform } from 'esbuild';
import { defineConfig, type Plugin } from 'rolldown';
import { ENTRIES } from './entries.config.js';
import { HAS_PAGES, withoutPages } from './without-sources.config.js';

/** What a sanitizer of secrets alone shares with the others. */
const ENGINE = new RegExp(
  `src/(?:${[
    'configuration/read-types',
    'define-detector',
    'own/regex-engine',
    'sanitizer-core',
    'vault/vault',
    'ways/text-ways',
  ].join('|')})\\.ts$`,
);

const pages: Plugin = {
  name: 'without-sources',
  transform: {
    filter: { id: HAS_PAGES },
    handler: (code) => ({ code: withoutPages(code), map: null }),
  },
};

/**
 * A process that starts reads all of it before the first call: less to read, and of ASCII, because
 * one letter beyond makes an engine read a file as text of two bytes a character.
 */
const minified: Plugin = {
  name: 'minified',
  renderChunk: (code) =>
    transform(code, {
      format: 'esm',
      minify: true,
      charset: 'ascii',
      target: 'node20',
      sourcemap: 'external',
    }),
};

/** The code; the declarations are made by tsup. */
export default defineConfig({
  // The program of the worker threads is loaded by its path, so it stands beside the entries.
  input: Object.fromEntries([...ENTRIES, 'file-worker'].map((name) => [name, `src/${name}.ts`])),
  platform: 'neutral',
  transform: { target: 'node20' },
  external: [/^node:/, 're2js'],
  plugins: [pages, minified],
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'esm',
    sourcemap: true,
    // `minified` does it.
    minify: false,
    chunkFileNames: '[name]-[hash].js',
    // As few files as tell apart what a page needs: each costs a process that starts as much as
    // twenty kilobytes of code.
    codeSplitting: {
      groups: [
        chunk('engine', ENGINE, 5),
        chunk('secret-detectors', /src\/detectors\/secrets\/index\.ts$/, 4),
        chunk('personal', /src\/(?:build-sanitizer|entries\/pii)\.ts$/, 3),
        chunk('everything', /src\/catalogs\/full\.ts$/, 2),
        chunk('files', /src\/node\/(?:create-sanitizer|file-error)\.ts$/, 1),
        // What a thread and who waits for it share: neither is to run the other's program.
        chunk('pieces', /src\/node\/numbered-pieces\.ts$/, 0),
      ],
    },
  },
});

/** These modules and what they import make one file; the group with the higher priority takes what both need. */
function chunk(name: string, test: RegExp, priority: number) {
  return { name, test, priority };
}
