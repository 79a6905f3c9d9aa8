import { cp } from 'node:fs/promises';
import { defineConfig } from 'tsup';
import { dynamicImports } from './dynamic-imports.config.js';

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/help.ts',
    'src/commands/**/*.ts',
    'src/hooks/*.ts',
    '!src/**/*.test.ts',
  ],
  format: 'esm',
  target: 'node20',
  clean: true,
  splitting: true,
  // The engine loads these by their paths, beside the bundle.
  onSuccess: () => cp('../runner/src/targets/programs', 'dist/programs', { recursive: true }),
  // One bundle starts four times faster than oclif's own files. jiti loads parts of itself by path;
  // oclif asks for the TypeScript tools only while a plugin is being developed.
  noExternal: [/^(?!(?:jiti|typescript|ts-node|tsx|prettier)(?:\/|$))/],
  external: ['jiti', 'typescript', 'ts-node', 'tsx', 'prettier'],
  esbuildPlugins: [dynamicImports],
  esbuildOptions(options) {
    options.conditions = ['@fluxloop/source'];
    // Less to read at every start; names stay, for the stacks that --verbose shows.
    options.minifySyntax = true;
    options.minifyWhitespace = true;
  },
  banner: {
    js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
  },
});
