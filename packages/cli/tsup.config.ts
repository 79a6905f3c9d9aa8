import { defineConfig } from 'tsup';

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
  dts: { entry: 'src/index.ts' },
  clean: true,
  splitting: true,
  minifySyntax: true,
  // One bundle starts four times faster than oclif's own files. jiti loads parts of itself by path;
  // oclif asks for the TypeScript tools only while a plugin is being developed.
  noExternal: [/^(?!(?:jiti|typescript|ts-node|tsx|prettier)(?:\/|$))/],
  external: ['jiti', 'typescript', 'ts-node', 'tsx', 'prettier'],
  esbuildOptions(options) {
    options.conditions = ['@fluxloop/source'];
  },
  banner: {
    js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
  },
});
