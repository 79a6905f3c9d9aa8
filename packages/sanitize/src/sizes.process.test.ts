import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { type BuildResult, build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { withoutSources } from '../without-sources.config.js';
import type { KeyedRow } from './detectors/secrets/keyed-rows/index.js';
import type { TokenRow } from './detectors/secrets/token-rows/index.js';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** What a page loads that uses an entry, as a bundler makes it of what is published. */
async function bundleOf(program: string): Promise<BuildResult<{ metafile: true; write: false }>> {
  return build({
    stdin: { contents: program, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [withoutSources],
  });
}

/** KiB after brotli, and the files that are in it. */
async function weigh(program: string): Promise<{ size: number; files: string[] }> {
  const { outputFiles, metafile } = await bundleOf(program);
  const files = Object.keys(Object.values(metafile.outputs)[0]?.inputs ?? {});
  return { size: brotliCompressSync(outputFiles[0]?.contents ?? '').length / 1024, files };
}

type Row = TokenRow | KeyedRow;

/** What a row says, but for its page. */
function contentOf(row: Row | undefined): unknown {
  if (row === undefined) return undefined;
  const { rule, form } = row;
  const particulars =
    'vendors' in row
      ? [row.vendors, row.needsKeyword]
      : [row.prefixes, row.isWeak, row.hasChecksum, row.lead?.notation];
  return [rule, form.notation, particulars];
}

const using = (entry: string) =>
  `import { createSanitizer } from './${entry}.ts'; globalThis.found = createSanitizer();`;

describe('what a page loads, compressed by brotli', () => {
  it('is 150 KiB at most with everything: every type, vaults and reports', async () => {
    const all = `${using('index')} export * from './report.ts'; export * from './common.ts';`;
    expect((await weigh(all)).size).toBeLessThanOrEqual(150);
  });

  it('is 45 KiB more where the engine for regular expressions is asked for', async () => {
    const regex = "import { regexEngine } from './regex.ts'; globalThis.regex = regexEngine;";
    expect((await weigh(regex)).size).toBeLessThanOrEqual(45);
  });

  it('is 40 KiB at most for secrets alone, with nothing of other types', async () => {
    const { size, files } = await weigh(using('secrets'));
    expect(size).toBeLessThanOrEqual(40);
    expect(
      files.filter((file) => /detectors\/(?!secrets)|re2js|noble|yaml|csv/.test(file)),
    ).toEqual([]);
  });

  it.each(['secrets', 'report', 'testing', 'regex'])(
    'holds no metadata of phones where none are wanted: %s',
    async (entry) => {
      const { files } = await weigh(
        `import * as entry from './${entry}.ts'; globalThis.entry = entry;`,
      );
      expect(files.filter((file) => /phone-metadata|numbering-plan/.test(file))).toEqual([]);
    },
  );

  it.each(['index', 'secrets', 'pii', 'llm', 'strict'])(
    'has no engine for regular expressions unless it is imported: %s',
    async (entry) => {
      const { files } = await weigh(using(entry));
      expect(files.filter((file) => file.includes('re2js'))).toEqual([]);
    },
  );

  it.each(['index', 'secrets', 'testing', 'report'])(
    'is of ASCII, so that an engine reads a byte for each character: %s',
    async (entry) => {
      const { outputFiles } = await bundleOf(
        `import * as entry from './${entry}.ts'; globalThis.entry = entry;`,
      );
      const text = outputFiles[0]?.text ?? '';
      const beyond = [...text.matchAll(/.{0,20}[^\0-\x7f].{0,20}/g)].map(([around]) => around);
      expect(beyond).toEqual([]);
      expect(text.length).toBeGreaterThan(0);
    },
  );

  it('differs from the source in the pages of vendors only', async () => {
    const rows = `
      export { tokenRows } from './detectors/secrets/token-rows/index.ts';
      export { keyedRows } from './detectors/secrets/keyed-rows/index.ts';`;
    const published = await bundleOf(rows);
    const code = Buffer.from(published.outputFiles[0]?.contents ?? '').toString('base64');
    const there = (await import(`data:text/javascript;base64,${code}`)) as Record<
      string,
      () => Row[]
    >;
    const here: Record<string, () => readonly Row[]> = {
      tokenRows: (await import('./detectors/secrets/token-rows/index.js')).tokenRows,
      keyedRows: (await import('./detectors/secrets/keyed-rows/index.js')).keyedRows,
    };
    for (const [name, rowsOf] of Object.entries(here)) {
      const rowsHere = rowsOf();
      expect(rowsHere.length).toBeGreaterThan(50);
      expect(there[name]?.().map(contentOf)).toEqual(rowsHere.map(contentOf));
    }
  });
});
