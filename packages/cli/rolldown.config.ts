import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { defineConfig } from 'rolldown';
import { freeDynamicImports } from './free-dynamic-imports.config.js';

/** What oclif loads by its path: the program, its help, the commands and the hooks. */
const ENTRIES = ['index.ts', 'help.ts', ...sources('commands'), ...sources('hooks')];

/** What every command needs. */
const START =
  /plugin-kit\/src\/(?:main|arguments|base-command|fields|mark|rendering\/(?:text|table))\.ts$|cli\/src\/plugins\/program\.ts$|\/wsl-utils\//;

/** What a run of tests always needs, from the scenarios to the reports' first line. */
const ENGINE = new RegExp(
  [
    'core/src/sanitizer',
    'runner/src/(?:index|pipeline/run-tests|gate/check-run|scenario/data-scenario|targets/in-process-target)',
    'cli/src/(?:runs/(?:run-progress|format-test-result)|reports/workflow-commands)',
    'cli/src/(?:ask|plugins/installed-plugins|reports/wanted-reports|runs/(?:confirm|project-name|upload-choice))',
  ].join('|'),
);

/** See docs/decisions/start.md. */
export default defineConfig({
  input: Object.fromEntries(ENTRIES.map((file) => [file.slice(0, -'.ts'.length), `src/${file}`])),
  platform: 'node',
  // What a command asks for when it needs it may be there already.
  checks: { ineffectiveDynamicImport: false },
  transform: { target: 'node20' },
  resolve: { conditionNames: ['@fluxloop/source', 'node', 'import', 'default'] },
  // jiti loads parts of itself by path; oclif asks for the TypeScript tools only while a plugin is
  // being developed.
  external: /^(?:jiti|typescript|ts-node|tsx|prettier)(?:\/|$)/,
  plugins: [
    freeDynamicImports,
    {
      name: 'agent-programs',
      // The engine loads these by their paths, beside the bundle.
      writeBundle: () => cp('../runner/src/targets/programs', 'dist/programs', { recursive: true }),
    },
    {
      name: 'build-id',
      // Compiled code is kept for this bundle only.
      generateBundle(_, files) {
        const hash = createHash('sha256');
        for (const file of Object.values(files)) if (file.type === 'chunk') hash.update(file.code);
        this.emitFile({
          type: 'asset',
          fileName: 'build-id',
          source: hash.digest('hex').slice(0, 16),
        });
      },
    },
  ],
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    // Less to read at every start; names stay, for the stacks that --verbose shows.
    minify: { compress: true, mangle: false, codegen: true },
    // A text of one byte for each character takes V8 half the memory.
    charset: 'ascii',
    codeSplitting: {
      groups: [
        chunk('start', START, 4),
        chunk('sanitizer', /sanitize\/src\/node\/create-sanitizer\.ts$/, 3),
        chunk('configuration', /core\/src\/configuration\/(?:check-yaml|schema)\.ts$/, 2),
        chunk('engine', ENGINE, 1),
      ],
    },
  },
});

/**
 * These modules and what they import make one file; the group with the higher priority takes what both need.
 * Rolldown 1.2 fails where a module is named that does nothing but export others.
 */
function chunk(name: string, test: RegExp, priority: number) {
  return { name, test, priority };
}

function sources(folder: string): string[] {
  return readdirSync(`src/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => `${folder}/${file}`);
}
