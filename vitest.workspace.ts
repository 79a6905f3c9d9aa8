import type { TestProjectInlineConfiguration } from 'vitest/config';

/** In the repository our packages resolve to their TypeScript source; no build is needed to test. */
const conditions = ['@fluxloop/source', 'module', 'node', 'development|production'];
const fromSource = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/**
 * The test projects, a plain array. vitest 4 reads no workspace file by itself, so
 * `vitest.config.ts` imports this one into `test.projects`.
 */
const projects: TestProjectInlineConfiguration[] = [
  {
    ...fromSource,
    test: {
      name: 'unit',
      include: [
        'packages/*/src/**/*.test.ts',
        'packages/*/web/src/**/*.test.ts',
        'examples/*/**/*.test.ts',
      ],
      exclude: ['**/*.process.test.ts', '**/node_modules/**', '**/dist/**'],
      testTimeout: 20_000,
      hookTimeout: 30_000,
      // What a file imports stays for the next one: reading it anew cost as much as the tests.
      isolate: false,
      disableConsoleIntercept: true,
    },
  },
  {
    ...fromSource,
    test: {
      name: 'process',
      include: ['packages/*/src/**/*.process.test.ts'],
      testTimeout: 120_000,
      hookTimeout: 120_000,
      disableConsoleIntercept: true,
    },
  },
  {
    ...fromSource,
    test: {
      name: 'repository',
      include: ['tests/**/*.test.ts'],
      testTimeout: 300_000,
      hookTimeout: 300_000,
      disableConsoleIntercept: true,
    },
  },
];

export default projects;
