import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The first four columns of a line in a table of tokens; the fourth is the vendor's page. */
const ROW = /^([^;\n]+; [^;\n]*; [^;\n]+); [^;\n]+(; )?/gm;

const withoutPage = (_row: string, columns: string, more: string | undefined): string =>
  more === undefined ? columns : `${columns}; ${more}`;

/**
 * Leaves the vendors' pages out of the rows of tokens. They are documentation: nothing reads them
 * when a sanitizer runs, and they are a seventh of its weight.
 */
export const withoutSources: Plugin = {
  name: 'without-sources',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:token|keyed)-rows[\\/][a-z-]+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(ROW, withoutPage),
      loader: 'ts',
    }));
  },
};
