import { defineConfig } from 'tsup';

export default defineConfig({
  entry: [
    'src/client/index.ts',
    'src/client/proxy.ts',
    'src/configuration/index.ts',
    'src/configuration/schema.ts',
    'src/contract/index.ts',
    'src/credentials/index.ts',
    'src/errors/index.ts',
    'src/index.ts',
    'src/notation/index.ts',
    'src/oauth/index.ts',
    'src/sanitizer.ts',
    'src/secret.ts',
    'src/storage/index.ts',
  ],
  format: 'esm',
  target: 'node20',
  dts: true,
  sourcemap: true,
  clean: true,
});
