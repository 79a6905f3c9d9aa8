import { cp } from 'node:fs/promises';
import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  format: 'esm',
  target: 'node20',
  dts: true,
  sourcemap: true,
  clean: true,
  // Threads and interpreters load these by their paths; they stand beside whatever is built from us.
  onSuccess: () => cp('src/targets/programs', 'dist/programs', { recursive: true }),
});
