import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** A page, without `https://`, as the rows of tokens name it. */
const PAGE = /'(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/[^'\s]*)?'/g;

/**
 * Leaves the vendors' pages out of the rows of tokens. They are documentation: nothing reads them
 * when a sanitizer runs, and they are a seventh of its weight.
 */
export const withoutSources: Plugin = {
  name: 'without-sources',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:token|keyed)-rows[\\/][a-z-]+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(PAGE, "''"),
      loader: 'ts',
    }));
  },
};
