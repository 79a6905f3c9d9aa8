import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The files of the tables of tokens. */
export const HAS_PAGES = /[\\/](?:token|keyed)-rows[\\/][a-z-]+\.ts$/;
/** The first four columns of a line in such a table; the fourth is the vendor's page. */
const ROW = /^([^;\n]+; [^;\n]*; [^;\n]+); [^;\n]+(; )?/gm;

const withoutPage = (_row: string, columns: string, more: string | undefined): string =>
  more === undefined ? columns : `${columns}; ${more}`;

/**
 * Leaves the vendors' pages out of the rows of tokens. They are documentation: nothing reads them
 * when a sanitizer runs, and they are a seventh of its weight.
 */
export function withoutPages(table: string): string {
  return table.replaceAll(ROW, withoutPage);
}

/** {@link withoutPages} where esbuild bundles the sources. */
export const withoutSources: Plugin = {
  name: 'without-sources',
  setup(build) {
    build.onLoad({ filter: HAS_PAGES }, async ({ path }) => ({
      contents: withoutPages(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
