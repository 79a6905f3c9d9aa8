import { defineConfig } from 'tsup';
import { ENTRIES } from './entries.config.js';

/** The declarations; the code is made by rolldown, which can be told what stands in one file. */
export default defineConfig({
  entry: ENTRIES.map((name) => `src/${name}.ts`),
  format: 'esm',
  dts: { only: true },
});
